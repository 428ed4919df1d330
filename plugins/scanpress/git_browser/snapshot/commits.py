"""The commits of a repository, kept as records from build to build and parsed when a page needs them."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from scanpress.repository import (
    Change,
    Commit,
    CommitStat,
    Repository,
    blobs_in,
    changes_in,
    count_by_folder,
    pack_stat,
    parse_changes,
    parse_commit,
    parse_committed,
)
from scanpress.writer import Memory

_LENGTH = 4  # bytes before each packed stat that say how long it is

Graph = Mapping[str, Sequence[str]]
"""The parents of each commit, the newest commit first."""


def read_commits(repository: Repository, graph: Graph, memory: Memory) -> "Commits":
    """Return the commits of a graph; only those that no earlier build has read are read from git."""
    digest = repository.reader_digest
    kept = {oid: payload for oid, (fingerprint, payload) in memory.load().items() if fingerprint == digest}
    # What a partial clone lacked may have arrived since.
    known = {} if repository.location.is_partial else kept
    records = repository.records([oid for oid in graph if oid not in known])
    new = {oid: _payload(record) for oid, record in records.items()}
    gone = kept.keys() - graph.keys()
    if new or gone:
        memory.store({oid: (digest, payload) for oid, payload in new.items()}, gone)
    return Commits(graph, known | new, are_new=not known)


def _payload(record: bytes) -> bytes:
    stat = pack_stat(record)
    return len(stat).to_bytes(_LENGTH, "big") + stat + record


class Commits(Mapping[str, Commit]):
    """Commits by their oids, the newest first; what they changed is asked for separately."""

    def __init__(self, graph: Graph, payloads: Mapping[str, bytes], *, are_new: bool) -> None:
        self.are_new = are_new  # no earlier build has read any of them
        self._graph = graph
        self._payloads = payloads
        self._parsed: dict[str, Commit] = {}

    def __getitem__(self, oid: str) -> Commit:
        if oid not in self._parsed:
            self._parsed[oid] = parse_commit(self._record(oid))
        return self._parsed[oid]

    def __contains__(self, oid: object) -> bool:
        return oid in self._graph

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph)

    def __len__(self) -> int:
        return len(self._graph)

    def committed(self, oid: str) -> int | None:
        """Return the instant of a commit, None if it has no date."""
        return parse_committed(self._record(oid))

    def stat(self, oid: str) -> CommitStat:
        """Return the folders that a commit touched, and its numbers of files and lines."""
        return CommitStat.unpack(self._payloads[oid][_LENGTH : self._start(oid)])

    def changes(self, oid: str, most: int | None = None) -> Sequence[Change]:
        """Return a commit's changes, or the first of them."""
        return parse_changes(self._record(oid), most)

    def changes_in(self, oid: str, folders: AbstractSet[bytes]) -> Sequence[Change]:
        """Return a commit's changes of files in some folders."""
        return changes_in(self._record(oid), folders)

    def counts_by_folder(self, oid: str) -> Mapping[str, tuple[int, int, int]]:
        """Return how many files, added lines and removed lines a commit has in each folder."""
        return count_by_folder(self._record(oid))

    def may_change(self, oid: str, suffixes: Sequence[bytes]) -> bool:
        """Return whether a commit changed files with one of some suffixes; its message may only look like it."""
        record = self._record(oid).lower()
        return any(suffix + b"\0" in record for suffix in suffixes)

    def paths_among(self, oid: str, paths: AbstractSet[bytes]) -> Sequence[bytes]:
        """Return which of some files a commit changed, sorted; its message may only look like it."""
        return sorted(paths & set(self._record(oid).split(b"\0")))

    def blobs(self) -> dict[str, tuple[str, str]]:
        """Return the oid of every version of every file, with the path and the commit that first had it."""
        found: dict[str, tuple[str, str]] = {}
        for commit in reversed(list(self._graph)):
            for oid, path in blobs_in(self._record(commit)):
                found.setdefault(oid, (path, commit))
        return found

    def _record(self, oid: str) -> bytes:
        return self._payloads[oid][self._start(oid) :]

    def _start(self, oid: str) -> int:
        return _LENGTH + int.from_bytes(self._payloads[oid][:_LENGTH], "big")
