"""Which version each line of a file comes from."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import ne

Lines = Sequence[bytes]
_SMALL = 2000  # pairs of lines compared one by one where nothing unique is left


def blame(versions: Sequence[tuple[Lines, Sequence[int]]]) -> list[int]:
    """Return for each line of the last version the number of the version that brought it.

    A version is its lines and the numbers of the versions it was made from, which stand before it. A line that is
    unchanged from the first of them that has it comes from where it came from there.
    """
    origins: list[list[int]] = []
    for number, (lines, older) in enumerate(versions):
        origin = [number] * len(lines)
        for place, parent in enumerate(older):
            for here, there, length in matches(lines, versions[parent][0]):
                taken = origins[parent][there : there + length]
                if place:  # what an earlier one had already comes from there
                    own = origin[here : here + length]
                    taken = [old if new == number else new for old, new in zip(taken, own, strict=True)]
                origin[here : here + length] = taken
        origins.append(origin)
    return origins[-1] if origins else []


def matches(new: Lines, old: Lines) -> Iterator[tuple[int, int, int]]:
    r"""Yield which lines of the new text are which of the old: where they begin in both, and how many they are.

    First come equal ends, then lines that are unique in both.

    >>> sorted(run for run in matches([b"a", b"x", b"c"], [b"a", b"b", b"c"]) if run[2])
    [(0, 0, 1), (2, 2, 1)]
    """
    waiting = [(0, len(new), 0, len(old))]
    while waiting:
        start, end, old_start, old_end = waiting.pop()
        length = _common(new[start:end], old[old_start:old_end])
        yield start, old_start, length
        start, old_start = start + length, old_start + length
        length = _common(new[start:end][::-1], old[old_start:old_end][::-1])
        end, old_end = end - length, old_end - length
        yield end, old_end, length
        anchors = _anchors(new[start:end], old[old_start:old_end])
        for here, there in anchors:
            yield start + here, old_start + there, 1
        waiting.extend(_between(anchors, (start, end, old_start, old_end)))


def _common(new: Lines, old: Lines) -> int:
    """Return how many lines are the same from the beginning."""
    differing = list(map(ne, new, old))
    return differing.index(True) if True in differing else len(differing)


def _between(
    anchors: Sequence[tuple[int, int]], part: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the parts between anchors, which may have equal ends in turn."""
    start, end, old_start, old_end = part
    if not anchors:
        return
    here, there = start, old_start
    for anchor, old_anchor in anchors:
        yield here, start + anchor, there, old_start + old_anchor
        here, there = start + anchor + 1, old_start + old_anchor + 1
    yield here, end, there, old_end


def _anchors(new: Lines, old: Lines) -> list[tuple[int, int]]:
    """Return the longest row of lines in the same order on both sides among those that are unique on both."""
    in_new, in_old = Counter(new), Counter(old)
    place = {line: number for number, line in enumerate(old) if in_old[line] == 1}
    pairs = [(number, place[line]) for number, line in enumerate(new) if line in place and in_new[line] == 1]
    if not pairs and len(new) * len(old) <= _SMALL:
        pairs = next(([(a, b)] for a, line in enumerate(new) for b, other in enumerate(old) if line == other), [])
    return _increasing(pairs)


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second numbers increase, found by patience sorting."""
    tops: list[int] = []
    piles: list[int] = []
    previous: list[int] = []
    for number, (_, there) in enumerate(pairs):
        pile = bisect_left(tops, there)
        previous.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [there]
        piles[pile : pile + 1] = [number]
    row: list[tuple[int, int]] = []
    number = piles[-1] if piles else -1
    while number >= 0:
        row.append(pairs[number])
        number = previous[number]
    return row[::-1]
