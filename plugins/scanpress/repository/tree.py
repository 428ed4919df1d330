"""The files of a tree, the sizes of objects, and the web addresses of submodules."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from scanpress.repository.location import Location
from scanpress.repository.objects import objects
from scanpress.repository.process import run
from scanpress.repository.text import decode, decode_path, shown
from scanpress.repository.values import TreeEntry

_QUESTIONS = 4  # this many take about as long as to read the sizes of all objects of some thousand files
_OBJECTS = 2_500  # objects whose sizes are read in the time of one question more
_INDEXED = 28  # bytes of an object in the index of a pack
_LARGEST_SUBMODULES = 1 << 16  # bytes of a file `.gitmodules` that is read
_SUBMODULE_ADDRESS = re.compile(
    r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?(?:/[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*)+"
)


class Sizes:
    """The sizes of files in bytes by their oids; missing objects have none, nor do folders that a tree calls files."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._known: dict[str, int | None] = {}
        self._positions: dict[str, int] = {}
        self._questions = 0
        self._is_complete = False

    def get(self, oid: str) -> int | None:
        """Return a file's size, None if the object is missing or no file."""
        if oid not in self._known:
            self.load([oid])
        return self._known.get(oid)

    def load(self, oids: Iterable[str]) -> None:
        """Read the sizes of some objects at once."""
        wanted = [] if self._is_complete else [oid for oid in dict.fromkeys(oids) if oid not in self._known]
        if not wanted:
            return
        self._questions += 1 + len(wanted) // _OBJECTS
        if self._questions > self._most_questions:
            self.load_all()
            return
        given = "".join(f"{oid}\n" for oid in wanted).encode("ascii")
        output = "--batch-check=%(objecttype) %(objectsize)"
        listed = run(self._location, "cat-file", output, given=given).decode("ascii").split("\n")
        # The answer for a missing object has no size.
        sizes = (int(answer[5:]) if answer.startswith("blob ") else None for answer in listed[:-1])
        self._known.update(zip(wanted, sizes, strict=True))
        self._forget_lost()

    @cached_property
    def _most_questions(self) -> int:
        """Return how many questions take about as long as to read the sizes of all objects.

        After one commit of a collection of 56,800 scans, there are ten questions; to read all sizes instead took 0.2 of
        4.9 s of CPU (November 2026).
        """
        indexes = (self._location.objects / "pack").glob("*.idx")
        return _QUESTIONS + sum(index.stat().st_size for index in indexes) // (_INDEXED * _OBJECTS)

    def load_all(self) -> None:
        """Read the sizes of all objects and their order in the pack, in which an object is read in half the time."""
        output = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
        listed = run(self._location, "cat-file", "--batch-all-objects", "--unordered", output).decode("ascii")
        if " missing\n" in listed:  # a file of an object that git cannot read
            listed = "\n".join(line for line in listed.split("\n") if not line.endswith(" missing"))
        words = listed.split()
        objects_of = zip(words[::3], words[1::3], words[2::3], strict=True)
        self._known = {oid: int(size) for oid, kind, size in objects_of if kind == "blob"}
        self._forget_lost()
        self._positions = dict(zip(self._known, range(len(self._known)), strict=True))
        self._is_complete = True

    def _forget_lost(self) -> None:
        """Give objects no size that cannot be read, although git knows one."""
        self._known.update(dict.fromkeys(self._location.lost))

    def in_pack_order(self, oids: Iterable[str]) -> list[str]:
        """Return oids in the order in which the objects are read fastest, if that is known."""
        if not self._is_complete:
            return list(oids)
        last = len(self._positions)
        return sorted(oids, key=lambda oid: self._positions.get(oid, last))


def list_tree(location: Location, tree: str) -> list[bytes]:
    """Return all files of a tree, by path, as lines for `parse_entries`: mode, kind, oid, a tab, and the path."""
    return run(location, "ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")[:-1]


def parse_entries(listed: Sequence[bytes], sizes: Sizes) -> tuple[TreeEntry, ...]:
    """Return the files of some lines of `list_tree`."""
    found = [(line.partition(b"\t")[2], line.partition(b"\t")[0].decode("ascii").split(" ")) for line in listed]
    sizes.load(oid for _, (_mode, _kind, oid) in found)
    return tuple(TreeEntry(mode, oid, sizes.get(oid), decode_path(path)) for path, (mode, _kind, oid) in found)


def submodule_addresses(store: str, *trees: str) -> dict[str, str]:
    """Return the web address of each submodule by its path, as `.gitmodules` names it without doubt.

    If several trees name one, the address of the last one counts.
    """
    found: dict[str, str] = {}
    for tree in trees:
        oid = objects(store).find(f"{tree}:.gitmodules")
        blob = objects(store).blob(oid, _LARGEST_SUBMODULES) if oid else None
        found |= _modules_in(decode(blob.content)) if blob else {}
    return found


def _modules_in(text: str) -> dict[str, str]:
    r"""Return what a file `.gitmodules` says; values in quotation marks and addresses of other kinds are left out.

    >>> _modules_in('[submodule "a"]\n\tpath = lib/a\n\turl = https://example.org/a.git\n[submodule "b"]\n\tpath = b')
    {'lib/a': 'https://example.org/a'}
    """
    found: dict[str, str] = {}
    values: dict[str, str] = {}
    for line in [*text.splitlines(), "["]:
        key, _, value = (part.strip() for part in line.partition("="))
        if not line.lstrip().startswith("["):
            values[key.lower()] = value
            continue
        address = values.get("url", "").removesuffix("/").removesuffix(".git")
        if "path" in values and _SUBMODULE_ADDRESS.fullmatch(address):
            found[shown(values["path"])] = address
        values = {}
    return found
