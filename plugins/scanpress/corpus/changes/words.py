"""Two texts compared word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from scanpress.corpus.changes.records import Piece

_WORD = re.compile(r"\s*\S+\s*?|\s+")
_CONTEXT = 5  # words of what stayed, on each side of what changed
_LONGEST = 4000  # words: comparing more takes longer than reading


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return what a text kept, lost and gained, long passages that it kept being shortened.

    >>> [(piece.kind, piece.text) for piece in word_changes("a b c", "a x c")]
    [('kept', 'a'), ('lost', ' b'), ('gained', ' x'), ('kept', ' c')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > _LONGEST:
        return (Piece("lost", before), Piece("gained", after))
    return tuple(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (step, i1, i2, j1, j2) in enumerate(steps):
        if step == "equal":
            yield Piece("kept", _shortened(old[i1:i2], first=number == 0, last=number == len(steps) - 1))
            continue
        if i2 > i1:
            yield Piece("lost", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("gained", "".join(new[j1:j2]))


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    head = [] if first else words[:_CONTEXT]
    tail = [] if last else words[-_CONTEXT:]
    if len(words) <= len(head) + len(tail) + 1:
        return "".join(words)
    return "".join(head) + (" …" if head else "…") + "".join(tail)
