"""The files of one commit by folder: kept as git's lines, which are parsed when a page needs them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scanpress.git_browser.snapshot.slugs import folder_of, parent_of
from scanpress.repository import decode, decode_path
from scanpress.writer.address import fold


@dataclass(slots=True)
class Folder:
    """One folder: the lines of its files, its folders by name, and the number of all files below it."""

    path: str
    folders: dict[str, "Folder"] = field(default_factory=dict)
    lines: Sequence[bytes] = ()
    count: int = 0


class Tree:
    """The files of a commit, each as the line that git lists: mode, kind, oid, a tab, and the path."""

    def __init__(self, listed: Sequence[bytes]) -> None:
        self.duplicates: dict[str, list[str]] = {}  # all paths of each content that several files have
        by_folder: dict[bytes, list[bytes]] = {}
        first: dict[bytes, bytes] = {}
        for line in listed:
            header, _, path = line.partition(b"\t")
            by_folder.setdefault(path.rpartition(b"/")[0], []).append(line)
            oid = header[header.rindex(b" ") + 1 :]
            other = first.setdefault(oid, path)
            if other is not path:
                self.duplicates.setdefault(decode(oid), [decode_path(other)]).append(decode_path(path))
        self._first = first
        self._paths: dict[str, Sequence[str]] = {}
        # In the order in which git lists the first file of each folder.
        self.by_folder = {decode_path(folder): lines for folder, lines in by_folder.items()}

    def path_of(self, oid: str) -> str | None:
        """Return the path of the first file with a content, None if no file has it."""
        path = self._first.get(oid.encode())
        return None if path is None else decode_path(path)

    @property
    def root(self) -> Folder:
        """Return the folder that holds everything."""
        return self.folders[""]

    @cached_property
    def folders(self) -> Mapping[str, Folder]:
        """Return all folders by their paths."""
        found = {"": Folder("")}
        for path, lines in self.by_folder.items():
            folder = self._folder(path, found)
            folder.lines = lines
            for around in (*_parents(path), path):
                found[around].count += len(lines)
        return found

    def objects(self) -> Iterator[tuple[str, str]]:
        """Yield the oid and the mode of each file."""
        for lines in self.by_folder.values():
            for line in lines:
                mode, _, oid = line.partition(b"\t")[0].split(b" ")
                yield oid.decode("ascii"), mode.decode("ascii")

    def paths_in(self, folder: str) -> Sequence[str]:
        """Return the paths of a folder's own files."""
        if folder not in self._paths:
            self._paths[folder] = [decode_path(line.partition(b"\t")[2]) for line in self.by_folder.get(folder, ())]
        return self._paths[folder]

    def paths_in_folded(self, folded: str) -> Iterator[str]:
        """Yield the paths of the own files of all folders that have this folded path."""
        for folder in self._spellings.get(folded, ()):
            yield from self.paths_in(folder)

    def duplicates_in(self, folder: str) -> Sequence[tuple[str, Sequence[str]]]:
        """Return the contents of a folder's own files that other files have, too, with all their paths."""
        return [(oid, self.duplicates[oid]) for oid in self._duplicates_by_folder.get(folder, ())]

    @cached_property
    def _duplicates_by_folder(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, dict[str, None]] = {}
        for oid, paths in self.duplicates.items():
            for path in paths:
                found.setdefault(parent_of(path), {})[oid] = None
        return {folder: list(oids) for folder, oids in found.items()}

    @cached_property
    def _spellings(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for folder in self.by_folder:
            found.setdefault(fold(folder), []).append(folder)
        return found

    @staticmethod
    def _folder(path: str, found: dict[str, Folder]) -> Folder:
        """Return a folder, which is added with all folders around it if it is missing."""
        missing = []
        around = path
        while around not in found:
            missing.append(around)
            around = folder_of(around)
        for inner in reversed(missing):
            found[inner] = Folder(inner)
            around = folder_of(inner)
            found[around].folders[inner.removeprefix(f"{around}/")] = found[inner]
        return found[path]


def _parents(path: str) -> Iterator[str]:
    """Yield the folders around a folder, from the inside; the last one is the root."""
    while path:
        path = folder_of(path)
        yield path
