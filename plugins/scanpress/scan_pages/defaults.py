"""Settings for a site of scans: a settings file begins with `from scanpress.scan_pages.defaults import *`."""

import sys as _sys
from pathlib import Path as _Path
from typing import Any as _Any

from scanpress.pelican_build import defaults as _defaults
from scanpress.pelican_build.defaults import *  # noqa: F403 - Pelican reads a settings file's names
from scanpress.pelican_build.host import carried_pages as _carried_pages

PLUGINS = ["scanpress.scan_pages", "scanpress.git_browser"]
# Commit pages say what a change means for a scan, and pages about its file name the paper.
GIT_SUMMARIES = ("scanpress.corpus:summarise_change:SCAN_FILES,UNKNOWN_KEYS",)
GIT_TITLES = ("scanpress.scan_pages.addresses:page_about:SCAN_FILES",)

_OF_FOLDER = ("PATH", "PAGE_PATHS")  # these depend on the settings file that imports them
for _name in _OF_FOLDER:
    del globals()[_name]
__all__ = [*(name for name in dir() if name.isupper()), *_OF_FOLDER]  # noqa: PLE0604


def __getattr__(name: str) -> _Any:
    """Return the folder of the prose, and its pages.

    A site without a folder `content/` has the pages that come with Scanpress; Pelican needs a folder all the same.
    """
    if name not in _OF_FOLDER:
        raise AttributeError(name)
    file = _sys._getframe(1).f_globals.get("__file__")  # noqa: SLF001 - of the settings file that imports this
    content = _Path(file or "").parent / _defaults.PATH
    if name == "PATH":
        return _defaults.PATH if file is None or content.is_dir() else "."
    return _defaults.PAGE_PATHS if file is None or (content / "pages").is_dir() else _carried_pages()
