"""The files of one commit."""

from collections.abc import Iterable, Sequence

from scanpress.repository.location import Location
from scanpress.repository.process import run
from scanpress.repository.text import decode_path
from scanpress.repository.values import TreeEntry

_QUESTIONS = 4  # about as many take as long as the sizes of all objects of a repository of some thousand files


class Sizes:
    """Sizes in bytes by object id, without those that are not here."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._known: dict[str, int | None] = {}
        self._places: dict[str, int] = {}
        self._questions = 0
        self.is_whole = False

    def get(self, name: str) -> int | None:
        """Return an object's size, None where it is not here."""
        if name not in self._known:
            self.ask([name])
        return self._known.get(name)

    def ask(self, names: Iterable[str]) -> None:
        """Find out some sizes together."""
        missing = [] if self.is_whole else [name for name in dict.fromkeys(names) if name not in self._known]
        if not missing:
            return
        self._questions += 1
        if self._questions > _QUESTIONS:
            self.ask_all()
            return
        given = "".join(f"{name}\n" for name in missing).encode("ascii")
        listed = run(self._location, "cat-file", "--batch-check=%(objectsize)", given=given).decode("ascii").split("\n")
        # A missing object is answered with its name and an excuse.
        sizes = (int(answer) if answer.isdigit() else None for answer in listed[:-1])
        self._known.update(zip(missing, sizes, strict=True))

    def ask_all(self) -> None:
        """Find out the sizes of all objects, in the order of the pack: read in this order, an object costs half."""
        wanted = "--batch-check=%(objectname) %(objectsize)"
        listed = run(self._location, "cat-file", "--batch-all-objects", "--unordered", wanted).decode("ascii").split()
        self._known = dict(zip(listed[::2], map(int, listed[1::2]), strict=True))
        self._places = dict(zip(self._known, range(len(self._known)), strict=True))
        self.is_whole = True

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Return objects in the order in which they are read fastest, as far as that is known."""
        if not self.is_whole:
            return list(names)
        last = len(self._places)
        return sorted(names, key=lambda name: self._places.get(name, last))


def list_tree(location: Location, tree: str) -> list[bytes]:
    """Return all files below a tree, by path, as `parse_entries` reads them: mode, kind, id, a tab, and the path."""
    return run(location, "ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")[:-1]


def parse_entries(listed: Sequence[bytes], sizes: Sizes) -> tuple[TreeEntry, ...]:
    """Return listed files."""
    found = [(line.partition(b"\t")[2], line.partition(b"\t")[0].decode("ascii").split(" ")) for line in listed]
    sizes.ask(name for _, (_mode, _kind, name) in found)
    return tuple(TreeEntry(mode, name, sizes.get(name), decode_path(path)) for path, (mode, _kind, name) in found)
