"""Where things are placed: short coordinates, round ticks, the widths of texts, and labels that do not overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

LINE = 15
"""The height of a line of text, in the units of a drawing."""
SIZE = 12
"""The size of text, in the same units."""
_NARROW, _WIDE = frozenset("ijlftrI.,:;'|!()[]- \u202f\u2009/"), frozenset("mwMWOQGD%@—…")
_NARROW_EM, _USUAL_EM, _CAPITAL_EM, _WIDE_EM = 0.41, 0.64, 0.75, 1.0
_FIRST_WIDE = 0x2E80  # from here on: Chinese, Japanese, Korean
_STEPS = (1, 2, 2.5, 5, 10)


def short(value: float) -> str:
    """Return a coordinate with at most one decimal.

    >>> [short(value) for value in (12.04, -0.01, 0.5, -3.26)]
    ['12', '0', '.5', '-3.3']
    """
    text = f"{value:.1f}".removesuffix(".0")
    if text in {"0", "-0"}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def pairs(*values: float) -> str:
    """Return coordinates for a path, with as few separators as can be read.

    >>> pairs(1, -2.5, 0.5, 7)
    '1-2.5 .5 7'
    """
    text = ""
    for value in map(short, values):
        text += value if not text or value.startswith("-") else f" {value}"
    return text


def ticks(top: float, *, most: int = 5, limit: float | None = None) -> list[float]:
    """Return round values from 0 to the first one that is not below `top`, but not above `limit`.

    >>> ticks(0.62, limit=1), ticks(0.97, limit=1), ticks(6.2), ticks(0)
    ([0.0, 0.2, 0.4, 0.6, 0.8], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [0.0, 2.0, 4.0, 6.0, 8.0], [0.0, 1.0])
    """
    if top <= 0:
        return [0.0, 1.0]
    size = 10.0 ** _exponent(top / most)
    step = next(factor * size for factor in _STEPS if factor * size * most >= top * (1 - 1e-9))
    number = -int(-(top * (1 - 1e-9)) // step)
    found = [round(place * step, 12) for place in range(number + 1)]
    return [value for value in found if limit is None or value <= limit]


def _exponent(value: float) -> int:
    """Return the exponent of the power of ten that is not above a value."""
    return int(f"{value:e}".partition("e")[2])


@lru_cache(maxsize=4096)  # The same labels, years and numbers are on many pages.
def text_width(text: str) -> float:
    """Return at least the width of a text in the widest of the usual fonts (DejaVu Sans), in the units of a drawing."""
    return SIZE * sum(map(_em, text))


def _em(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_EM
    if letter in _WIDE or ord(letter) >= _FIRST_WIDE:
        return _WIDE_EM
    return _CAPITAL_EM if letter.isupper() else _USUAL_EM


def wrap(text: str, width: float) -> list[str]:
    """Return a text as lines that are not wider than `width`; a longer word is broken.

    >>> wrap("Confidence intervals or error bars", 150)
    ['Confidence intervals', 'or error bars']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(longer) <= width:
            lines[-1] = longer
            continue
        pieces = list(_broken(word, width))
        lines = [*lines, *pieces] if lines[-1] else pieces
    return lines


def _broken(word: str, width: float) -> Iterable[str]:
    piece = ""
    for letter in word:
        if piece and text_width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


@dataclass(slots=True)
class _Block:
    """Neighbours that touch: the tops that they would have without each other, less what is above them in the block."""

    wanted: list[float]
    height: float

    def top(self, low: float, high: float) -> float:
        return max(low, min(sum(self.wanted) / len(self.wanted), high - self.height))


def spread(middles: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return the tops of boxes between two heights that do not overlap and are as near to their middles as can be.

    The middles are given in order. Boxes that would overlap become a block, which is placed by the mean of all.

    >>> spread([10, 12, 80], [10, 10, 10], 0, 100)
    [1.0, 11.0, 75.0]
    """
    blocks: list[_Block] = []
    for middle, height in zip(middles, heights, strict=True):
        blocks.append(_Block([middle - height / 2], height))
        while len(blocks) > 1 and blocks[-2].top(low, high) + blocks[-2].height > blocks[-1].top(low, high):
            last = blocks.pop()
            above = blocks[-1].height
            blocks[-1] = _Block([*blocks[-1].wanted, *(want - above for want in last.wanted)], above + last.height)
    tops: list[float] = []
    following = iter(heights)
    for block in blocks:
        top = block.top(low, high)
        for _ in block.wanted:
            tops.append(top)
            top += next(following)
    return tops
