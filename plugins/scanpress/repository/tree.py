"""The files of one commit."""

from collections.abc import Sequence

from scanpress.repository.location import Location
from scanpress.repository.process import run
from scanpress.repository.records import TreeEntry
from scanpress.repository.sizes import Sizes
from scanpress.repository.text import decode_path


def list_tree(location: Location, tree: str) -> list[bytes]:
    """Return all files below a tree, by path, as `parse_entries` reads them: mode, kind, id, a tab, and the path."""
    return run(location, "ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")[:-1]


def parse_entries(listed: Sequence[bytes], sizes: Sizes) -> tuple[TreeEntry, ...]:
    """Return listed files."""
    found = [(line.partition(b"\t")[2], line.partition(b"\t")[0].decode("ascii").split(" ")) for line in listed]
    sizes.ask(name for _, (_mode, _kind, name) in found)
    return tuple(TreeEntry(mode, name, sizes.get(name), decode_path(path)) for path, (mode, _kind, name) in found)
