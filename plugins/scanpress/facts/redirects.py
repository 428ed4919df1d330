"""The new paths of scans whose file was moved."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scanpress.facts.file import Facts
from scanpress.facts.strict_yaml import MISSING, NOT_KNOWN, FactsError, Mistake

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
        mistakes = [_explained(mistake, error.text) for mistake in error.mistakes]
        # Redirects without the line above them are one mistake each, and that line is no further one.
        beside = any(mistake.message == _BESIDE for mistake in mistakes)
        every = (each for each in mistakes if not (beside and each.key == "redirects" and each.message == MISSING))
        raise FactsError(path, every, error.text) from None


_WITHOUT_COLON = re.compile(
    r"^redirects:[^\S\n]*\n(?:.*\n)*?[^\S\n]+(\S+\.json)[^\S\n]+(?:->|=>)?[^\S\n]*(\S+\.json)", re.MULTILINE
)
_BESIDE = "this redirect is not below redirects:"


def _explained(mistake: Mistake, text: str) -> Mistake:
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
        end = ends[old]
        key = ("redirects", old)
        if (root / old).exists():
            yield facts.mistake(key, "there is a scan at the old path", "remove the redirect, or the scan")
        if new == old:
            yield facts.mistake(key, "this redirect leads to itself", "write the path of a scan that exists")
        elif isinstance(end, _Circle):
            if old not in end.paths or old == end.first:  # one circle is one mistake
                message = f"{new} is redirected itself, in a circle of {len(end.paths)}"
                yield facts.mistake(key, message, "write the path of a scan that exists")
        elif new in redirects:
            yield facts.mistake(key, f"{new} is redirected itself", f"write where that leads: {end}")
        elif not (root / new).is_file():
            yield facts.mistake(key, f"there is no scan {new}", "correct the new path")


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
