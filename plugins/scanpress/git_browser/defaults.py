"""Settings for the git browser alone: a settings file begins with `from scanpress.git_browser.defaults import *`."""

from pathlib import Path as _Path

from scanpress.pelican_build.defaults import *  # noqa: F403 - Pelican reads a settings file's names

PLUGINS = ["scanpress.git_browser"]

if not _Path("content").is_dir():  # Pelican requires a folder, and this site has no pages of its own
    PATH = "."
    IGNORE_FILES = ["**/.*", "__pycache__", "*/output/*", "*/cache/*"]
