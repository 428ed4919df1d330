"""The files of one commit."""

from dataclasses import replace

from scanpress.repository.location import Location
from scanpress.repository.objects import objects
from scanpress.repository.process import run
from scanpress.repository.records import SUBMODULE, TreeEntry
from scanpress.repository.text import decode_path


def read_tree(location: Location, tree: str) -> tuple[TreeEntry, ...]:
    """Return all files below a tree, by path, with their sizes."""
    sizes = () if location.is_partial else ("--long",)
    listed = run(location, "ls-tree", "-r", "-z", "--full-tree", *sizes, tree)
    entries = tuple(_entry(record) for record in listed.split(b"\0") if record)
    return tuple(_sized(location, entry) for entry in entries) if location.is_partial else entries


def _entry(record: bytes) -> TreeEntry:
    header, _, path = record.partition(b"\t")
    mode, _kind, name, *size = header.decode("ascii").split()
    return TreeEntry(mode, name, int(size[0]) if size and size[0].isdigit() else None, decode_path(path))


def _sized(location: Location, entry: TreeEntry) -> TreeEntry:
    header = None if entry.mode == SUBMODULE else objects(location.store).kind(entry.id)
    return replace(entry, size=header[1]) if header else entry
