"""Checked values -> frozen records, by the records' own annotations."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def record(kind: type[T], value: Mapping[str, Any] | None) -> T:
    """Make a record of the dataclass `kind`; what is absent is None where the annotation allows it, else empty."""
    hints = get_type_hints(kind)
    given = value or {}
    parts = {part.name: _convert(hints[part.name], given.get(part.name)) for part in fields(kind)}  # type: ignore[arg-type]
    return kind(**parts)


def _convert(hint: Any, value: Any) -> Any:
    members = get_args(hint)
    origin = get_origin(hint)
    if origin is UnionType:  # always `something | None`
        return None if value in (None, "") else _convert(members[0], value)
    if origin is tuple:
        return tuple(_convert(members[0], item) for item in value or ())
    if origin is Mapping:
        return {key: _convert(members[1], item) for key, item in (value or {}).items()}
    if is_dataclass(hint):
        return record(hint, value)  # type: ignore[arg-type]
    return (value or "").strip() if hint is str else hint(value or 0)
