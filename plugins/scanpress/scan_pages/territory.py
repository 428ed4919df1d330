"""Where pages and raw files of scans stand, those of scans that are gone or moved too, and the list of all."""

import re
from pathlib import Path

from scanpress.writer import Territory, is_our_page

_WORD = "[a-z0-9._-]+"
_PLACES = rf"scans/(?:{_WORD}/{_WORD}(?:\.json|/index\.html)|page-[0-9]+/index\.html|rows-[0-9]+\.json)"
_ROWS = re.compile(r"rows-[0-9]+")
_FIRST_ROW = b'[["scans/'


def _is_ours(path: Path) -> bool:
    """Tell whether a file is ours: a page by what it says, a raw file by its page, the list's data by its first row."""
    if path.suffix != ".json":
        return is_our_page(path)
    if _ROWS.fullmatch(path.stem):
        return path.read_bytes().startswith(_FIRST_ROW)
    page = path.with_suffix("") / "index.html"
    return page.is_file() and is_our_page(page)


TERRITORY = Territory(folders=("scans",), pattern=re.compile(_PLACES), is_ours=_is_ours)
