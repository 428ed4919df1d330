"""The registry of a collection: one JSON object per line for each paper, read strictly.

Keys that are not named here may be there, and are not read.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import FactsError
from scanpress.plain_file import inside, read_plain

STATES = ("queued", "downloaded", "scanned", "deep_eval", "excluded")
SCANNED = frozenset({"scanned", "deep_eval"})
EXCLUDED = "excluded"
_TEXTS = ("note", "title", "arxiv_id", "doi", "source")
_LONGEST_FILE = 64 << 20  # bytes
_LONGEST_LINE = 1 << 20
_LONGEST_ID = 255
_MOST = 100  # mistakes that are reported


class Entry(NamedTuple):
    """What a line says of a paper, whose folder has the name `id`; texts that it does not give are empty."""

    id: str
    status: str
    line: int
    note: str
    title: str
    arxiv_id: str
    doi: str
    source: str


@dataclass(frozen=True)
class Registry:
    """All entries in the order of the file."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a registry; raise a FactsError with all mistakes."""
        found: dict[str, Entry] = {}
        mistakes: list[Mistake] = []
        for number, line in enumerate(_lines(path), 1):
            if not line.strip():
                continue
            try:
                entry = _entry(line, number)
                first = found.setdefault(entry.id, entry)
                if first is not entry:
                    message = f"the id {_quoted(entry.id)} is used twice, first in line {first.line}"
                    mistakes.append(Mistake(number, "id", message, "keep one of the two lines"))
            except _WrongLineError as error:
                mistakes += error.mistakes
            if len(mistakes) >= _MOST:
                mistakes.append(Mistake(number, "", "there are more mistakes", "correct these, and check again"))
                break
        if mistakes:
            raise FactsError(path, mistakes)
        return cls(tuple(found.values()))

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Return the entries by their ids."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def excluded(self) -> Mapping[str, str]:
        """Return the note of each excluded paper, by the paper's id."""
        return {entry.id: entry.note for entry in self.entries if entry.status == EXCLUDED}


class _WrongLineError(ValueError):
    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__()
        self.mistakes = mistakes


def _lines(path: Path) -> list[bytes]:
    try:
        data = read_plain(inside(path), limit=_LONGEST_FILE)
    except FileNotFoundError:
        raise FactsError(path, [Mistake(0, "", "there is no such file", "write it, or correct REGISTRY")]) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error.args[0]}"
        raise FactsError(path, [Mistake(0, "", message, "replace it with a plain file that can be read")]) from None
    if len(data) > _LONGEST_FILE:
        message = f"the file is larger than {_LONGEST_FILE >> 20} MiB"
        raise FactsError(path, [Mistake(0, "", message, "keep one short line per paper")])
    if data.startswith(b"\xef\xbb\xbf"):
        message = "the file begins with a byte order mark"
        raise FactsError(path, [Mistake(1, "", message, "save it as UTF-8 without this mark")])
    return data.split(b"\n")


def _entry(line: bytes, number: int) -> Entry:
    value = _value(line, number)
    if not isinstance(value, dict):
        raise _WrongLineError(
            Mistake(number, "", "this line is not a JSON object", 'write { "id": …, "status": … } on it')
        )
    mistakes = list(_mistakes(value, number))
    if mistakes:
        raise _WrongLineError(*mistakes)
    return Entry(value["id"], value["status"], number, *((value.get(key) or "").strip() for key in _TEXTS))


def _value(line: bytes, number: int) -> Any:
    if len(line) > _LONGEST_LINE:
        message = f"the line is longer than {_LONGEST_LINE >> 20} MiB"
        raise _WrongLineError(Mistake(number, "", message, "shorten its texts"))
    try:
        return json.loads(line.decode(), object_pairs_hook=_unique, parse_constant=_not_finite, parse_float=_finite)
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} of the line is not UTF-8"
        raise _WrongLineError(Mistake(number, "", message, "save the file in the encoding UTF-8")) from None
    except json.JSONDecodeError as error:
        message = f"this line is not valid JSON: {error.msg} at character {error.pos + 1}"
        raise _WrongLineError(Mistake(number, "", message, "write one whole JSON object on each line")) from None
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise _WrongLineError(Mistake(number, "", f"this line cannot be read: {reason}", "correct it")) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {_quoted(twice)} is used twice")
    return found


def _not_finite(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"the number {digits[:20]} is too large")
    return value


def _mistakes(value: Mapping[str, Any], number: int) -> Iterator[Mistake]:
    name = value.get("id")
    if not isinstance(name, str) or not name.strip():
        message = "the id is missing" if name is None or name == "" else f"the id {_quoted(name)} is not a name"
        yield Mistake(number, "id", message, "write the name of the paper's folder as its id")
    elif len(name.encode(errors="replace")) > _LONGEST_ID or set(name) & set("/\\") or name in (".", ".."):
        yield Mistake(number, "id", f"{_quoted(name)} cannot be the name of a folder", "write the name of the folder")
    status = value.get("status")
    if status not in STATES:
        near = get_close_matches(str(status), STATES, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"write one of {', '.join(STATES)}"
        message = "the status is missing" if status is None else f"{_quoted(status)} is not a status"
        yield Mistake(number, "status", message, remedy)
    for key in _TEXTS:
        given = value.get(key)
        if given is not None and not isinstance(given, str):
            yield Mistake(number, key, f"{_quoted(given)} is not a text", "write it in double quotation marks, or null")
        elif given and any("\ud800" <= each <= "\udfff" for each in given):
            yield Mistake(number, key, "the text has half of a character", "write the whole character")


def _quoted(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
