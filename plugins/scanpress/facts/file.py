"""A file of facts, read and checked once."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Self, TypeVar, get_args, get_origin, get_type_hints

import jsonschema_rs

from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import FactsError, Key, Lines, Reading, dotted, line_of
from scanpress.plain_file import inside, read_plain

MAX_BYTES = 2**23
T = TypeVar("T")


def record(kind: type[T], value: Mapping[str, Any] | None) -> T:
    """Make a record of the dataclass `kind`; what is absent is None if the annotation allows it, else empty."""
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


def schemas() -> dict[str, bytes]:
    """Return the schema of each file of facts, by the name of the file in `content/`."""
    found = sorted(Path(__file__).parent.glob("*.schema.json"))
    return {path.name.removesuffix(".schema.json"): path.read_bytes() for path in found}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says, and on which line it says so."""

    path: Path
    value: Any
    lines: Lines

    @classmethod
    def load(cls, path: Path, *, schema: Path, rules: Callable[["Facts"], Iterable[Mistake]] | None = None) -> Self:
        """Read the file; raise a FactsError with all mistakes, `rules` being asked once the schema is content."""
        text = _text(path)
        reading = Reading.of(text)
        facts = cls(path, reading.value, reading.lines)
        mistakes = reading.mistakes
        if reading.lines or not mistakes:  # a file that cannot be parsed has that one mistake only
            mistakes = [*mistakes, *_mismatches(reading, json.loads(schema.read_text("utf-8")))]
        mistakes = mistakes or list(rules(facts) if rules else ())
        if mistakes:
            raise FactsError(path, mistakes, text)
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
    from scanpress.facts.explanation import explain  # noqa: PLC0415

    return explain(reading.value, schema, reading.lines)


def _text(path: Path) -> str:
    try:
        data = read_plain(inside(path), limit=MAX_BYTES)
        if len(data) > MAX_BYTES:
            raise _refused(path, f"the file has more than {MAX_BYTES:,} bytes", "make it shorter")
        return data.decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        raise _refused(path, "there is no such file", "write it, or correct its path") from None
    except PermissionError:
        raise _refused(path, "the file cannot be read", "make the file and its folder readable") from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error.args[0]}"
        raise _refused(path, message, "replace it with a plain file") from None
    except UnicodeDecodeError as error:
        raise FactsError(path, [_not_utf8(data, error)]) from None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Mistake:
    """Return the mistake of a file in another encoding, at the line with the first byte that shows it."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return Mistake(0, "", 'the file is UTF-16, which some editors call "Unicode"', "save it in the encoding UTF-8")
    message = f"byte {error.start} is not UTF-8"
    return Mistake(data.count(b"\n", 0, error.start) + 1, "", message, "save the file in the encoding UTF-8")


def _refused(path: Path, message: str, remedy: str) -> FactsError:
    return FactsError(path, [Mistake(0, "", message, remedy)])
