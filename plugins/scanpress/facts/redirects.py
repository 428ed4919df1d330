"""The new paths of scans whose file was moved, and the file that a path to none probably means."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scanpress.facts.file import Facts
from scanpress.facts.layout import JSON, SCANS, is_calibration
from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import MISSING, NOT_KNOWN, FactsError
from scanpress.plain_file import leads_to_file

REDIRECTS = "content/redirects.yaml"
_SCHEMA = Path(__file__).with_name("redirects.schema.json")


def load_redirects(path: Path, data: Path | None = None) -> Mapping[str, str]:
    """Read the new path of each old one; raise a FactsError with all mistakes.

    The paths start at `data`, or at the folder that contains `content/`. Without a file there are no redirects.
    """
    if not path.exists():
        return {}
    try:
        return dict(Facts.load(path, schema=_SCHEMA, rules=partial(_wrong_ways, data=data)).value["redirects"])
    except FactsError as error:
        root = data or path.resolve().parent.parent
        lines = [line if len(line) <= _LONGEST else "" for line in error.text.split("\n")]
        found = (_explained(mistake, error.text, lines, root) for mistake in error.mistakes)
        mistakes = list(dict.fromkeys(found))  # both paths of a redirect may be wrong in one way
        # Redirects without the line above them are one mistake each, and that line is no further one.
        beside = any(mistake.message == _BESIDE for mistake in mistakes)
        every = (each for each in mistakes if not (beside and each.key == "redirects" and each.message == MISSING))
        raise FactsError(path, every, error.text) from None


_WITHOUT_COLON = re.compile(
    r"^redirects:[^\S\n]*\n(?:.*\n)*?[^\S\n]+(\S+\.json)[^\S\n]+(?:->|=>)?[^\S\n]*(\S+\.json)", re.MULTILINE
)
_BESIDE = "this redirect is not below redirects:"


_LONGEST = 1000  # characters of a line with two paths: these patterns take the square of it
_NO_SPACE = re.compile(r"^\s+(\S+\.json):(\S+\.json)\s*$")
_LIST_ENTRY = re.compile(r"^\s*- +(\S+)\s*:\s+(\S+)\s*$")
_LINE = re.compile(r"^\s*[\"']?(.+?)[\"']?\s*:\s+[\"']?(\S.*?)[\"']?\s*$")
_SITE = re.compile(r"^https?://[^/]+/")


def _explained(mistake: Mistake, text: str, lines: list[str], root: Path) -> Mistake:
    """Return a mistake with a better remedy, if it is known what was meant."""
    if mistake.key == "redirects" and (other := _other_notation(lines)):
        return other
    if mistake.key.startswith("redirects.") and (better := _in_form(mistake, lines, root)):
        return better
    return _beside(mistake, text)


def _other_notation(lines: list[str]) -> Mistake | None:
    """Return the mistake of redirects that are written as a list, or without a space after the colon."""
    for number, line in enumerate(lines, 1):
        if found := _NO_SPACE.match(line):
            return Mistake(number, "", "a colon has no space after it", f"write {found[1]}: {found[2]}")
        if found := _LIST_ENTRY.match(line):
            remedy = f"write each without the dash: {found[1]}: {found[2]}"
            return Mistake(number, "", "the redirects are a list, not a group of keys", remedy)
    return None


def _in_form(mistake: Mistake, lines: list[str], root: Path) -> Mistake | None:
    """Return the mistake of a redirect whose paths are addresses, or begin or end in another way than paths do."""
    found = _LINE.match(lines[mistake.line - 1]) if 0 < mistake.line <= len(lines) else None
    if not found:
        return None
    old, new = (_path(each) for each in found.groups())
    if not leads_to_file(root / new) and leads_to_file(root / SCANS / new):
        old, new = f"{SCANS}/{old}".replace(f"{SCANS}/{SCANS}/", f"{SCANS}/"), f"{SCANS}/{new}"
    is_one_collection = old.split("/")[0] == new.split("/")[0]
    if (old, new) == found.groups() or not is_one_collection or not leads_to_file(root / new):
        return None
    return replace(mistake, key="", message="these are not the paths of two files", remedy=f"write {old}: {new}")


def _path(written: str) -> str:
    """Return the path of a file for what people write in its place: the address of its page, or a path on Windows."""
    path = _SITE.sub("", written.strip()).replace("\\", "/").split("?")[0].split("#")[0].strip("/").removeprefix("./")
    return path if path.endswith(JSON) else path.removesuffix(".html") + JSON


def _beside(mistake: Mistake, text: str) -> Mistake:
    """Return a mistake with a better remedy if a redirect was written beside the redirects, not among them."""
    if not mistake.key and re.search(r"^redirects:\s*\{\s*\}[^\S\n]*\n\s+\S", text, re.MULTILINE):
        return replace(mistake, message=_BESIDE, remedy='remove {} after "redirects:": the redirects follow it')
    if mistake.key == "redirects" and (found := _WITHOUT_COLON.search(text)):
        line = text.count("\n", 0, found.start(1)) + 1
        return Mistake(line, "", "a colon is missing after the old path", f"write {found[1]}: {found[2]}")
    if not mistake.key.endswith(".json") or mistake.message != NOT_KNOWN:
        return mistake
    remedy = "indent it by two spaces below redirects:, and remove {} if it is there"
    return replace(mistake, message=_BESIDE, remedy=remedy)


def _wrong_ways(facts: Facts, *, data: Path | None) -> Iterator[Mistake]:
    """Yield a mistake for each redirect that leads to no scan, leads to another redirect, or hides a scan."""
    root = data or facts.path.resolve().parent.parent
    redirects = facts.value["redirects"]
    ends = _ends(redirects)
    for old, new in redirects.items():
        for message, remedy in _wrong_way(old, new, redirects, ends[old], root):
            yield facts.mistake(("redirects", old), message, remedy)


def _wrong_way(
    old: str, new: str, redirects: Mapping[str, str], end: "str | _Circle", root: Path
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a redirect, and what to do."""
    is_there = leads_to_file(root / old)
    if new == old:
        yield "this redirect leads to itself", "remove it"
        return
    if is_there and new not in redirects and not leads_to_file(root / new):
        remedy = f"if the two paths are exchanged, write {new}: {old}; else remove the line"
        yield f"the scan is at the old path, and there is no scan {new}", remedy
        return
    if is_there:
        yield "there is a scan at the old path", "remove the redirect, or the scan"
    if isinstance(end, _Circle):
        if old not in end.paths or old == end.first:  # one circle is one mistake
            message = f"{new} is redirected itself, in a circle of {len(end.paths)}"
            yield message, "write the path of a scan that exists"
    elif new in redirects:
        yield f"{new} is redirected itself", f"write where that leads: {end}"
    elif not leads_to_file(root / new):
        near = nearest_file(root, new, old)
        yield f"there is no scan {new}", f"did you mean {near}?" if near else "write the path that the scan has now"


