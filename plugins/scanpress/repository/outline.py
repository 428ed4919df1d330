"""What a commit touched, in short: enough to tell whose history it is part of, without its changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import orjson

from scanpress.repository.record import counted, entries, folder_of
from scanpress.repository.text import decode_path


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
