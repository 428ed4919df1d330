"""Which files are scans and runs, and whether their names can become web addresses."""

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from scanpress.checking.foreign_names import DEVICE, bad_name, unusable_name
from scanpress.checking.problem import Finding
from scanpress.facts.layout import CALIBRATION, DEFAULT, JSON, RUNS, SCANS, Layout

_NAME = re.compile(r"[a-z0-9]+(?:[-._]+[a-z0-9]+)*")
_LONGEST = 100
# The page of a scan is a folder with the scan's name, beside the scan's files with these endings.
_RESERVED_ENDINGS = (".json", ".bib", ".ris", ".csl", ".svg", ".html", ".xml", ".calibration")
_DEPTH = 3
_NOT_SCANS = f".{CALIBRATION}"
_UNSAFE = re.compile(r"[^a-z0-9]+")
# Letters that Unicode does not decompose into a plain letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
_DOCUMENTS = frozenset({"readme", "license", "licence", "copying", "notice", "authors", "contributors", "changelog"})
_DOCUMENT_ENDINGS = (".md", ".markdown", ".rst", ".adoc")
_COPY_ENDINGS = (".bak", ".orig", ".old", ".rej", ".tmp", ".swp")
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8", b"\x1f\x8b")
_SPACE = b"\xef\xbb\xbf \t\r\n"
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")


def find_scans(folder: Path) -> tuple[Path, ...]:
    """Return the paths of the scans below a folder, sorted, with those in a wrong place or with a wrong name."""
    return tuple(Path(entry.path) for entry in scan_entries(folder))


def scan_entries(folder: Path, *, others: bool = True) -> list[os.DirEntry[str]]:
    """Return the directory entries of the scans below a folder, sorted by path; entries are faster than paths.

    With `others`, the result has misnamed files too: files in the folder of scans whose names are not those of scans.
    In other folders files may have any name.
    """
    if folder.name == RUNS:
        return []
    runs = os.path.join(folder, RUNS)  # noqa: PTH118 - compared with what the file system names
    entries = _entries(folder, without=runs, others=others and _holds_scans(folder))
    return sorted(entries, key=lambda entry: entry.path)


def collected_entries(root: Path, layout: Layout, *, others: bool = True) -> list[os.DirEntry[str]]:
    """Return the directory entries of all scans of a repository, sorted by path; `others` as for `scan_entries`."""
    if layout.is_default:
        return scan_entries(root / SCANS, others=others)
    return sorted(layout.entries(root), key=lambda entry: entry.path)


def find_runs(folder: Path) -> tuple[Path, ...]:
    """Return the paths of the run files below a folder, sorted."""
    runs = folder if folder.name == RUNS else folder / RUNS
    return tuple(sorted(Path(entry.path) for entry in _entries(runs))) if runs.is_dir() else ()


def is_run(path: str) -> bool:
    """Return whether a path, relative to the repository, is that of a run."""
    return RUNS in path and _parts(path)[:2] == (SCANS, RUNS)


def may_be_scan(path: str, layout: Layout = DEFAULT) -> bool:
    """Return whether a path, relative to the repository, may be that of a scan; its name is not checked."""
    return layout.may_be_scan(path)


def name_findings(path: str, layout: Layout = DEFAULT) -> tuple[Finding, ...]:
    """Return what is wrong with the path of a file; outside the folder of scans only YAML files are refused.

    In a layout of one's own, the names of scans may be any that a site can have.
    """
    parts = _parts(path)
    if not layout.is_default and parts[:2] != (SCANS, RUNS) and path.endswith(JSON):
        return unusable_name(path) if layout.matches("/".join(parts)) else ()
    if parts[:1] != (SCANS,):
        remedy = "run scanpress check without a path: it also checks content/redirects.yaml"
        return (bad_name("this is a YAML file, not a scan", remedy),) if path.endswith((".yaml", ".yml")) else ()
    if len(parts) != _DEPTH:
        message = "a scan must be in a group, which is a folder directly in scans/"
        return (bad_name(message, f"move it to scans/<group>/{corrected_name(path)}"),)
    if not path.endswith(JSON):
        message = f"the name of a scan ends in {JSON}, in lower case"
        return (bad_name(message, f"rename it to {corrected_name(path)}"),)
    return _unsafe_group(parts[1]) or _unsafe(parts[2].removesuffix(JSON), JSON)


