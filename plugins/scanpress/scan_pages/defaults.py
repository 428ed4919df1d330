"""Settings for a site of scans: a settings file begins with `from scanpress.scan_pages.defaults import *`."""

from scanpress.pelican_build.defaults import *  # noqa: F403 - Pelican reads a settings file's names

PLUGINS = ["scanpress.scan_pages", "scanpress.git_browser"]
# Commit pages say what a change means for a scan, and pages about its file name the paper.
GIT_SUMMARIES = ("scanpress.corpus:summarise_change",)
GIT_TITLES = ("scanpress.scan_pages.addresses:page_about",)
