"""Compare two values of a document, place by place."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from scanpress.corpus.changes.records import Difference, Passage

_WORD = re.compile(r"\s*\S+\s*?|\s+")
_CONTEXT = 5  # words of what stayed, on each side of what changed
_LONGEST = 4000  # words: comparing more takes longer than reading
_MOST_PAIRS = 20  # of equal entries for each entry; 2,000 words of prose have about 8

Step = tuple[str, int, int, int, int]
"""What happens, from where to where in the old list, and from where to where in the new one."""


def word_changes(before: str, after: str) -> tuple[Passage, ...]:
    """Return what a text kept, lost and gained, long passages that it kept being shortened.

    >>> [(piece.kind, piece.text) for piece in word_changes("a b c", "a x c")]
    [('kept', 'a'), ('lost', ' b'), ('gained', ' x'), ('kept', ' c')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > _LONGEST:
        return (Passage("lost", before), Passage("gained", after))
    return tuple(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    found = list(steps(old, new))
    for number, (step, i1, i2, j1, j2) in enumerate(found):
        if step == "equal":
            yield Passage("kept", _shortened(old[i1:i2], first=number == 0, last=number == len(found) - 1))
            continue
        if i2 > i1:
            yield Passage("lost", "".join(old[i1:i2]))
        if j2 > j1:
            yield Passage("gained", "".join(new[j1:j2]))


def steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """Yield how one list becomes another, as `SequenceMatcher` says it, but in a time that grows with their length.

    Its time grows with the pairs of equal entries. If there are many for each entry, everything between the first and
    the last change counts as changed.

    >>> list(steps(["a", "b"], ["a", "c"])), len(list(steps(["a", "b"] * 500, ["b", "a"] * 500)))
    ([('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2)], 1)
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    middle, other = old[head : ends[0]], new[head : ends[1]]
    counts = Counter(other)
    if sum(counts[entry] for entry in middle) <= _MOST_PAIRS * (len(middle) + len(other)):
        matcher = SequenceMatcher(None, middle, other, autojunk=False)
        for step, i1, i2, j1, j2 in matcher.get_opcodes():
            yield step, i1 + head, i2 + head, j1 + head, j2 + head
    else:
        yield "replace", head, ends[0], head, ends[1]
    if tail:
        yield "equal", ends[0], len(old), ends[1], len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many entries at the beginning are the same."""
    return next(
        (number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)),
    )


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    head = [] if first else words[:_CONTEXT]
    tail = [] if last else words[-_CONTEXT:]
    if len(words) <= len(head) + len(tail) + 1:
        return "".join(words)
    return "".join(head) + (" …" if head else "…") + "".join(tail)


_ABSENT = object()


def differences(before: Any, after: Any, place: str = "") -> Iterator[Difference]:
    """Yield every place at which two values differ; entries of lists are matched before they are compared.

    A section of the document that is new or gone, such as the reply, is reported key by key.
    """
    if place.isidentifier():
        before, after = _section(before, after), _section(after, before)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in [*before, *(key for key in after if key not in before)]:
            inner = f"{place}.{key}" if place else key
            yield from differences(before.get(key, _ABSENT), after.get(key, _ABSENT), inner)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _entries(before, after, place)
    elif not _same(before, after):
        yield difference(place, _shown(before), _shown(after))


def _section(value: Any, other: Any) -> Any:
    return {} if value is _ABSENT and isinstance(other, Mapping) else value


def difference(place: str, before: str | None, after: str | None) -> Difference:
    """Return a difference, word by word if there are words to compare."""
    worded = before and after and (" " in before or " " in after)
    return Difference(place, before, after, word_changes(before or "", after or "") if worded else ())


def _entries(before: Sequence[Any], after: Sequence[Any], place: str) -> Iterator[Difference]:
    old, new = ([json.dumps(each, sort_keys=True) for each in side] for side in (before, after))
    for step, i1, i2, j1, j2 in steps(old, new):
        if step == "equal":
            continue
        for offset in range(max(i2 - i1, j2 - j1)):
            one = before[i1 + offset] if i1 + offset < i2 else _ABSENT
            other = after[j1 + offset] if j1 + offset < j2 else _ABSENT
            number = (j1 if i1 + offset >= i2 else i1) + offset + 1
            yield from differences(one, other, f"{place}[{number}]")


def _same(before: Any, after: Any) -> bool:
    # True equals 1 in Python, and they are two values here.
    return type(before) is type(after) and bool(before == after)


def _shown(value: Any) -> str | None:
    if value is _ABSENT:
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
