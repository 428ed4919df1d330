"""What the history of each folder's files follows from, as a digest: known without anybody reading a change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from hashlib import blake2b

from scanpress.git_browser.commits import Commits, Graph
from scanpress.repository import Outline
from scanpress.writer.address import fold

_State = dict[str, bytes]


class Tracks:
    """The digests of histories by folder, where folders whose pages could fall together count as one.

    A commit that touches a folder makes its digest anew, from its own name and the folder's digests at its parents; all
    other commits hand the digest on. So it stands for every version of every file in the folder, through merges and
    renames. The order of all commits that touched it, which versions and addresses follow from, is digested besides.
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
        names = "".join(self.touching({kind}))
        return blake2b(self._head.get(kind, b"") + names.encode(), digest_size=16).digest()

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
        """Hand each commit's digests on to its last child, and copies to the others, as `History` does with files."""
        children = Counter(parent for name in outlines for parent in graph[name])
        states: dict[str, _State] = {}
        state: _State = {}
        for number, name in enumerate(self._log):
            parents = [parent for parent in graph[name] if parent in states]
            before = [states[parent] for parent in parents]
            touched = self._touched(number, name, outlines[name], before)
            state = {} if not parents else before[0] if children[parents[0]] == 1 else dict(before[0])
            state.update(touched)
            states[name] = state
            for parent in graph[name]:
                children[parent] -= 1
                if not children[parent]:
                    states.pop(parent, None)
        return state

    def _touched(self, number: int, name: str, outline: Outline, before: Sequence[_State]) -> _State:
        self.folders.update(dict.fromkeys(outline.came))
        moves: defaultdict[str, set[str]] = defaultdict(set)
        for old, new in outline.moves:
            moves[_fold(new)].add(_fold(old))
        found: _State = {}
        for folder in dict.fromkeys((*outline.came, *outline.went)):
            kind = _fold(folder)
            self._spellings[kind].add(folder)
            self._sources[kind] |= moves.get(kind, set())
            if kind not in found:
                self._touching[kind].append(number)
                found[kind] = _made(name, [kind, *sorted(moves.get(kind, ()))], before)
        return found


def _made(name: str, kinds: Sequence[str], before: Sequence[_State]) -> bytes:
    digest = blake2b(name.encode(), digest_size=16)
    for state in before:
        for kind in kinds:
            digest.update(state.get(kind, bytes(16)))
    return digest.digest()


@cache
def _fold(folder: str) -> str:
    return fold(folder)
