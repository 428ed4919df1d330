"""A mistake in a schema, as it is reported: where, what, what to do, and an example."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

EXAMPLES = {
    "x-scanpress-instrument": '"x-scanpress-instrument": { "name": "own", "version": 1 }',
    "x-scanpress-questions": '"x-scanpress-questions": "by-category"',
    "x-scanpress-score": '"x-scanpress-score": { "name": "Score", "per": "question", "partly": 0.5 }',
    "dimensions": '"dimensions": { "Rigor": ["data", "methods"], "Openness": ["code"] }',
    "floor": '"floor": 5',
    "mean": '"mean": "harmonic"',
    "partly": '"partly": 0.5',
    "shown": '"shown": "percent"',
    "weights": '"weights": { "data": 2 }',
    "x-scanpress-sharing": '"x-scanpress-sharing": { "code": "code_shared", "data": "data_shared" }',
    "x-scanpress-when": '"x-scanpress-when": { "key": "paper_type", "is": ["empirical"] }',
    "x-scanpress-results": '"x-scanpress-results": { "yes": "met", "partly": "partly", "no": "not met" }',
    "x-scanpress-unit": '"x-scanpress-unit": "GPU hours"',
    "x-scanpress-met": '"x-scanpress-met": { "minimum": 3 }',
    "x-scanpress-reason": '"x-scanpress-reason": true',
    "$id": '"$id": "https://example.org/schemas/own-1.schema.json"',
    "title": '"title": "Code shared"',
    "description": '"description": "Is the code public? Yes needs a link that works."',
    "about": '"description": "Whether others can use the code."',
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake of a schema; `pointer` is the JSON pointer of the place, `example` what could be written there."""

    file: str
    pointer: str
    message: str
    remedy: str
    example: str = ""

    def __str__(self) -> str:
        example = f", for example {self.example}" if self.example else ""
        return f"{self.file}: {self.pointer or '/'}: {self.message}: {self.remedy}{example}"


class InstrumentError(ValueError):
    """One or more schemas of instruments that cannot be used."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a schema with its pointer, and with references followed."""

    pointer: str
    part: Mapping[str, Any]

    def below(self, *keys: str, part: Mapping[str, Any] | None = None) -> "Place":
        """Return the place of a member."""
        steps = "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)
        return Place(self.pointer + steps, {} if part is None else part)


def parts_of(place: Place) -> Iterator[Place]:
    """Yield a part of a schema, and all parts within it."""
    yield place
    for key, value in place.part.items():
        if str(key).startswith("x-"):
            continue
        if isinstance(value, dict):
            yield from parts_of(place.below(key, part=value))
        elif isinstance(value, list):
            for number, each in enumerate(value):
                if isinstance(each, dict):
                    yield from parts_of(place.below(key, str(number), part=each))
