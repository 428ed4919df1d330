"""The files of one commit, folder by folder, parsed where somebody asks for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.repository import decode
from scanpress.repository.text import decode_path
from scanpress.writer.address import fold


@dataclass(slots=True)
class Folder:
    """One folder: its files as git lists them, its folders by name, and how many files are below it."""

    path: str
    folders: dict[str, "Folder"] = field(default_factory=dict)
    lines: Sequence[bytes] = ()
    count: int = 0


class Tree:
    """The files that git lists for a commit, each as a line: mode, kind, id, a tab, and the path."""

    def __init__(self, listed: Sequence[bytes]) -> None:
        self.by_folder: dict[str, list[bytes]] = {}  # in the order in which git lists their first files
        # Contents that stand in several places, with all of these: their bytes are published once.
        self.shared: dict[str, list[str]] = {}
        lines: dict[bytes, list[bytes]] = {}
        first: dict[bytes, bytes] = {}
        for line in listed:
            header, _, path = line.partition(b"\t")
            lines.setdefault(path.rpartition(b"/")[0], []).append(line)
            name = header[header.rindex(b" ") + 1 :]
            other = first.setdefault(name, path)
            if other is not path:
                self.shared.setdefault(decode(name), [decode_path(other)]).append(decode_path(path))
        self.by_folder = {decode_path(folder): found for folder, found in lines.items()}

    @cached_property
    def outermost(self) -> Folder:
        """Return the folder that holds everything."""
        return self.folders[""]

    @cached_property
    def folders(self) -> Mapping[str, Folder]:
        """Return all folders by their paths."""
        found = {"": Folder("")}
        for path, lines in self.by_folder.items():
            folder = self._folder(path, found)
            folder.lines = lines
            for name in (*_around(path), path):
                found[name].count += len(lines)
        return found

    def paths(self, kind: str) -> Iterator[str]:
        """Yield the files of the folders whose pages could fall together."""
        for folder in self._kinds.get(kind, ()):
            yield from self.names(folder)

    def names(self, folder: str) -> Iterator[str]:
        """Yield a folder's own files."""
        for line in self.by_folder.get(folder, ()):
            yield decode_path(line.partition(b"\t")[2])

    def shared_in(self, folder: str) -> Sequence[tuple[str, Sequence[str]]]:
        """Return contents that stand in a folder and elsewhere, too, with their places."""
        return [(name, self.shared[name]) for name in self._shared.get(folder, ())]

    @cached_property
    def _shared(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, dict[str, None]] = {}
        for name, paths in self.shared.items():
            for path in paths:
                found.setdefault(parent_of(path), {})[name] = None
        return {folder: list(names) for folder, names in found.items()}

    @cached_property
    def _kinds(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for folder in self.by_folder:
            found.setdefault(fold(folder), []).append(folder)
        return found

    def _folder(self, path: str, found: dict[str, Folder]) -> Folder:
        if path not in found:
            found[path] = Folder(path)
            self._folder(parent_of(path), found).folders[path.rpartition("/")[2]] = found[path]
        return found[path]


def _around(path: str) -> Iterator[str]:
    """Yield the folders around one, the outermost too, and nothing for the outermost."""
    while path:
        path = parent_of(path)
        yield path
