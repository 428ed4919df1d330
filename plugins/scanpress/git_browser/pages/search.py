"""What the search field of the log and of the lists of files looks in: commits in blocks, files by folder."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, NamedTuple
from zlib import crc32

import orjson

from scanpress.git_browser.addresses import file_address, folder_address, has_page
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import day, name_of, subject_of
from scanpress.repository import TreeEntry, encode_path, shown
from scanpress.writer import File, Group, Memory, Output, href

DATA = b'{"search":'
"""How every file of this data begins."""

_BLOCK = 2000  # commits, counted from the oldest, so that a full block never changes; files in the mean
_SUBJECT = 200  # characters


class _Part(NamedTuple):
    """A folder, or one of several parts of a large one; the number of parts is a power of two."""

    folder: str
    number: int
    parts: int


def search_groups(snapshot: Snapshot, memory: Memory) -> Iterator[Group]:
    """Yield a group for each block of commits, one for each set of folders, and one that says how many there are.

    `memory` keeps the addresses that do not follow from a file's path, because they depend on the history.
    """
    oldest_first = snapshot.log[::-1]
    blocks = [oldest_first[start : start + _BLOCK] for start in range(0, len(oldest_first), _BLOCK)]
    sets = _sets({folder: len(lines) for folder, lines in snapshot.tree.by_folder.items()})
    numbers = {"commits": len(blocks), "files": len(sets)}
    yield _group("index", snapshot.digest_with(numbers), partial(lambda: numbers))
    for number, block in enumerate(blocks, 1):
        yield _group(f"commits-{number}", snapshot.digest_with(block), partial(_commits, snapshot, block))
    finder = _Addresses(snapshot, replace(memory, name=f"{memory.name} slugs"))
    header = None if snapshot.settings.file_pages else sorted(snapshot.header_files)
    for number, parts in enumerate(sets, 1):
        digests = [(part, snapshot.folder_history.digest(part.folder)) for part in parts]
        yield _group(f"files-{number}", snapshot.digest_with(digests, header), partial(finder.files, parts))


def content(made_from: Mapping[str, Any]) -> bytes:
    """Return data as JSON that begins with `DATA`."""
    return orjson.dumps({"search": 1} | dict(made_from))


def _group(name: str, digest: str | None, made_from: Any) -> Group:
    def outputs() -> Iterator[Output]:
        yield File(f"search/{name}.json", content, made_from())

    return Group(f"search {name}", digest, outputs, 1)


def _commits(snapshot: Snapshot, oids: Sequence[str]) -> dict[str, Any]:
    """Return the columns of commits; the oids are one text, which is compressed to half its length."""
    commits = [snapshot.commits[oid] for oid in oids]
    names = [name_of(commit.author) for commit in commits]
    authors = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return {
        "subjects": [subject_of(commit)[:_SUBJECT] for commit in commits],
        "authors": list(authors),
        "by": [authors[name] for name in names],
        "days": [day(commit.author) for commit in commits],
        "oids": "".join(oids),
    }


def _sets(counts: Mapping[str, int]) -> list[list[_Part]]:
    """Divide folders with these numbers of files into sets, so that a new file or folder hardly ever changes others.

    >>> _sets({"": 3, "docs": 2})
    [[_Part(folder='', number=0, parts=1), _Part(folder='docs', number=0, parts=1)]]
    >>> [len(parts) for parts in _sets({"": 3, "scans": 5000})]
    [2, 1, 1, 1]
    """
    parts = [_Part(name, number, n) for name, count in counts.items() for n in [_power(count)] for number in range(n)]
    sets: defaultdict[int, list[_Part]] = defaultdict(list)
    total = _power(sum(counts.values()))
    for part in parts:
        first = crc32(encode_path(part.folder))
        sets[(first + part.number) % total].append(part)
    return [sets[number] for number in range(total)] if counts else []


def _power(count: int) -> int:
    """Return the power of two that divides a number of files into parts of at most `_BLOCK`."""
    return 1 << max(0, (count - 1) // _BLOCK).bit_length()


@dataclass(frozen=True)
class _Addresses:
    """Find the addresses of files; those that are not made of the path alone are kept from build to build."""

    snapshot: Snapshot
    memory: Memory

    def files(self, parts: Sequence[_Part]) -> dict[str, Any]:
        """Return the names of files by folder, each with its address if that is not `file/<path>.html`."""
        found: list[tuple[str, list[Any]]] = []
        learned: dict[str, tuple[bytes, bytes]] = {}
        for part in parts:
            marked = self._marked(part.folder, learned)
            entries = self.snapshot.entries(part.folder).values()
            rows = [self._row(entry, marked) for entry in entries if _is_in(part, entry)]
            found.append((f"{shown(part.folder)}/" if part.folder else "", rows))
        if learned:
            self.memory.store(learned)
        return {"folders": found}

    def _row(self, entry: TreeEntry, marked: Mapping[str, str]) -> Any:
        name = shown(entry.path.rpartition("/")[2])
        if not has_page(self.snapshot, entry):
            return name, str(href(folder_address(self.snapshot, parent_of(entry.path))))
        if entry.path in marked:
            return name, str(href(marked[entry.path]))
        return name

    def _marked(self, folder: str, learned: dict[str, tuple[bytes, bytes]]) -> Mapping[str, str]:
        """Return the addresses of a folder's files that are not made of their paths alone."""
        digest = self.snapshot.folder_history.digest(folder)
        key = json.dumps(folder)  # a key is UTF-8, and a folder's name need not be
        known = self._known.get(key)
        if known and known[0] == digest:
            return dict(json.loads(known[1]))
        entries = self.snapshot.entries(folder).values()
        addresses = {entry.path: file_address(self.snapshot, entry) for entry in entries}
        marked = {
            path: address
            for path, address in addresses.items()
            if shown(path) != path or address != f"file/{path}.html"
        }
        learned[key] = (digest, json.dumps(marked).encode())
        return marked

    @cached_property
    def _known(self) -> Mapping[str, tuple[bytes, bytes]]:
        return self.memory.load()


def _is_in(part: _Part, entry: TreeEntry) -> bool:
    return part.parts == 1 or crc32(encode_path(entry.path)) % part.parts == part.number
