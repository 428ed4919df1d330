"""Names of files in a layout of one's own: which of them cannot be addresses of a site, alone or beside each other."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from scanpress.checking.problem import Finding
from scanpress.facts.layout import JSON, OWN_FOLDERS, SCANS

# Windows reserves these names for devices, whatever follows after a point: git cannot check such a file out there.
DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:\..*)?")
_FORBIDDEN = re.compile(
    r'[<>:"\\|?*\x00-\x1f\x7f]'
)  # on Windows; a page cannot have most of them in its address either
_OWN_FILE = re.compile(r"~[0-9]+|index\.html")  # further pages of a list, and its first one
_OWN_LIST_FILE = re.compile(r"page-[0-9]+|rows-[0-9]+(?:-[a-z]+)?|runs")  # in `scans/`, beside the list of all scans
_AT_THE_TOP = re.compile(r".*\.(?:html|txt|xml|git|ico|json|svg)")  # files of the site, and its clone


def unusable_name(path: str) -> tuple[Finding, ...]:
    """Return why the path of a scan cannot become an address, at most one finding.

    >>> [each.message for each in unusable_name("papers/con/scan.json")]
    ['Windows reserves the name con: a clone on Windows fails']
    >>> unusable_name("Papers/A Paper (2024)/Scan_1.json")
    ()
    """
    parts = path.removesuffix(JSON).split("/")
    reason = next(filter(None, map(_reason, parts)), "") or _taken(parts)
    return (bad_name(reason, "rename it, and correct what refers to it"),) if reason else ()


def _reason(part: str) -> str:
    """Return why a part of a path cannot be used, or an empty text."""
    if DEVICE.fullmatch(part.lower()):
        return f"Windows reserves the name {part.partition('.')[0]}: a clone on Windows fails"
    found = _FORBIDDEN.search(part)
    if found:
        return f"a name with the character {found[0]!a} cannot be used on Windows or in an address"
    if part != part.rstrip(". "):
        return f"the name {part!a} ends with a dot or a space: a clone on Windows fails"
    if not part.isprintable() and any("\ud800" <= each <= "\udfff" for each in part):
        return "the name is not valid UTF-8"
    return f"the site has a page of its own at the name {part}" if _OWN_FILE.fullmatch(part.lower()) else ""


def _taken(parts: list[str]) -> str:
    first = parts[0].lower()
    if first in OWN_FOLDERS or _AT_THE_TOP.fullmatch(first):
        return f"the site has pages of its own at /{first}"
    if first == SCANS and len(parts) > 1 and _OWN_LIST_FILE.fullmatch(parts[1].lower()):
        return f"the site has a page of its own at /{SCANS}/{parts[1]}"
    return ""


def colliding(paths: Iterable[str]) -> Iterator[tuple[str, Finding]]:
    """Yield each path that is the address of an earlier one, or is in its folder, on systems that ignore case.

    >>> [(path, found.message) for path, found in colliding(["papers/A/scan.json", "papers/a/scan.json"])]
    [('papers/a/scan.json', 'papers/a differs from papers/A only in case or in how Unicode writes it')]
    """
    known: dict[str, str] = {}
    for path in paths:
        parts = path.removesuffix(JSON).split("/")
        for end in range(1, len(parts) + 1):
            place = "/".join(parts[:end])
            other = known.setdefault(_folded(place), place)
            if other != place:
                message = f"{place} differs from {other} only in case or in how Unicode writes it"
                yield path, bad_name(message, "rename one: on macOS and Windows both are one file and one address")
                break


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def bad_name(message: str, remedy: str) -> Finding:
    """Return the finding on the name of a file."""
    return Finding("bad-name", (), message, remedy, span=(0, 0))
