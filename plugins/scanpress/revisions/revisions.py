"""When each scan was added and last changed, and which of its answers changed since, as git has it."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from shutil import which
from typing import Any, NamedTuple, Self

import orjson

from scanpress.corpus import Memory
from scanpress.corpus.changes import Event
from scanpress.facts import Collection
from scanpress.repository import GitError, Repository, UnfitGitError
from scanpress.revisions import mainline
from scanpress.revisions.mainline import UNKNOWN, Mainline, State

_DIGESTS = "digests"
_REPAIR = "Run `git fsck --full` to see what is missing, and restore it from another clone."


class Revision(NamedTuple):
    """What git has of one scan: the oid of its content in HEAD, the last commit that changed it and the date of that.

    `commit` is empty if a shallow clone does not have it. `events` are those since the scan was added, the oldest
    first, none if that is not known.
    """

    oid: str
    commit: str
    when: str
    events: tuple[Event, ...]


class Revisions:
    """The revisions of all scans in HEAD; there are none without git, without a commit, and in a partial clone.

    What was kept of an earlier build is read only if it is asked for: for 56,800 scans that takes 0.1 s. `gap` says
    what is not known because the repository is damaged, and is empty if nothing is.
    """

    def __init__(self, mainline: Mainline, memory: Memory, gap: str = "") -> None:
        self._mainline = mainline
        self._memory = memory
        self.gap = gap

    @classmethod
    def read(
        cls,
        collection: Collection,
        redirects: Mapping[str, str],
        memory: Memory,
        workers: Callable[[], Executor] | None = None,
    ) -> Self:
        """Read the revisions of the scans of a collection; `redirects` say which scans were moved."""
        try:
            repository = Repository.open(collection.data) if which("git") else None
            if repository is None or repository.location.work_tree is None or repository.location.is_partial:
                return cls(Mainline(), memory)
            mainline = Mainline.read(repository, collection, redirects, memory, workers)
            return cls(mainline, memory, _unread(mainline.unread))
        except UnfitGitError as error:
            return cls(Mainline(), memory, f"Scans have no history: {error}")
        except GitError as error:
            failure = error
        head = repository.head if repository else None
        around = repository.around_damage(head, [head]) if repository and head else None
        if around:
            with suppress(GitError):
                mainline = Mainline.read(around, collection, redirects, memory, workers)
                gap = f"The history of the scans is cut off, because the repository is damaged ({failure}). {_REPAIR}"
                return cls(mainline, memory, " ".join(filter(None, (gap, _unread(mainline.unread)))))
        return cls(
            Mainline(), memory, f"Scans have no history, because the repository is damaged ({failure}). {_REPAIR}"
        )

    def digests(self, starts: Sequence[str]) -> Mapping[str, str]:
        """Return a digest of the revisions of all scans from each path to the next one, by that path."""
        key = f"{self._mainline.digest}{digest_of(starts)}".encode()
        known = self._memory.find(_DIGESTS)
        if known and known[0] == key:
            found: Mapping[str, str] = orjson.loads(known[1])
            return found
        paths = sorted(self._state.scans)
        bounds = [*(bisect_left(paths, start) for start in starts), len(paths)]
        parts = zip(starts, pairwise(bounds), strict=True)
        found = {start: digest_of(self._all_of(paths[slice(*part)])) for start, part in parts}
        self._memory.store({_DIGESTS: (key, orjson.dumps(found))})
        return found

    def of(self, path: str) -> Revision | None:
        """Return the revision of a scan, None if HEAD does not have it."""
        if path not in self._state.scans:
            return None
        added, last, oid = self._state.scans[path]
        commit, when = self._state.commits[last] if last != UNKNOWN else ("", "")
        own = self._state.events.get(path, ())
        events = [self._event(path, event) for event in own if event[0] > added != UNKNOWN]
        return Revision(oid, commit, when, tuple(events))

    @property
    def key(self) -> str:
        """Return a digest of all revisions."""
        return self._mainline.digest

    @cached_property
    def days(self) -> Mapping[str, str]:
        """Return the day on which each scan was added, by path, without scans of which it is not known."""
        return self._state.days

    @property
    def key_of_days(self) -> str:
        """Return a digest of `days`, which needs nothing else that was kept."""
        return self._mainline.days

    @cached_property
    def begins(self) -> tuple[str, str]:
        """Return the commit and the date at which a shallow clone begins; both are empty if the history is whole."""
        commit, when = self._state.commits[self._state.cut] if self._state.cut != UNKNOWN else ("", "")
        return commit, when

    @cached_property
    def changed(self) -> Mapping[str, str]:
        """Return the day on which each scan was changed last, by path, without scans of which it is not known."""
        days = [when[:10] for _, when in self._state.commits]
        scans = self._state.scans.items()
        return {path: days[last] for path, (_, last, _) in scans if last != UNKNOWN and days[last]}

    def events(self) -> Sequence[Event]:
        """Return all events of all scans, also of those that were removed: the oldest commit first, then by path.

        Three kinds of outputs need them: they are made once.
        """
        return self._events

    @cached_property
    def _events(self) -> Sequence[Event]:
        scans = self._state.scans.items()
        found: list[tuple[int, str, int, Sequence[Any]]] = [
            (added, path, -1, (added, "added")) for path, (added, _, _) in scans if added != UNKNOWN
        ]
        for path, own in self._state.events.items():
            found += [(event[0], path, place, event) for place, event in enumerate(own)]
        found.sort(key=itemgetter(0, 1, 2))
        return [self._event(path, event) for _, path, _, event in found]

    @property
    def _state(self) -> State:
        return self._mainline.state

    def _all_of(self, paths: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return all that `of` depends on, for some scans: it makes records, which takes five times as long."""
        scans, commits, events = self._state.scans, self._state.commits, self._state.events
        found: list[tuple[Any, ...]] = []
        for path in paths:
            added, last, oid = scans[path]
            # Numbers of commits are left out: they differ if another scan has an older history.
            first = added != UNKNOWN and commits[added]
            newest = last != UNKNOWN and commits[last]
            own = [(commits[number], *rest) for number, *rest in events[path]] if path in events else ()
            found.append((path, oid, first, newest, own))
        return found

    def _event(self, path: str, event: Sequence[Any]) -> Event:
        number, *rest = event
        commit, when = self._state.commits[number]
        return Event(when, commit, path, *rest)


def _unread(changes: int) -> str:
    """Return a line about changes of which git does not give both versions, empty if there are none."""
    if not changes:
        return ""
    number = "1 change of a scan" if changes == 1 else f"{changes:,} changes of scans"
    return f"Of {number}, it is not known which answers changed: a version is missing or damaged. {_REPAIR}"


def digest_of(values: Any) -> str:
    """Return the digest of plain values."""
    return mainline.digest_of(orjson.dumps(values))
