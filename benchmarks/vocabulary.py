"""Words for made-up texts, as frequent as in English: some thousands that recur, and a long tail of rare ones."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import orjson

_REAL = Path(__file__).parent.parent / "scans"
_WORD = re.compile("[a-z]+(?:-[a-z]+)?")
_SHIFT, _EXPONENT = 2.7, 1.07  # of the law of Zipf and Mandelbrot, which English follows for the most frequent words
_OFTEN, _RARE = 8000, 1.6  # how many these are, and the exponent for all others
_LETTERS = 2  # that decide what the next letter of a rare word is
_LONGEST = 14


@cache
def words(count: int) -> tuple[Sequence[str], Sequence[float]]:
    """Return so many words, the most frequent first, and their cumulative weights for `random.choices`.

    The words of the real scans come first, by their numbers there. All others are made of letters that follow each
    other in these, so that beginnings and endings of words are as frequent as in English.
    """
    real = Counter(word for text in _texts() for word in _WORD.findall(text.lower()))
    found = dict.fromkeys(word for word, _ in real.most_common())
    made = _made(tuple(word for word in found if "-" not in word))
    while len(found) < count:
        found.setdefault(next(made))
    chosen = list(found)[:count]
    return chosen, list(accumulate(map(_frequency, range(1, count + 1))))


def _frequency(rank: int) -> float:
    often = min(rank, _OFTEN) + _SHIFT
    return 1 / (often**_EXPONENT * max(1.0, rank / _OFTEN) ** _RARE)


def _texts() -> Iterator[str]:
    waiting = [orjson.loads(path.read_bytes()) for path in sorted(_REAL.glob("*/*.json"))]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            waiting.extend(value.values() if isinstance(value, dict) else value)


def _made(real: Sequence[str]) -> Iterator[str]:
    """Yield words that are made of what follows each few letters of real words."""
    draw = random.Random(1)
    follows: defaultdict[str, list[str]] = defaultdict(list)
    for word in real:
        padded = f"{' ' * _LETTERS}{word} "
        for place in range(_LETTERS, len(padded)):
            follows[padded[place - _LETTERS : place]].append(padded[place])
    while True:
        text = " " * _LETTERS
        while len(text) < _LETTERS + _LONGEST and (letter := draw.choice(follows[text[-_LETTERS:]])) != " ":
            text += letter
        yield text.strip()
