"""Follow the scans through the commits from HEAD to its first parents, the new ones only if an earlier build read some.

A merge is one change, compared with its first parent, on the day on which it was merged: its page shows the same.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, Self

import orjson

from scanpress.checking.files import may_be_scan
from scanpress.corpus import Memory
from scanpress.corpus.changes import Part, changed_parts
from scanpress.facts import Collection
from scanpress.instruments import own_digest
from scanpress.repository import Repository, contents_after, objects, parse_commit

UNKNOWN = -1
"""In place of the number of a commit that a shallow clone does not have."""

_HEADING, _STATE = "heading", "state"
_CHUNK = 200  # pairs of versions a task
_FEW = 1000  # pairs that are compared sooner than worker processes start
_LARGEST = 16 << 20  # bytes of a version that is compared


@dataclass(slots=True)
class State:
    """What is known of the scans at one commit.

    `commits` are oid and author's date of those that changed scans, the oldest first. `scans` has for each path the
    numbers of the commit that added it and of the one that changed it last, and the oid of its content; `events` has
    for each path that ever was the number of a commit with the rest of an event. `gone` has each path that was removed,
    with the path to which a redirect led. `cut` is the number of the commit at which a shallow clone begins.
    """

    head: str = ""
    commits: list[tuple[str, str]] = field(default_factory=list)
    scans: dict[str, list[Any]] = field(default_factory=dict)
    events: dict[str, list[Sequence[Any]]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    cut: int = UNKNOWN

    @property
    def days(self) -> dict[str, str]:
        """Return the day on which each scan was added, by path, without scans of which it is not known."""
        days = [when[:10] for _, when in self.commits]
        return {path: days[added] for path, (added, _, _) in self.scans.items() if added != UNKNOWN and days[added]}


@dataclass(frozen=True)
class Mainline:
    """The state at HEAD, read when it is first asked for, and its digest, which is empty if there is no commit.

    `days` is a digest of the days on which scans were added, which few commits change. `unread` is the number of
    changes of which git does not give both versions, because one is missing or damaged.
    """

    digest: str = ""
    days: str = ""
    unread: int = 0
    _load: Callable[[], State] = State

    @classmethod
    def read(
        cls,
        repository: Repository,
        collection: Collection,
        redirects: Mapping[str, str],
        memory: Memory,
        workers: Callable[[], Executor] | None,
    ) -> Self:
        """Read the state at HEAD, and keep it if it is new; raise GitError if git cannot read the repository.

        `redirects` say where a scan is that was moved; `workers` compare versions, if there are many.
        """
        head = repository.resolve("HEAD")
        if head is None:
            repository.require_whole_head()
            return cls()
        root = collection.data
        inside = root.resolve().relative_to(repository.location.work_tree or root).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        strictness = collection.scan_files, collection.unknown_keys
        base = repr((prefix, sorted(repository.location.boundary), *strictness, own_digest())).encode()
        kept = memory.find(_HEADING)
        known = orjson.loads(kept[1]) if kept and kept[0] == base else None
        if known and any(redirects.get(old, "") != new for old, new in known["gone"].items()):
            known = None
        if known and known["head"] == head:
            return cls(known["digest"], known["days"], _load=lambda: _kept(memory))
        reading = _Reading(repository, prefix, redirects, workers, collection)
        state = reading.read(head, _kept(memory) if known else State())
        payload = orjson.dumps(replace(state, head=""))
        digest, days = digest_of(payload), digest_of(orjson.dumps(state.days))
        heading = orjson.dumps({"head": head, "gone": state.gone, "digest": digest, "days": days})
        if not reading.unread:  # a repaired repository is read again
            memory.store({_HEADING: (base, heading), _STATE: (head.encode(), payload)})
        return cls(digest, days, reading.unread, lambda: state)

    @cached_property
    def state(self) -> State:
        """Return the state."""
        return self._load()


def digest_of(payload: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.blake2b(payload, digest_size=16).hexdigest()


def _kept(memory: Memory) -> State:
    head, payload = memory.find(_STATE) or (b"", b"{}")
    return State(**orjson.loads(payload) | {"head": head.decode()})


class _Reading:
    """Read commits into a state."""

    def __init__(
        self,
        repository: Repository,
        prefix: str,
        redirects: Mapping[str, str],
        workers: Callable[[], Executor] | None,
        collection: Collection,
    ) -> None:
        self._repository = repository
        self._prefix = prefix
        self._redirects = redirects
        self._workers = workers
        self._collection = collection
        self._pairs: list[tuple[list[Any], int, str, str, str]] = []
        self.unread = 0  # pairs of which a version is missing or damaged

    def read(self, head: str, known: State) -> State:
        """Return the state at a commit, made from an earlier one if that is among its first parents."""
        graph = self._repository.graph([head])
        line = list(_first_parents(graph, head, until=known.head))
        state = known if graph[line[-1]][:1] == (known.head,) else State()
        records = self._repository.records(line, [f"{self._prefix}{base}" for base in self._collection.layout.bases])
        for oid in reversed(line):
            self._apply(oid, records.get(oid, b""), state)
        self._compare()
        state.head = head
        state.scans = dict(sorted(state.scans.items()))
        return state

    def _apply(self, oid: str, record: bytes, state: State) -> None:
        """Apply what a commit changed."""
        changes = [(path.removeprefix(self._prefix), blob) for path, blob in contents_after(record)]
        changes = [
            (path, blob) for path, blob in changes if _is_text(path) and may_be_scan(path, self._collection.layout)
        ]
        if not changes:
            return
        number = len(state.commits)
        state.commits.append((oid, parse_commit(record).author.when))
        new = {path: blob for path, blob in changes if blob and path not in state.scans}
        by_content = {blob: path for path, blob in reversed(new.items())}
        for path in [path for path, blob in changes if not blob and path in state.scans]:
            came = self._redirects.get(path, "")
            came = came if came in new else by_content.get(state.scans[path][2], "")
            self._remove(path, number, came if new.pop(came, "") else "", state)
        added = number
        if oid in self._repository.location.boundary:
            added, state.cut = UNKNOWN, number
        for path, blob in changes:
            scan = state.scans.setdefault(path, [added, added, blob]) if blob else None
            if scan and scan[2] != blob:
                self._pairs.append((state.events.setdefault(path, []), number, path, scan[2], blob))
                scan[1:] = number, blob

    def _remove(self, path: str, number: int, new: str, state: State) -> None:
        """Remove a scan; if it was moved, `new` is where it is: a redirect leads there, or the file there is the same.

        A commit that both moves and changes a scan needs the redirect, without which the address would be lost, too.
        """
        scan, own = state.scans.pop(path), state.events.pop(path, [])
        state.gone[path] = self._redirects.get(path, "")
        if new:
            own.append((number, "moved", "", path, new))
            state.scans[new], state.events[new] = [scan[0], number, scan[2]], own
        else:
            own += [(scan[0], "added")] if scan[0] != UNKNOWN else []
            own.append((number, "removed"))
            state.events[path] = own

    def _compare(self) -> None:
        """Add what changed between the versions of all pairs; if they are many, the workers of the build share them."""
        store, pairs = self._repository.location.store, [pair[2:] for pair in self._pairs]
        tasks = [(store, self._collection, pairs[start : start + _CHUNK]) for start in range(0, len(pairs), _CHUNK)]
        found = self._workers().map(_compared, tasks) if self._workers and len(pairs) >= _FEW else map(_compared, tasks)
        for (own, number, *_), changed in zip(self._pairs, chain.from_iterable(found), strict=True):
            self.unread += changed is None
            own.extend([number, *change] for change in ((Part("text"),) if changed is None else changed))
            own.sort(key=itemgetter(0))


def _is_text(path: str) -> bool:
    """Return whether a path is valid text: others cannot be kept, and have no page."""
    return path.isascii() or not any("\ud800" <= each <= "\udfff" for each in path)


def _first_parents(graph: Mapping[str, Sequence[str]], head: str, until: str) -> Iterator[str]:
    """Yield a commit, its first parent and so on, up to one that is not yielded."""
    parents: Sequence[str] = [head]
    while parents and parents[0] != until:
        yield parents[0]
        parents = graph[parents[0]]


def _compared(task: tuple[str, Collection, Sequence[tuple[str, str, str]]]) -> list[tuple[Part, ...] | None]:
    """Return what changed between two versions of each of some scans: their paths, and the oids of both contents.

    It is None if a version is missing or damaged.
    """
    store, collection, pairs = task
    return [_changed(store, collection, *pair) for pair in pairs]


def _changed(store: str, collection: Collection, path: str, old: str, new: str) -> tuple[Part, ...] | None:
    before, after = (objects(store).blob(oid, _LARGEST) for oid in (old, new))
    if before and after:
        return changed_parts(path, before.content, after.content, collection)
    headers = [objects(store).header(oid) for oid, found in ((old, before), (new, after)) if found is None]
    return (Part("text"),) if all(header and header[1] > _LARGEST for header in headers) else None
