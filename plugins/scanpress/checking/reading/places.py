"""Where the values of a JSON text are, and what is wrong with its syntax."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.mistakes import Mistake, strict_text


@dataclass(frozen=True, slots=True)
class Place:
    """The offsets of a value and, in an object, of its key."""

    start: int
    end: int
    key: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all values, the mistakes in the syntax, and whether the reader had to stop early.

    `mistakes` are those after which it could go on; `strict` is the text as JSON, with their edits made.
    """

    places: dict[Pointer, Place]
    findings: tuple[Finding, ...]
    broken: bool
    text: str
    mistakes: tuple[Mistake, ...] = ()

    def written(self, pointer: Pointer) -> str:
        """Return a value as the text writes it, or an empty text if there is none."""
        place = self.places.get(pointer)
        return self.text[place.start : place.end] if place else ""

    @property
    def strict(self) -> str:
        """The text with the edits of all mistakes made."""
        return strict_text(self.text, self.mistakes) if self.mistakes else self.text

    @property
    def reported(self) -> frozenset[Pointer]:
        """The places of values that have a mistake in their writing."""
        return frozenset(each.pointer for each in self.findings) | {each.pointer for each in self.mistakes}


def choice_of(written: Sequence[str], key: str) -> str:
    """Return which values of a key to keep that an object has several times, so that nothing is lost.

    >>> choice_of(["1", "1"], '"year"'), choice_of(["1", "2"], '"year"')
    ('both values are the same: keep one', 'keep the right one')
    """
    if len({*map(_comparable, written)}) == 1 and len(written) > 1:
        return "both values are the same: keep one"
    if all(len(each) <= _SHORT and each[:1] not in "{[" for each in written):
        return "keep the right one"
    return f"the values differ: join them under one {key} if both are right, else keep the right one"


_SHORT = 60  # characters of a value that says one thing


def _comparable(written: str) -> str:
    try:
        return json.dumps(json.loads(written), sort_keys=True)
    except (ValueError, RecursionError):
        return written
