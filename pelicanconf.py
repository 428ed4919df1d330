"""Settings for development: `make site`."""

from scanpress.scan_pages.defaults import *  # noqa: F403 - Pelican reads a settings file's names

SITENAME = "Scanpress"
SITESUBTITLE = "Research papers, checked question by question"
SITEURL = ""
GIT_HEADER_FILES = ["scans/README.md"]  # README and LICENSE of the repository are those of the generator
GIT_NAME = "scanpress"
GIT_CLONE_URL = "http://localhost:8000/scanpress.git"  # true while `make serve` runs
