"""What the history of each folder's files follows from, as a digest: known without anybody reading a change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from hashlib import blake2b

from scanpress.git_browser.commits import Commits, Graph
from scanpress.repository import Outline
from scanpress.writer.address import fold

_State = dict[str, str]  # the commit that touched each folder last


class Tracks:
    """The digests of histories by folder, where folders whose pages could fall together count as one.

    The commit that touched a folder last stands for every version of every file in it: its name follows from all that
    was before. Which one that is, is told as `History` tells it of a file: a merge that leaves the folder as its first
    parent has it does not touch it. All commits that touched the folder are digested besides, in their order: even what
    was merged away had addresses.
    """

    def __init__(self, commits: Commits, log: Sequence[str], graph: Graph) -> None:
        self.folders: dict[str, None] = {}  # in the order in which files came into them
        self._log = log[::-1]
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        self._spellings: defaultdict[str, set[str]] = defaultdict(set)
        self._touching: defaultdict[str, list[int]] = defaultdict(list)
        self._head = self._follow({name: commits.outline(name) for name in log}, graph)

    def digest(self, folder: str) -> bytes:
        """Return a digest of all versions of all files that are in a folder or were, and of their order.

        What is there now follows from it, too: each file of the published commit was brought by a commit of the log.
        """
        kind = fold(folder)
        names = [self._head.get(kind, ""), *self.touching({kind})]
        return blake2b(" ".join(names).encode(), digest_size=16).digest()

    def touching(self, kinds: Iterable[str]) -> Sequence[str]:
        """Return the commits that touched folders, or those out of which files came there, oldest first."""
        numbers = {number for kind in self._closure(kinds) for number in self._touching[kind]}
        return [self._log[number] for number in sorted(numbers)]

    def spellings(self, kinds: Iterable[str]) -> AbstractSet[str]:
        """Return folders and those out of which files came there, as they are written."""
        return {folder for kind in self._closure(kinds) for folder in self._spellings[kind]}

    def _closure(self, kinds: Iterable[str]) -> AbstractSet[str]:
        waiting, found = list(kinds), set[str]()
        while waiting:
            kind = waiting.pop()
            if kind not in found:
                found.add(kind)
                waiting.extend(self._sources[kind])
        return found

    def _follow(self, outlines: Mapping[str, Outline], graph: Graph) -> _State:
        """Hand what is known at each commit on to its last child, and copies to the others, as `History` does."""
        children = Counter(parent for name in outlines for parent in graph[name])
        states: dict[str, _State] = {}
        state: _State = {}
        for number, name in enumerate(self._log):
            parents = [parent for parent in graph[name] if parent in states]
            before = states[parents[0]] if parents else {}
            state = before if parents and children[parents[0]] == 1 else dict(before)
            state.update(dict.fromkeys(self._touched(number, outlines[name]), name))
            states[name] = state
            for parent in graph[name]:
                children[parent] -= 1
                if not children[parent]:
                    states.pop(parent, None)
        return state

    def _touched(self, number: int, outline: Outline) -> Iterable[str]:
        """Note what a commit touched, and return it."""
        self.folders.update(dict.fromkeys(outline.came))
        for old, new in outline.moves:
            self._sources[_fold(new)].add(_fold(old))
        kinds: dict[str, None] = {}
        for folder in (*outline.came, *outline.went):
            self._spellings[_fold(folder)].add(folder)
            kinds[_fold(folder)] = None
        for kind in kinds:
            self._touching[kind].append(number)
        return kinds


@cache
def _fold(folder: str) -> str:
    return fold(folder)
