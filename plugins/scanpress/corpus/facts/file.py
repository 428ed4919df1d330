"""A file of facts, read and checked once."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import jsonschema_rs

from scanpress.corpus.facts.lines import Lines, line_of
from scanpress.corpus.facts.mistakes import FactsError, Mistake
from scanpress.corpus.facts.strict_yaml import Key, Reading, dotted


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says, and on which line it says so."""

    path: Path
    value: Any
    lines: Lines

    @classmethod
    def load(cls, path: Path, *, schema: Path, rules: Callable[["Facts"], Iterable[Mistake]] | None = None) -> Self:
        """Read the file; raise a FactsError with all mistakes, `rules` being asked once the schema is content."""
        reading = Reading.of(_text(path))
        facts = cls(path, reading.value, reading.lines)
        mistakes = reading.mistakes
        if reading.lines or not mistakes:  # a file that cannot be parsed has that one mistake only
            mistakes = [*mistakes, *_mismatches(reading, json.loads(schema.read_text("utf-8")))]
        mistakes = mistakes or list(rules(facts) if rules else ())
        if mistakes:
            raise FactsError(path, mistakes)
        return facts

    def mistake(self, key: Key, message: str, remedy: str) -> Mistake:
        """Return a mistake at the line of a key."""
        return Mistake(line_of(key, self.lines), dotted(key), message, remedy)


def _mismatches(reading: Reading, schema: dict[str, Any]) -> Iterable[Mistake]:
    """Return what the schema finds: as for scans, one validator decides, and another explains, which loads slowly."""
    try:
        is_valid = jsonschema_rs.is_valid(schema, reading.value, validate_formats=True)
    except ValueError:  # no value of JSON
        is_valid = False
    if is_valid:
        return ()
    from scanpress.corpus.facts.explanation import explain  # noqa: PLC0415

    return explain(reading.value, schema, reading.lines)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FactsError(path, [Mistake(0, "", "there is no such file", "write it, or correct its path")]) from None
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8"
        raise FactsError(path, [Mistake(0, "", message, "save the file in the encoding UTF-8")]) from None
