"""A commit's record, as `git log` printed it: parsed only as far as a caller needs it."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Self

import orjson

from scanpress.repository.dates import parse_date, parse_instant
from scanpress.repository.text import decode, decode_path
from scanpress.repository.values import Change, Commit, Person, Signature

FIELDS = ("%H", "%T", "%P", "%aN", "%aE", "%at %ad", "%cN", "%cE", "%ct %cd", "%B")
_COMMITTED = FIELDS.index("%ct %cd")
_REGULAR = "100"  # how the modes of files begin

_Entry = tuple[bytes, Sequence[bytes], bytes | None]
"""One change, not parsed yet: git's line of it, its one or two paths, and the line with its counts, if any."""


@dataclass(frozen=True, slots=True)
class CommitStat:
    """What a commit touched, in short: folders in git's order, and counts.

    `written` are the folders in which files were added or changed, `deleted` those from which files were deleted or
    moved away, `moves` the pairs of different folders between which files were renamed.
    """

    written: tuple[str, ...]
    deleted: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    files: int
    added: int
    removed: int

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return what `pack_stat` has packed."""
        written, deleted, moves, files, added, removed = orjson.loads(packed)
        pairs = [(_from_json(old), _from_json(new)) for old, new in moves]
        return cls(
            tuple(map(_from_json, written)), tuple(map(_from_json, deleted)), tuple(pairs), files, added, removed
        )


def pack_stat(record: bytes) -> bytes:
    """Return what a record's commit touched, packed for `CommitStat.unpack`."""
    found = _entries(record)
    written = dict.fromkeys(_folder(paths[-1]) for header, paths, _ in found if header[-1:] != b"D")
    gone = (paths[0] for header, paths, _ in found if header[-1:] == b"D" or len(paths) > 1)
    renamed = [(_folder(paths[0]), _folder(paths[1])) for _, paths, _ in found if len(paths) > 1]
    counts = [_parse_counts(line) for _, _, line in found]
    lines = [sum(side or 0 for side in sides) for sides in zip(*counts, strict=True)] or [0, 0]
    moves = [_to_json(pair) for pair in dict.fromkeys(renamed) if pair[0] != pair[1]]
    return orjson.dumps([_to_json(written), _to_json(dict.fromkeys(map(_folder, gone))), moves, len(found), *lines])


def parse_commit(record: bytes) -> Commit:
    """Return a record's commit."""
    header = record.split(b"\0", len(FIELDS))[: len(FIELDS)]
    oid, tree, parents = (field.decode("ascii") for field in header[:3])
    texts = [decode(field) for field in header[3:]]
    return Commit(
        oid=oid,
        tree=tree,
        parents=tuple(parents.split()),
        author=_signature(FIELDS[3:5], *texts[:3]),
        committer=_signature(FIELDS[6:8], *texts[3:6]),
        message=texts[6].rstrip("\n"),
    )


def _signature(fields: Sequence[str], name: str, email: str, date: str) -> Signature:
    """Return a signature; git prints the names of the fields themselves if a commit's header has no person."""
    person = Person("", "") if (name, email) == tuple(fields) else Person(name, email)
    return Signature(person, *parse_date(date))


def parse_committed(record: bytes) -> int | None:
    """Return the instant at which a record's commit was committed, None if it has no date."""
    return parse_instant(record.split(b"\0", _COMMITTED + 1)[_COMMITTED].partition(b" ")[0].decode("ascii", "replace"))


def parse_changes(record: bytes, most: int | None = None) -> tuple[Change, ...]:
    """Return a record's changes, or the first of them."""
    return tuple(_change(*entry) for entry in _entries(record)[:most])


def changes_in(record: bytes, folders: AbstractSet[bytes]) -> tuple[Change, ...]:
    """Return a record's changes of files that are in some folders, before the commit or after it."""
    # A commit may change every file of a large repository: no call of a function for each.
    wanted = [
        entry
        for entry in _entries(record)
        if entry[1][-1].rpartition(b"/")[0] in folders or entry[1][0].rpartition(b"/")[0] in folders
    ]
    return tuple(_change(*entry) for entry in wanted)


