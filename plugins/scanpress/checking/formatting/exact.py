"""JSON read without loss: each number as it is written, each object with its keys in their order."""

from __future__ import annotations

import json
from typing import Any, NoReturn

_LONGEST = 20  # digits: a longer whole number is accepted nowhere, and may be too long for Python


class Number(str):
    """A number as the file writes it: 1.0 and 1e0 and 1 are three texts, and stay what they are."""

    __slots__ = ()

    @property
    def value(self) -> int | float:
        """The number that is meant."""
        return int(self) if self.lstrip("-").isdigit() and len(self) < _LONGEST else float(self)


def read_exactly(text: str) -> Any:
    """Read a strict JSON text; raise ValueError or RecursionError where it is none."""
    return json.loads(
        text, parse_int=Number, parse_float=Number, parse_constant=_refuse_constant, object_pairs_hook=_object
    )


def plain(value: Any) -> Any:
    """Give what `read_exactly` has read with its numbers as numbers."""
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return value.value if isinstance(value, Number) else value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Which of the two is meant only the writer knows.
        raise ValueError("a key stands twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")
