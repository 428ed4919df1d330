"""The files that `scanpress export` writes besides the tables: of each scan, to look up, and of the repository."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from scanpress.corpus import Corpus
from scanpress.export.citations import Publication
from scanpress.export.files import ExportError
from scanpress.export.lookup import Found, by_prefix, identifiers_of, lookup_files, record_address, record_file
from scanpress.export.names import ARCHIVE, BUNDLE, IDENTIFIERS, LOOKUP, OF_SCANS
from scanpress.export.parts import Workers, in_order
from scanpress.export.rows import Source
from scanpress.export.scan_files import ScanFile, make_files, names_for, taken
from scanpress.facts.layout import Layout
from scanpress.patterns import matches
from scanpress.repository import GitError, Repository
from scanpress.repository.archive import ArchivedFiles, write_archive
from scanpress.repository.bundle import write_bundle
from scanpress.repository.published import (
    BranchError,
    clone_name,
    left_out_patterns,
    published_branch,
    published_refs,
    repository_name,
)
from scanpress.writer import Memory
from scanpress.writer.address import fold

GIT_SETTINGS = ("GIT_REPOSITORY", "GIT_BRANCH", "GIT_NAME", "GIT_LEAVE_OUT", "SCAN_FILES")
"""The settings that decide what an archive and a bundle hold, and how they are named."""


class Written(NamedTuple):
    """Files that were written: what they are called, how many there are, and how many bytes they have."""

    name: str
    files: int
    bytes: int


@dataclass(frozen=True)
class Others:
    """What the files are made from besides the scans; `root` is the folder in which paths in the settings start."""

    source: Source
    publication: Publication
    workers: Workers | None
    root: Path
    git_settings: Mapping[str, Any]

    def write(self, folder: Path, corpus: Corpus, names: Sequence[str]) -> Iterator[Written]:
        """Write the files of these names; those that the site does not have below data/ are at their addresses on it.

        Raise ExportError if a file cannot be made.
        """
        found = by_prefix(corpus) if {IDENTIFIERS, LOOKUP} & set(names) else {}
        if IDENTIFIERS in names:
            yield _written(folder, f"{IDENTIFIERS}/", lookup_files(found))
        if LOOKUP in names:
            yield _written(folder, "by-doi/ and by-arxiv/", _records(found))
        for name in (name for name in names if name in OF_SCANS):
            yield _written(folder, f"**/*.{name}", self._of_scans(corpus, name))
        for name in (name for name in names if name in {ARCHIVE, BUNDLE}):
            try:
                path = self._download(folder, name, has_scans=bool(len(corpus)))
            except (BranchError, GitError) as error:
                raise ExportError(f"{name} cannot be made: {error}") from error
            yield Written(path.name, 1, path.stat().st_size)

    def _of_scans(self, corpus: Corpus, name: str) -> Iterator[tuple[str, bytes]]:
        addresses = taken(map(fold, corpus.names.paths))
        for made in in_order(make_files, self._tasks(corpus, name, addresses), self.workers):
            yield from made

    def _tasks(
        self, corpus: Corpus, name: str, addresses: Collection[str]
    ) -> Iterator[list[tuple[ScanFile, Sequence[str]]]]:
        source, layout = self.source, Layout(self.source.patterns)
        for segment in corpus.segments:
            task: list[tuple[ScanFile, Sequence[str]]] = []
            for scan in segment.summaries:
                note = source.excluded.get(layout.paper_of(scan.path)) if source.excluded else None
                file = ScanFile(source.root, scan.path, scan.digest, note, self.publication, source.hash_name)
                task.append((file, names_for(fold(scan.path), [name], addresses)))
            yield task

    def _download(self, folder: Path, name: str, *, has_scans: bool) -> Path:
        """Write the archive or the bundle, and return its path."""
        given = self.git_settings
        place = self.root / given.get("GIT_REPOSITORY", ".")
        repository = Repository.open(place)
        if repository is None:
            raise ExportError(f"{name} cannot be made: {place} is not in a git repository")
        branch, head, _ = published_branch(repository, given.get("GIT_BRANCH", ""))
        location = repository.location
        if head is None or location.is_partial or (name == BUNDLE and location.is_shallow):
            raise ExportError(f"{name} cannot be made: {place} has no commit, or lacks a part of its history")
        called = clone_name(given.get("GIT_NAME") or repository_name(place))
        if name == BUNDLE:
            path = folder / f"{called}.bundle"
            refs = {ref.full_name: ref.oid for ref in published_refs(repository, branch, head)}
            write_bundle(path, repository, refs, head)
            return path
        path = folder / (ARCHIVE if has_scans else f"{called}.tar.gz")
        patterns = left_out_patterns(given)
        files = ArchivedFiles(repository, head, called, partial(matches, patterns))
        write_archive(path, files, Memory(None, "archive"))
        return path


def _written(folder: Path, name: str, files: Iterable[tuple[str, bytes]]) -> Written:
    """Write files, which are given with their addresses."""
    number = size = 0
    for address, content in files:
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(content)
        number += 1
    return Written(name, number, size)


def _records(files: Mapping[str, Mapping[str, Sequence[Found]]]) -> Iterator[tuple[str, bytes]]:
    for scans in files.values():
        for kind, identifier, found in identifiers_of(scans):
            yield record_address(kind, identifier), record_file(kind, identifier, found)
