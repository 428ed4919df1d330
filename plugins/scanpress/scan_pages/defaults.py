"""Settings for a site of scans: a settings file begins with `from scanpress.scan_pages.defaults import *`."""

import sys as _sys
from pathlib import Path as _Path
from typing import Any as _Any

from scanpress.pelican_build import defaults as _defaults
from scanpress.pelican_build.defaults import *  # noqa: F403 - Pelican reads a settings file's names

PLUGINS = ["scanpress.scan_pages", "scanpress.git_browser"]
# Commit pages say what a change means for a scan, and pages about its file name the paper.
GIT_SUMMARIES = ("scanpress.corpus:summarise_change:SCAN_FILES",)
GIT_TITLES = ("scanpress.scan_pages.addresses:page_about:SCAN_FILES",)

_OF_FOLDER = ("PATH", "PAGE_PATHS")  # these depend on the settings file that imports them
for _name in _OF_FOLDER:
    del globals()[_name]
__all__ = [*(name for name in dir() if name.isupper()), *_OF_FOLDER]  # noqa: PLE0604


def __getattr__(name: str) -> _Any:
    """Return the folder of the prose, and its pages: a site may have no folder `content/`, but Pelican needs one."""
    if name not in _OF_FOLDER:
        raise AttributeError(name)
    file = _sys._getframe(1).f_globals.get("__file__")  # noqa: SLF001 - of the settings file that imports this
    if file is None or (_Path(file).parent / _defaults.PATH).is_dir():
        return getattr(_defaults, name)
    return "." if name == "PATH" else []