def safe_name(word: str) -> str:
    """Return a name that can be used in a web address and on Windows.

    >>> safe_name("My Paper!"), safe_name("Über Ångström"), safe_name("Con")
    ('my-paper', 'uber-angstrom', 'con-scan')
    """
    letters = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    name = "".join(each for each in letters if not unicodedata.combining(each))
    while name.endswith(_RESERVED_ENDINGS):
        name = name.rpartition(".")[0]
    name = _UNSAFE.sub("-", name)[:_LONGEST].strip("-") or NO_NAME
    return f"{name}-scan" if DEVICE.fullmatch(name) else name


def corrected_name(path: str) -> str:
    """Return the name that a misnamed scan should have."""
    return safe_name(stem(_parts(path)[-1])) + JSON


def is_misnamed(path: str) -> bool:
    """Return whether a path does not end in `.json`, in upper or lower case, or is that of a hidden file."""
    return not path.lower().endswith(JSON) or _is_hidden(path.rpartition("/")[2])


def _is_hidden(name: str) -> bool:
    """Return whether a file with the ending of scans is hidden, and is not what a program keeps beside a file."""
    return name[:1] == "." and name[1:2] not in _OF_PROGRAMS and name.lower().endswith(JSON)


_OF_PROGRAMS = frozenset("#_~!.")  # of Emacs, of macOS on other disks, of programs for cloud folders


def misnamed_finding(name: str, data: bytes, *, better: str) -> Finding:
    """Return the finding on a misnamed file; `better` is the name to suggest."""
    plain, is_hidden = name.lower(), _is_hidden(name.rpartition("/")[2])
    if data.lstrip(_SPACE).startswith(b"{") and not plain.endswith(_COPY_ENDINGS) and not is_hidden:
        message = f"this file starts like a scan, but its name does not end in {JSON}"
        return bad_name(message, f"rename it to {better}")
    message = f"this file is not published: its name does not end in {JSON}"
    remedy = f"rename it to {better} if it is a scan, or move it out of {SCANS}/"
    if is_hidden:
        message = "this file is hidden, because its name begins with a dot, and is not published"
    elif plain.endswith(_MARK_OF_WINDOWS):
        message = "this is only a mark that Windows adds to a downloaded file"
        remedy = "remove it: no clone on Windows can have a name with a colon"
    elif plain.endswith(_OFFICE_ENDINGS):
        remedy = f"save its text as {better} (plain text, UTF-8) if it is a scan, and move it out of {SCANS}/"
    elif data.startswith(_BINARY) or b"\0" in data[:1000]:
        remedy = f"move it out of {SCANS}/"
    elif plain.endswith(_COPY_ENDINGS):
        remedy = f"move it out of {SCANS}/, or remove it if {better} is the newer one"
    return Finding("stray-file", (), message, remedy, span=(0, 0))


_COPY = re.compile(
    r"(?<=.)(?:[ _-]*\((?:\d{1,3}|copy|kopie|copie|copia)(?: \d{1,3})?\)"
    r"|[ _-]+(?:copy|kopie|copie|copia|c\u00f3pia|\u526f\u672c|\u306e\u30b3\u30d4\u30fc|\u0646\u0633\u062e\u0647)"
    r"(?: ?\(?\d{1,3}\)?)?)$",
    re.IGNORECASE,
)
_COPY_OF = re.compile(r"(?:copy of|kopie von|copie de|copia d[ei]|c\u00f3pia de|kopi[ae])[ _]+(?=.)", re.IGNORECASE)
# What programs of cloud folders name the second of two versions that were changed at the same time.
_CONFLICT = re.compile(
    r"(?:[ _-]*\([^()]*\b(?:conflict(?:ed copy)?|konflikt\w*|conflit\w*|conflicto\w*)\b[^()]*\)"
    r"|[._-]sync-conflict-[0-9]{8}-[0-9]{6}(?:-\w+)?|[ _-]+conflict(?:ed)?[ _-]+copy.*)$",
    re.IGNORECASE,
)
NO_NAME = "scan"
"""The name of a file if there are no letters to make one of."""
_OF_SYSTEMS = frozenset(["thumbs.db", "desktop.ini", "icon\r"])
_MARK_OF_WINDOWS = ":zone.identifier"
_OFFICE_ENDINGS = (".docx", ".doc", ".odt", ".rtf", ".pages", ".xlsx", ".xls", ".ods", ".gdoc", ".gsheet")