class _Circle(NamedTuple):
    """Paths of which each is redirected to the next one."""

    paths: frozenset[str]
    first: str


def _ends(redirects: Mapping[str, str]) -> Mapping[str, str | _Circle]:
    """Return where each redirect leads in the end; each is followed once, however long their chains are."""
    ends: dict[str, str | _Circle] = {}
    for old in redirects:
        path, way = old, dict[str, None]()
        while path in redirects and path not in ends and path not in way:
            way[path] = None
            path = redirects[path]
        end = ends.get(path, path)
        if path in way:
            circle = list(way)[list(way).index(path) :]
            end = _Circle(frozenset(circle), min(circle))
        ends |= dict.fromkeys(way, end)
    return ends


_NEAR = 0.6  # how similar two names are, from 0 to 1
_WORD = re.compile(r"[a-z]{4,}")


def nearest_file(root: Path, path: str, without: str = "") -> str:
    """Return the file that a path to no file probably means, or an empty text; `without` is not meant.

    It has a similar name in the folder of the path or in one of a similar name, or the same name in another folder of
    scans, or is the only file of the folder and has a word of the name.
    """
    folder, _, name = path.strip("/").rpartition("/")
    if not name or ".." in folder.split("/") or len(path) > _LONGEST_PATH:
        return ""
    folders = [each.name for each in _entries(root / SCANS) if each.is_dir()]
    near = [f"{SCANS}/{each}" for each in get_close_matches(folder.rpartition("/")[2], folders)]
    places = dict.fromkeys([folder, f"{SCANS}/{folder}", *near])
    for place in places:
        if found := _in_folder(root, place, name, without):
            return found
    same = (f"{SCANS}/{each}/{name}" for each in sorted(folders))
    return next((each for each in same if each != without and os.path.isfile(root / each)), "")  # noqa: PTH113


_LONGEST_PATH = 300  # characters of a path


def _in_folder(root: Path, folder: str, name: str, without: str) -> str:
    before = f"{folder}/" if folder else ""
    names = [
        each.name for each in _entries(root / folder) if each.name.endswith(JSON) and not is_calibration(each.name)
    ]
    bare = [each.removesuffix(JSON) for each in sorted(names) if before + each != without]
    wanted = name.removesuffix(JSON)
    found = get_close_matches(wanted, bare, n=1, cutoff=_NEAR)
    if not found and len(bare) == 1 and not {*_WORD.findall(wanted)}.isdisjoint(_WORD.findall(bare[0])):
        found = bare
    return f"{before}{found[0]}{JSON}" if found else ""


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError:  # there is none, or nobody may read it
        return []
