"""The commits of a repository, as records that are parsed when somebody asks for them."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from scanpress.repository import (
    Change,
    Commit,
    Outline,
    Repository,
    changes_in,
    contents_in,
    pack_outline,
    parse_changes,
    parse_heading,
)
from scanpress.writer import Memory

_LENGTH = 4  # bytes before each outline that say how long it is

Graph = Mapping[str, Sequence[str]]
"""The parents of each commit, newest first."""


class Commits(Mapping[str, Commit]):
    """Commits by their ids, newest first, without their changes, which are asked for apart."""

    def __init__(self, graph: Graph, payloads: Mapping[str, bytes]) -> None:
        self._graph = graph
        self._payloads = payloads
        self._headings: dict[str, Commit] = {}

    def __getitem__(self, name: str) -> Commit:
        if name not in self._headings:
            self._headings[name] = parse_heading(self._record(name))
        return self._headings[name]

    def __contains__(self, name: object) -> bool:
        return name in self._graph

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph)

    def __len__(self) -> int:
        return len(self._graph)

    def outline(self, name: str) -> Outline:
        """Return what a commit touched, in short."""
        return Outline.unpack(self._payloads[name][_LENGTH : self._start(name)])

    def changes(self, name: str, most: int | None = None) -> Sequence[Change]:
        """Return a commit's changes, or the first of them."""
        return parse_changes(self._record(name), most)

    def changes_in(self, name: str, folders: AbstractSet[bytes]) -> Sequence[Change]:
        """Return a commit's changes in some folders."""
        return changes_in(self._record(name), folders)

    def contents(self) -> dict[str, str]:
        """Return every version of every file: its id, and the path under which it came first."""
        found: dict[str, str] = {}
        for name in reversed(list(self._graph)):
            for blob, path in contents_in(self._record(name)):
                found.setdefault(blob, path)
        return found

    def _record(self, name: str) -> bytes:
        return self._payloads[name][self._start(name) :]

    def _start(self, name: str) -> int:
        return _LENGTH + int.from_bytes(self._payloads[name][:_LENGTH], "big")


def read_commits(repository: Repository, graph: Graph, memory: Memory) -> Commits:
    """Return commits, from memory as far as an earlier build has read them."""
    known = {name: payload for name, (reading, payload) in memory.load().items() if reading == repository.reading}
    records = repository.records([name for name in graph if name not in known])
    new = {name: _payload(record) for name, record in records.items()}
    gone = known.keys() - graph.keys()
    if new or gone:
        memory.store({name: (repository.reading, payload) for name, payload in new.items()}, gone)
    return Commits(graph, known | new)


def _payload(record: bytes) -> bytes:
    outline = pack_outline(record)
    return len(outline).to_bytes(_LENGTH, "big") + outline + record
