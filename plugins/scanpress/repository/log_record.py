"""A commit's record as `git log` gave it: read as far as somebody asks."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Self

import orjson

from scanpress.repository.text import decode, decode_path
from scanpress.repository.values import Change, Commit, Person, Signature

FIELDS = ("%H", "%T", "%P", "%aN", "%aE", "%aI", "%cN", "%cE", "%cI", "%B")


Entry = tuple[bytes, Sequence[bytes], bytes | None]
"""One change, not parsed yet: git's line of it, its one or two paths, and the line that counts, if any."""


def parse_record(record: bytes) -> Commit:
    """Return the commit that a record holds."""
    return parse_heading(record, parse_changes(record))


def parse_heading(record: bytes, changes: tuple[Change, ...] = ()) -> Commit:
    """Return the commit that a record holds, with these changes instead of its own."""
    header = record.split(b"\0", len(FIELDS))[: len(FIELDS)]
    name, tree, parents = (field.decode("ascii") for field in header[:3])
    texts = [decode(field) for field in header[3:]]
    return Commit(
        id=name,
        tree=tree,
        parents=tuple(parents.split()),
        author=Signature(Person(texts[0], texts[1]), texts[2]),
        committer=Signature(Person(texts[3], texts[4]), texts[5]),
        message=texts[6].rstrip("\n"),
        changes=changes,
    )


def parse_changes(record: bytes, most: int | None = None) -> tuple[Change, ...]:
    """Return a record's changes, or the first of them."""
    return tuple(_change(*entry) for entry in entries(record)[:most])


def changes_in(record: bytes, folders: AbstractSet[bytes]) -> tuple[Change, ...]:
    """Return the changes of files that stood in some folders before or after."""
    # A commit may change every file of a large repository: no call of a function for each.
    wanted = [
        entry
        for entry in entries(record)
        if entry[1][-1].rpartition(b"/")[0] in folders or entry[1][0].rpartition(b"/")[0] in folders
    ]
    return tuple(_change(*entry) for entry in wanted)


def contents_in(record: bytes) -> Iterator[tuple[str, str]]:
    """Yield the content of each changed file, before and after: the blob's id and the path under which it stood."""
    for header, paths, _ in entries(record):
        old_mode, new_mode, old_id, new_id, _status = header.split(b" ")
        if old_mode[1:2] == b"1" and old_mode != b":160000":
            yield old_id.decode("ascii"), decode_path(paths[0])
        if new_mode[:1] == b"1" and new_mode != b"160000":
            yield new_id.decode("ascii"), decode_path(paths[-1])


def entries(record: bytes) -> list[Entry]:
    """Return a record's changes: first git lists what changed, then how many lines, in the same order."""
    tokens = record.split(b"\0")[len(FIELDS) :]
    length, rest = divmod(len(tokens), 3)
    headers, paths, counts = tokens[0 : 2 * length : 2], tokens[1 : 2 * length : 2], tokens[2 * length :]
    if rest or not _are_plain(headers, counts):
        return _mixed(tokens)
    return list(zip(headers, zip(paths, strict=True), counts, strict=True))


def folder_of(path: bytes) -> bytes:
    """Return the folder in which a path stands."""
    return path.rpartition(b"/")[0]


def paths_after(token: bytes) -> int:
    """Return how many paths follow: none after a count with its path, two after a rename."""
    if token.lstrip(b"\n")[:1] == b":":
        return 2 if token.rsplit(b" ", 1)[1][:1] in b"RC" else 1
    return 2 if token.endswith(b"\t") else 0


def _are_plain(headers: Sequence[bytes], counts: Sequence[bytes]) -> bool:
    """Return whether each change has one path and one count: what comes first of anything else is out of its place."""
    # A rename's line is longer by its number, and a line of a change, where a count should be, has no tab.
    return not headers or (len(set(map(len, headers))) == 1 and headers[0][-2:-1] == b" " and b"\t" in counts[0])


def _mixed(tokens: Sequence[bytes]) -> list[Entry]:
    """Return the changes where there are renames among them, or no counts."""
    raw: list[tuple[bytes, list[bytes]]] = []
    counts: dict[bytes, bytes] = {}
    rest = iter(tokens)
    for token in rest:
        paths = list(islice(rest, paths_after(token)))
        if token[:1] == b":":
            raw.append((token, paths))
        else:
            counts[paths[-1] if paths else token.split(b"\t", 2)[2]] = token
    return [(token, paths, counts.get(paths[-1])) for token, paths in raw]


def _change(header: bytes, paths: Sequence[bytes], counts: bytes | None) -> Change:
    old_mode, new_mode, old_id, new_id, status = header[1:].decode("ascii").split(" ")
    added, removed = counted(counts)
    path = decode_path(paths[-1])
    # By place and not by name: thousands of them are made at each build.
    return Change(
        status[:1],
        old_mode,
        new_mode,
        old_id,
        new_id,
        decode_path(paths[0]) if len(paths) > 1 else path,
        path,
        added,
        removed,
    )


def counted(counts: bytes | None) -> tuple[int, int] | tuple[None, None]:
    """Return the lines added and removed, None where git counts none."""
    if counts is None or counts[:1] == b"-":
        return None, None
    added, removed, _ = counts.split(b"\t", 2)
    return int(added), int(removed)


@dataclass(frozen=True, slots=True)
class Outline:
    """Folders into which files came or in which they changed, in git's order, and those out of which they went.

    `moves` are pairs of folders between which files were renamed; `files`, `added` and `removed` are counts.
    """

    came: tuple[str, ...]
    went: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    files: int
    added: int
    removed: int

    @classmethod
    def of(cls, record: bytes) -> Self:
        """Return a record's outline."""
        return cls.unpack(pack_outline(record))

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return the outline that `pack_outline` has packed."""
        came, went, moves, files, added, removed = orjson.loads(packed)
        pairs = [(_decoded(old), _decoded(new)) for old, new in moves]
        return cls(tuple(map(_decoded, came)), tuple(map(_decoded, went)), tuple(pairs), files, added, removed)


def pack_outline(record: bytes) -> bytes:
    """Return a record's outline as bytes."""
    found = entries(record)
    came = dict.fromkeys(folder_of(paths[-1]) for header, paths, _ in found if header[-1:] != b"D")
    left = (paths[0] for header, paths, _ in found if header[-1:] == b"D" or len(paths) > 1)
    moved = [(folder_of(paths[0]), folder_of(paths[1])) for _, paths, _ in found if len(paths) > 1]
    counts = [counted(line) for _, _, line in found]
    lines = [sum(side or 0 for side in sides) for sides in zip(*counts, strict=True)] or [0, 0]
    moves = [list(_encoded(pair)) for pair in dict.fromkeys(moved) if pair[0] != pair[1]]
    went = dict.fromkeys(map(folder_of, left))
    return orjson.dumps([list(_encoded(came)), list(_encoded(went)), moves, len(found), *lines])


def _encoded(folders: Iterable[bytes]) -> Iterable[str]:
    """Return folders as JSON can hold them, whatever their bytes are."""
    return (folder.decode("latin-1") for folder in folders)


def _decoded(folder: str) -> str:
    return folder if folder.isascii() else decode_path(folder.encode("latin-1"))
