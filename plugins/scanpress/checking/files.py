"""Which files are scans and runs, and whether their names can become addresses."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scanpress.checking.problem import Finding

SCANS = "scans"
RUNS = "runs"
_NAME = re.compile(r"[a-z0-9]+(?:[-._]+[a-z0-9]+)*")
_LONGEST = 100
# A page of the scan has the name as a folder, beside its files of these kinds.
_TAKEN = (".json", ".bib", ".ris", ".csl", ".html", ".xml")
_DEPTH = 3
_UNSAFE = re.compile(r"[^a-z0-9]+")
# Letters that are no letter with an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
_NO_PATH = "write scanpress check without a path: it reads content/redirects.yaml too"


def find_scans(folder: Path) -> tuple[Path, ...]:
    """List the scans below a folder, also misplaced and misnamed ones, so that none is overlooked; sorted."""
    return tuple(Path(entry.path) for entry in scan_entries(folder))


def scan_entries(folder: Path, *, others: bool = True) -> list[os.DirEntry[str]]:
    """List the scans below a folder as the file system names them, which is quick for many; sorted by path.

    With `others`, list the plain files too that are named otherwise than scans and need a word. They are looked for in
    the folder of scans only: elsewhere files may be called anything.
    """
    if folder.name == RUNS:
        return []
    runs = os.path.join(folder, RUNS)  # noqa: PTH118 - compared with what the file system names
    entries = _entries(folder, without=runs, others=others and _is_of_scans(folder))
    return sorted(entries, key=lambda entry: entry.path)


def _is_of_scans(folder: Path) -> bool:
    """Tell whether a folder is that of the scans or a group in it; a repository may be called so, too."""
    above, name = os.path.split(os.path.abspath(folder))  # noqa: PTH100 - links are a problem of their own
    return name == SCANS or (os.path.basename(above) == SCANS and not os.path.isdir(os.path.join(above, SCANS)))  # noqa: PTH112, PTH118, PTH119


def find_runs(folder: Path) -> tuple[Path, ...]:
    """List the run files below a folder, sorted."""
    runs = folder if folder.name == RUNS else folder / RUNS
    return tuple(sorted(Path(entry.path) for entry in _entries(runs))) if runs.is_dir() else ()


def is_run(path: str) -> bool:
    """Tell whether a path, relative to the repository, is that of a run."""
    return _parts(path)[:2] == (SCANS, RUNS)


def name_findings(path: str) -> tuple[Finding, ...]:
    """Say what is wrong with a path in the folder of scans; others may have any name, but that of another language."""
    parts = _parts(path)
    if parts[:1] != (SCANS,):
        return (_bad("this is no scan, but YAML", _NO_PATH),) if path.endswith((".yaml", ".yml")) else ()
    if len(parts) != _DEPTH:
        message = "a scan stands two levels deep, in a group"
        return (_bad(message, "move it to scans/<group>/<name>.json"),)
    if not path.endswith(JSON):
        return (_bad(f"a scan's name ends in {JSON}, in lower case", f"rename it to {better_name(path)}"),)
    return _unsafe(parts[1], "") or _unsafe(parts[2].removesuffix(JSON), JSON)


def _unsafe(word: str, ending: str) -> tuple[Finding, ...]:
    if _NAME.fullmatch(word) and len(word) <= _LONGEST and not word.endswith(_TAKEN):
        return ()
    remedy = f"rename it, for example to {safe_name(word)}{ending}"
    return (_bad(f"{word[:_LONGEST]} cannot become an address", remedy),)


def safe_name(word: str) -> str:
    """Make a name that can become an address.

    >>> safe_name("My Paper!"), safe_name("Über Ångström")
    ('my-paper', 'uber-angstrom')
    """
    letters = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    name = "".join(each for each in letters if not unicodedata.combining(each))
    while name.endswith(_TAKEN):
        name = name.rpartition(".")[0]
    return _UNSAFE.sub("-", name)[:_LONGEST].strip("-") or "scan"


def better_name(path: str) -> str:
    """Make a name for a file that is named otherwise than a scan."""
    return safe_name(stem(_parts(path)[-1])) + JSON


def _parts(path: str) -> tuple[str, ...]:
    parts = tuple(path.split("/"))
    return PurePosixPath(path).parts if "" in parts or "." in parts else parts  # a PurePosixPath takes long to make


def _bad(message: str, remedy: str) -> Finding:
    return Finding("bad-name", (), message, remedy, span=(0, 0))


def _entries(folder: str | Path, *, without: str = "", others: bool = False) -> Iterator[os.DirEntry[str]]:
    """Yield files and links named as JSON, links to folders, which are a problem of their own, and others if asked."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or entry.path == without:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, others=others)
            elif (
                name.lower().endswith(JSON)
                or (entry.is_symlink() and entry.is_dir())
                or (others and not needs_no_word(name) and entry.is_file(follow_symlinks=False))
            ):
                yield entry


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
