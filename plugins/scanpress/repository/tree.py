"""The files of one commit."""

from collections.abc import Mapping

from scanpress.repository.location import Location
from scanpress.repository.process import run
from scanpress.repository.records import TreeEntry
from scanpress.repository.text import decode_path


def read_tree(location: Location, tree: str, sizes: Mapping[str, int]) -> tuple[TreeEntry, ...]:
    """Return all files below a tree, by path; `sizes` are those of the objects that are here."""
    listed = run(location, "ls-tree", "-r", "-z", "--full-tree", tree)
    return tuple(_entry(record, sizes) for record in listed.split(b"\0") if record)


def _entry(record: bytes, sizes: Mapping[str, int]) -> TreeEntry:
    header, _, path = record.partition(b"\t")
    mode, _kind, name = header.decode("ascii").split()
    return TreeEntry(mode, name, sizes.get(name), decode_path(path))