def blobs_in(record: bytes) -> Iterator[tuple[str, str]]:
    """Yield the oid and the path of each changed file's content, before the commit and after it."""
    for header, paths, _ in _entries(record):
        old_mode, new_mode, old_oid, new_oid, _status = header.split(b" ")
        if old_mode[1:2] == b"1" and old_mode != b":160000":
            yield old_oid.decode("ascii"), decode_path(paths[0])
        if new_mode[:1] == b"1" and new_mode != b"160000":
            yield new_oid.decode("ascii"), decode_path(paths[-1])


def contents_after(record: bytes) -> list[tuple[str, str]]:
    """Return the path of each changed file with the oid of its content after the commit, empty if there is no file.

    The record must be without renames and counts. A link counts as no file. No `Change` is made for each, since that
    takes ten times as long: 0.6 s for a commit of 57,000 files.
    """
    tokens = decode_path(record).split("\0")[len(FIELDS) :]
    return [
        (path, header.rsplit(" ", 2)[1] if header[8:11] == _REGULAR else "")
        for header, path in zip(tokens[::2], tokens[1::2], strict=True)
    ]


def count_by_folder(record: bytes) -> dict[str, tuple[int, int, int]]:
    """Return how many files, added lines and removed lines of a record's changes are in each folder."""
    found: dict[bytes, tuple[int, int, int]] = {}
    for _, paths, counts in _entries(record):
        folder = _folder(paths[-1])
        files, added, removed = found.get(folder, (0, 0, 0))
        more, less = _parse_counts(counts)
        found[folder] = files + 1, added + (more or 0), removed + (less or 0)
    return {decode_path(folder): counted for folder, counted in found.items()}


def paths_after(token: bytes) -> int:
    """Return how many paths follow: none after a count with its path, two after a rename."""
    if token.lstrip(b"\n")[:1] == b":":
        return 2 if token.rsplit(b" ", 1)[1][:1] in b"RC" else 1
    return 2 if token.endswith(b"\t") else 0


def _entries(record: bytes) -> list[_Entry]:
    """Return a record's changes: git first lists what changed, then how many lines, in the same order."""
    tokens = record.split(b"\0")[len(FIELDS) :]
    length, rest = divmod(len(tokens), 3)
    headers, paths, counts = tokens[0 : 2 * length : 2], tokens[1 : 2 * length : 2], tokens[2 * length :]
    if rest or not _are_regular(headers, counts):
        return _irregular_entries(tokens)
    return list(zip(headers, zip(paths, strict=True), counts, strict=True))


def _are_regular(headers: Sequence[bytes], counts: Sequence[bytes]) -> bool:
    """Return whether each change has one path and one count: otherwise, a token is not where it is expected."""
    # A rename's line is longer by its number, and a line of a change, where a count should be, has no tab.
    return not headers or (len(set(map(len, headers))) == 1 and headers[0][-2:-1] == b" " and b"\t" in counts[0])


def _irregular_entries(tokens: Sequence[bytes]) -> list[_Entry]:
    """Return the changes if there are renames among them, or no counts."""
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
    old_mode, new_mode, old_oid, new_oid, status = header[1:].decode("ascii").split(" ")
    added, removed = _parse_counts(counts)
    path = decode_path(paths[-1])
    old_path = decode_path(paths[0]) if len(paths) > 1 else path
    # Positional arguments, because thousands of changes are made at each build.
    return Change(status[:1], old_mode, new_mode, old_oid, new_oid, old_path, path, added, removed)


def _parse_counts(counts: bytes | None) -> tuple[int, int] | tuple[None, None]:
    """Return the numbers of lines added and removed, None if git counts none."""
    if counts is None or counts[:1] == b"-":
        return None, None
    added, removed, _ = counts.split(b"\t", 2)
    return int(added), int(removed)


def _folder(path: bytes) -> bytes:
    return path.rpartition(b"/")[0]


def _to_json(folders: Iterable[bytes]) -> list[str]:
    """Return folders as texts that JSON can hold, whatever their bytes are."""
    return [folder.decode("latin-1") for folder in folders]


def _from_json(folder: str) -> str:
    return folder if folder.isascii() else decode_path(folder.encode("latin-1"))
