"""Objects that are missing or damaged: which they are, in git's own words, and how to read what is left."""

import re
from collections.abc import Iterable
from dataclasses import replace

from scanpress.repository.location import Location
from scanpress.repository.objects import objects
from scanpress.repository.process import answer
from scanpress.repository.tree import list_tree

_OPTIONS = ("--full", "--no-dangling", "--no-progress", "--no-reflogs")
_OID = re.compile(r"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")
_LINKS = ("broken link from ", "to ")  # lines of which the first names an object that is there, and the second repeats
# Git reads what only differs from what it writes today: modes with zeros, authors without addresses, unsorted files.
_READABLE = re.compile(r"(?:error|warning) in [a-z]+ [0-9a-f]+: (?!broken links|badTree: )")
_TAKEN_FOR = re.compile(r" is an? [a-z]+, not an? [a-z]+$")  # it is there, but a tree that counts as lost misuses it


def around_damage(location: Location, head: str, tips: Iterable[str]) -> Location | None:
    """Return how to read a repository without its lost objects; None if a commit, the head, needs one of them.

    Git checks all objects for that, which takes as long as a clone: it is asked only if something could not be read.
    """
    lines = [line.strip() for line in answer(location, "fsck", *_OPTIONS).splitlines()]
    said = [line for line in lines if _OID.search(line) and not _is_harmless(line)]
    lost = frozenset(oid for line in said for oid in _OID.findall(line))
    files = [line.partition(b"\t")[0].split(b" ") for line in list_tree(location, head)]
    needed = {oid.decode("ascii") for _mode, kind, oid in files if kind == b"blob"}
    if not lost or head in lost or needed & lost:
        return None
    # The last line about an object is the plain one: missing blob, missing tree.
    words = {oid: line for line in said for oid in _OID.findall(line)}
    known = replace(location, lost=lost, damage=tuple(dict.fromkeys(words.values())))
    return replace(known, cut=_without_parents(known, tips))


def _is_harmless(line: str) -> bool:
    """Return whether a line of git names an object that can be read, or repeats what another line says."""
    return bool(line.startswith(_LINKS) or _TAKEN_FOR.search(line) or _READABLE.match(line))


def _without_parents(location: Location, tips: Iterable[str]) -> frozenset[str]:
    """Return the commits of which a parent is lost: history is cut off there, as in a shallow clone."""
    waiting, seen, cut = list(tips), set[str](), set[str]()
    while waiting:
        oid = waiting.pop()
        if oid in seen or oid in location.boundary:
            continue
        seen.add(oid)
        found = objects(location.store).read(oid)
        header = found[1].partition(b"\n\n")[0].decode("ascii", "replace") if found else ""
        parents = [line.removeprefix("parent ") for line in header.split("\n") if line.startswith("parent ")]
        if any(parent in location.lost or not objects(location.store).header(parent) for parent in parents):
            cut.add(oid)
        else:
            waiting += parents
    return frozenset(cut)
