"""Read a batch: a JSON object with the settings of a model, and one key per paper with the model's answers."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from scanpress.importing.paper_list import key_of
from scanpress.importing.remarks import Remark

# The settings that are known by name; another key is one if its value is plain.
SETTINGS = frozenset(
    {"evaluation_seconds", "filter_stopwords", "lemmatize", "model", "permute", "prompt", "questions", "temperature"}
    | {"top_p"}
)
_BLANK = re.compile(r"[ \t\r\n]*")
_BOM = "\ufeff"
_TWICE = "paper answered twice"


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch: its settings, the answers of each paper as the model gave them, and what is wrong with the file."""

    file: str
    settings: Mapping[str, Any]
    papers: Mapping[str, Any]
    remarks: tuple[Remark, ...] = ()


class _Twice(NamedTuple):
    """Two values of one key that differ."""

    first: Any
    second: Any


def read_batch(path: Path, name: str) -> Batch:
    """Read a batch; of a file that is cut off, read the papers that are whole."""
    try:
        text = path.read_bytes().decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        message = f"byte {error.start:,} is not valid UTF-8: save the file as UTF-8"
        return Batch(name, {}, {}, (Remark(name, "", "batch that cannot be read", message),))
    members, remark = _members(text, name)
    settings: dict[str, Any] = {}
    papers: dict[str, Any] = {}
    remarks = [remark] if remark else []
    for key, value in members.items():
        if isinstance(value, _Twice):
            message = "this key is in the file twice, with different values: remove the wrong one"
            remarks.append(Remark(name, key, _TWICE, message))
        elif key in SETTINGS or not isinstance(value, dict | list):
            settings[key] = value
        elif key_of(key) in papers:
            message = "this paper is in the file twice, with and without .pdf: remove one of the two"
            remarks.append(Remark(name, key, _TWICE, message))
            del papers[key_of(key)]
        else:
            papers[key_of(key)] = value
    return Batch(name, settings, papers, tuple(remarks))


def _members(text: str, name: str) -> tuple[dict[str, Any], Remark | None]:
    """Return the members of the object in a text, and what is wrong if it is not a whole object."""
    try:
        # Texts may have control characters that JSON does not allow: the check of the scan reports them.
        document = json.loads(text, object_pairs_hook=_object, strict=False)
    except (ValueError, RecursionError) as error:
        return _whole_members(text, name, error)
    if isinstance(document, dict):
        return document, None
    message = "this is not a JSON object with one key per paper"
    return {}, Remark(name, "", "batch that cannot be read", message)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        same = key not in found or found[key] == value
        found[key] = value if same else _Twice(found[key], value)
    return found


def _whole_members(text: str, name: str, error: Exception) -> tuple[dict[str, Any], Remark]:
    """Return the members before the end of a file that is cut off; none if the mistake is elsewhere."""
    members: list[tuple[str, Any]] = []
    key, is_cut_off = "", False
    for key, value in _decoded(text):
        if value is None:
            is_cut_off = True
            break
        members.append((key, value[0]))
    if not is_cut_off:
        line = f", line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        message = f"this is not valid JSON{line}: {getattr(error, 'msg', error)}; correct it, or make the batch again"
        return {}, Remark(name, "", "batch that cannot be read", message)
    before = f" in paper {key}" if key else ""
    message = f"the file is cut off{before}: only the {len(members):,} whole keys before were read; restore its end"
    return _object(members), Remark(name, key, "batch that is cut off", message)


def _decoded(text: str) -> Iterator[tuple[str, tuple[Any] | None]]:
    """Yield the members of an object one by one, and None for the value at which the text ends."""
    decoder = json.JSONDecoder(object_pairs_hook=_object, strict=False)
    place = _after(text, 0)
    if text[place : place + 1] != "{":
        return
    place += 1
    key = ""
    while True:
        place = _after(text, place)
        try:
            key = ""
            key, place = decoder.raw_decode(text, place)
            place = _after(text, place)
            value, place = decoder.raw_decode(text, _after(text, place + 1))
        except json.JSONDecodeError as error:
            if _reaches_end(text, error):
                yield key, None
            return
        except RecursionError:
            return
        yield key, (value,)
        place = _after(text, place)
        if place >= len(text):
            yield "", None
            return
        if text[place] != ",":
            return
        place += 1


def _reaches_end(text: str, error: json.JSONDecodeError) -> bool:
    """Return whether a value could not be read because the text ends in it."""
    if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string"):
        return True
    rest = text[error.pos :].strip()
    is_escape = rest.startswith("\\") and len(rest) < len("\\u1234")
    return is_escape or any(word.startswith(rest) for word in ("true", "false", "null"))


def _after(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place
