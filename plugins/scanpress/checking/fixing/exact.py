"""Read JSON so that nothing is lost: numbers as they are written, and no key twice."""

import json
from typing import Any, NoReturn

_LONGEST = 20  # digits: a longer whole number is never accepted, and may be too long for Python


class Number(str):
    """A number as the file writes it, so that 1.0, 1e0 and 1 stay different."""

    __slots__ = ()

    @property
    def value(self) -> int | float:
        """The number itself."""
        return int(self) if self.lstrip("-").isdigit() and len(self) < _LONGEST else float(self)


def read_exactly(text: str) -> Any:
    """Read a JSON text with its numbers as they are written; raise ValueError or RecursionError if it is not strict."""
    return json.loads(
        text, parse_int=Number, parse_float=Number, parse_constant=_refuse_constant, object_pairs_hook=_object
    )


def plain(value: Any) -> Any:
    """Return a result of `read_exactly` with its numbers as numbers."""
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return value.value if isinstance(value, Number) else value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Only the author knows which of the two is meant.
        raise ValueError("a key occurs twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no number {name}")
