"""All pages of a repository in groups, each of which is left alone while what it shows is as it was."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from scanpress.git_browser.commit_page import commit_groups
from scanpress.git_browser.feeds import feeds_group
from scanpress.git_browser.files_page import files_groups
from scanpress.git_browser.folder_groups import folder_groups
from scanpress.git_browser.log_page import log_groups
from scanpress.git_browser.refs_page import refs_group
from scanpress.git_browser.snapshot import Snapshot
from scanpress.writer import File, Group, Memory, Output

_KEY = "groups"


def groups_of(snapshot: Snapshot, memory: Memory) -> Sequence[Group]:
    """Return all groups; where refs and settings are as they were, from memory, without a look at any commit."""
    made_from = (snapshot.made_from or "").encode()
    known = memory.find(_KEY)
    if made_from and known and known[0] == made_from:
        return _Remembered(snapshot).groups(json.loads(known[1]))
    found = list(_groups(snapshot))
    if made_from:
        payload = json.dumps([(group.name, group.made_from) for group in found]).encode()
        memory.store({_KEY: (made_from, payload)})
    return found


class _Remembered:
    """Groups of which no more is known than the last build noted, until somebody asks for their outputs."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def groups(self, noted: Iterable[tuple[str, str]]) -> Sequence[Group]:
        return [Group(name, made_from, partial(self._outputs, name)) for name, made_from in noted]

    def _outputs(self, name: str) -> Iterable[Output]:
        return self._found[name].outputs()

    @cached_property
    def _found(self) -> Mapping[str, Group]:
        return {group.name: group for group in _groups(self._snapshot)}


def _groups(snapshot: Snapshot) -> Iterator[Group]:
    yield from log_groups(snapshot)
    yield refs_group(snapshot)
    yield feeds_group(snapshot)
    yield from files_groups(snapshot)
    yield from commit_groups(snapshot)
    yield from folder_groups(snapshot)
    if snapshot.is_cloneable:
        # GitHub Pages would leave out files whose names begin with an underscore.
        yield Group("host", "", partial(iter, [File(".nojekyll", _empty, None)]))


def _empty(_made_from: None) -> bytes:
    return b""
