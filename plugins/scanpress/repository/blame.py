"""Which version of a file each of its lines comes from."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import ne

_DEEPEST = 24  # parts within parts; each level costs one pass, and six were the most in the files of this repository
_SMALL = 2000  # pairs of lines that are compared one by one if none of the lines is unique


def blame(versions: Sequence[tuple[Sequence[bytes], Sequence[int]]]) -> list[int]:
    """Return for each line of the last version the number of the version that added it.

    A version is its lines and the numbers of the versions from which it was made, which come before it in the list. A
    line that one of these already has keeps the origin it has there; the first of them that has it decides.
    """
    origins: list[list[int]] = []
    for number, (lines, older) in enumerate(versions):
        origin = [number] * len(lines)
        for position, parent in enumerate(older):
            for start, old_start, length in matches(lines, versions[parent][0]):
                inherited = origins[parent][old_start : old_start + length]
                if position:  # lines that an earlier parent already has keep that origin
                    own = origin[start : start + length]
                    inherited = [old if new == number else new for old, new in zip(inherited, own, strict=True)]
                origin[start : start + length] = inherited
        origins.append(origin)
    return origins[-1] if origins else []


def matches(new: Sequence[bytes], old: Sequence[bytes]) -> Iterator[tuple[int, int, int]]:
    r"""Yield runs of lines that are in both texts: where they begin in the new and the old one, and their number.

    Equal lines at both ends come first, then lines that are unique in both texts.

    >>> sorted(run for run in matches([b"a", b"x", b"c"], [b"a", b"b", b"c"]) if run[2])
    [(0, 0, 1), (2, 2, 1)]
    """
    waiting = [(0, (0, len(new), 0, len(old)))]
    while waiting:
        depth, (start, end, old_start, old_end) = waiting.pop()
        length = _common(new[start:end], old[old_start:old_end])
        yield start, old_start, length
        start, old_start = start + length, old_start + length
        length = _common(new[start:end][::-1], old[old_start:old_end][::-1])
        end, old_end = end - length, old_end - length
        yield end, old_end, length
        if depth == _DEEPEST:
            continue
        anchors = _anchors(new[start:end], old[old_start:old_end])
        for line, old_line in anchors:
            yield start + line, old_start + old_line, 1
        waiting.extend((depth + 1, part) for part in _between(anchors, (start, end, old_start, old_end)))


def _common(new: Sequence[bytes], old: Sequence[bytes]) -> int:
    """Return how many lines at the beginning are the same."""
    differing = list(map(ne, new, old))
    return differing.index(True) if True in differing else len(differing)


def _between(
    anchors: Sequence[tuple[int, int]], part: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the parts between anchors, which may have equal lines at their ends, too."""
    start, end, old_start, old_end = part
    if not anchors:
        return
    line, old_line = start, old_start
    for anchor, old_anchor in anchors:
        yield line, start + anchor, old_line, old_start + old_anchor
        line, old_line = start + anchor + 1, old_start + old_anchor + 1
    yield line, end, old_line, old_end


def _anchors(new: Sequence[bytes], old: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return the pairs of lines that are unique in both texts: the longest series that has the same order in both."""
    in_new, in_old = Counter(new), Counter(old)
    unique = {line: number for number, line in enumerate(old) if in_old[line] == 1}
    pairs = [(number, unique[line]) for number, line in enumerate(new) if line in unique and in_new[line] == 1]
    if not pairs and len(new) * len(old) <= _SMALL:
        pairs = next(([(a, b)] for a, line in enumerate(new) for b, other in enumerate(old) if line == other), [])
    return _increasing(pairs)


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest series of pairs whose second numbers increase, found by patience sorting."""
    tops: list[int] = []
    piles: list[int] = []
    previous: list[int] = []
    for number, (_, old_line) in enumerate(pairs):
        pile = bisect_left(tops, old_line)
        previous.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [old_line]
        piles[pile : pile + 1] = [number]
    longest: list[tuple[int, int]] = []
    number = piles[-1] if piles else -1
    while number >= 0:
        longest.append(pairs[number])
        number = previous[number]
    return longest[::-1]
