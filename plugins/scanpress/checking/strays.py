"""Files beside the scans that are named otherwise: a scan that nobody would see, or none at all."""

from __future__ import annotations

import re

from scanpress.checking.finding import Finding

JSON = ".json"
_DOCUMENTS = frozenset({"readme", "license", "licence", "copying", "notice", "authors", "contributors", "changelog"})
_PROSE = (".md", ".markdown", ".rst", ".adoc")
_COPIES = (".bak", ".orig", ".old", ".rej", ".tmp", ".swp")
_SPACE = b"\xef\xbb\xbf \t\r\n"
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")


def needs_no_word(name: str) -> bool:
    """Tell whether a file is one that people, editors and systems put beside others: a document, a hidden file, a copy.

    >>> needs_no_word("README.md"), needs_no_word("other.json.txt")
    (True, False)
    """
    plain = name.lower()
    return plain.startswith((".", "#")) or plain.endswith(("~", *_PROSE)) or plain.partition(".")[0] in _DOCUMENTS


def is_stray(path: str) -> bool:
    """Tell whether a path is not named as a scan is, in whatever case."""
    return not path.lower().endswith(JSON)


def stem(name: str) -> str:
    """Take off what a file's name ends with, and what was put behind that.

    >>> stem("other.json.txt"), stem("other.JSON5"), stem("2406.13229")
    ('other', 'other', '2406.13229')
    """
    before, found, _ = name.lower().partition(JSON)
    if found and before:
        return before
    ending = _ENDING.fullmatch(name, max(name.rfind("."), 0))
    return name[: ending.start()] if ending else name


def stray_finding(name: str, data: bytes, *, better: str) -> Finding:
    """Tell of a file whose name is not that of a scan; `better` would be one."""
    if data.lstrip(_SPACE).startswith(b"{") and not name.lower().endswith(_COPIES):
        message = f"only files whose name ends in {JSON} are scans, and this one begins as they do"
        return Finding("bad-name", (), message, f"rename it to {better}", span=(0, 0))
    message = f"only files whose name ends in {JSON} are scans: this one is not published"
    return Finding("stray-file", (), message, f"rename it to {better} if it is a scan, or move it", span=(0, 0))
