"""Where pages of commits, files and folders stand, of whatever history, and the bytes of files."""

import hashlib
import re
from pathlib import Path

from scanpress.writer import Territory, is_our_page

_PAGES = ("blame", "blob", "commit", "file", "files", "history", "log", "refs")
_PLACES = rf"(?:{'|'.join(_PAGES)})/.+\.html|raw/[0-9a-f]{{40}}(?:[0-9a-f]{{24}})?\.[a-z]+"
_SHA_1 = 40  # hexadecimal digits


def _is_ours(path: Path) -> bool:
    """Tell whether a file is ours: a page by what it says, bytes by their address, which is git's name for them."""
    if path.parent.name != "raw" or path.suffix == ".html":
        return is_our_page(path)
    content = path.read_bytes()
    digest = hashlib.new("sha1" if len(path.stem) == _SHA_1 else "sha256", usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest() == path.stem


TERRITORY = Territory(
    files=("log.html", "files.html", "refs.html"),
    folders=(*_PAGES, "raw"),
    pattern=re.compile(_PLACES, re.DOTALL),
    is_ours=_is_ours,
)