def is_ignored(name: str) -> bool:
    """Return whether a file beside scans needs no report: a document, a hidden file or an editor's copy.

    >>> is_ignored("README.md"), is_ignored("other.json.txt")
    (True, False)
    """
    plain = name.lower()
    is_document = plain.endswith(_DOCUMENT_ENDINGS) or plain.partition(".")[0] in _DOCUMENTS
    return is_document or plain.startswith((".", "#", "~$")) or plain.endswith("~") or plain in _OF_SYSTEMS


def stem(name: str) -> str:
    """Return a file's name without its ending, and without what was added after `.json`.

    >>> stem("other.json.txt"), stem("other.JSON5"), stem("2406.13229")
    ('other', 'other', '2406.13229')
    """
    before, found, _ = name.lower().partition(JSON)
    if found and before:
        return before
    ending = _ENDING.fullmatch(name, max(name.rfind("."), 0))
    return name[: ending.start()] if ending else name


def _holds_scans(folder: Path) -> bool:
    """Return whether a folder is the folder of scans or a group in it; a repository may have the name `scans` too."""
    above, name = os.path.split(os.path.abspath(folder))  # noqa: PTH100 - links are reported elsewhere
    return name == SCANS or (os.path.basename(above) == SCANS and not os.path.isdir(os.path.join(above, SCANS)))  # noqa: PTH112, PTH118, PTH119


@lru_cache(maxsize=4096)
def _unsafe_group(name: str) -> tuple[Finding, ...]:
    return _unsafe(name, "")


def _unsafe(word: str, ending: str) -> tuple[Finding, ...]:
    is_short = len(word) <= _LONGEST
    if is_short and _NAME.fullmatch(word) and not word.endswith(_RESERVED_ENDINGS) and not DEVICE.fullmatch(word):
        return ()  # before the remedy, which takes 7 microseconds
    what, name = ("it", "the name") if ending else ("the folder", f"the name of the folder {_shortened(word)}")
    remedy = f"rename {what}, for example to {safe_name(word)}{ending}"
    if not is_short:
        return (bad_name(f"{name} has {len(word)} characters, and at most {_LONGEST} are accepted", remedy),)
    if DEVICE.fullmatch(word.lower()):
        device = word.partition(".")[0]
        return (bad_name(f"Windows reserves the name {device}: a clone on Windows fails", remedy),)
    if word.endswith(_RESERVED_ENDINGS):
        message = f"a name does not end in {word[word.rindex('.') :]}, because pages and files of the site do"
        return (bad_name(message, remedy),)
    if found := _second_version(word, ending, remedy):
        return (found,)
    if safe_name(word) == NO_NAME:
        remedy = f"rename it with the letters a to z, for example to some English words of the title: my-paper{ending}"
    message = f"{word} cannot be used in a web address: use a-z and 0-9, with single -, . or _ between them"
    return (bad_name(message, remedy),)


def _shortened(word: str) -> str:
    return f"{word[:_SHOWN]}…" if len(word) > _SHOWN else word


_SHOWN = 30  # characters of the name of a folder


def _second_version(word: str, ending: str, remedy: str) -> Finding | None:
    """Return the finding on a name that a file manager or a cloud folder gives to a second version of a file."""
    if conflict := _CONFLICT.search(word):
        first = word[: conflict.start()]
        message = f"{word} is a second version of {first}: two people changed the file, and a cloud folder kept both"
        return bad_name(message, f"compare the two, keep what is right in {first}{ending}, and remove this file")
    first = _COPY_OF.sub("", _COPY.sub("", word, count=1), count=1)
    if first == word:
        return None
    choice = f"if both are the same, remove this one; if this is the newer one, let it replace {first}{ending}"
    message = f"{word} looks like a copy of {first}"
    return bad_name(message, f"compare it with {first}{ending}: {choice}; else {remedy}")


def _parts(path: str) -> tuple[str, ...]:
    if "//" in path or "./" in path or path[:1] == "/" or path[-1:] in "/.":  # a PurePosixPath takes long to make
        return PurePosixPath(path).parts
    return tuple(path.split("/"))


def _entries(folder: str | Path, *, without: str = "", others: bool = False) -> Iterator[os.DirEntry[str]]:
    """Yield files and links with the ending `.json`, links to folders, and with `others` misnamed files."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith((".", "~$")) or name.endswith(_NOT_SCANS) or entry.path == without:
                if others and _is_hidden(name) and entry.is_file(follow_symlinks=False):
                    yield entry
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, others=others)
            elif (
                name.lower().endswith(JSON)
                or (entry.is_symlink() and entry.is_dir())
                or (others and not is_ignored(name) and entry.is_file(follow_symlinks=False))
            ):
                yield entry
