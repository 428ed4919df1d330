"""Turn the cells of a table into values of a scan, as the schema wants them; nothing is guessed."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from scanpress.checking.display import quoted
from scanpress.importing.fields import AnswerKeys, Field, types_of
from scanpress.importing.paper_list import read_authors
from scanpress.importing.sheets import Formula, is_empty
from scanpress.instruments.reading import resolve

_YES = frozenset({"yes", "y", "true", "1", "x", "\N{CHECK MARK}", "met"})
_NO = frozenset({"no", "n", "false", "0", "\N{BALLOT X}", "not met"})
_NOT_APPLICABLE = frozenset({"n.a.", "n.a", "n/a", "na", "not applicable", "does not apply"})
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]*)?|\.[0-9]+)")
_AUTHORS = "authors"
_ENDS = re.compile(r"\s*[;\n]\s*")
_ENDS_OF_CHOICES = re.compile(r"\s*[;,\n]\s*")


def read_cell(field: Field, cell: Any, schema: Mapping[str, Any]) -> Mapping[tuple[str, ...], Any]:
    """Return the values that a cell gives, by their places; raise ValueError if it has no clear meaning.

    A blank cell gives none.
    """
    if is_empty(cell):
        return {}
    if isinstance(cell, Formula):
        message = f"the formula {cell.text} has no value: open the file in the spreadsheet program, and save it"
        raise ValueError(message)  # noqa: TRY004 - the cell is wrong
    if isinstance(cell, str) and _SPREADSHEET_ERROR.fullmatch(cell.strip()):
        raise ValueError(f"the spreadsheet shows the error {cell.strip()}: correct its formula")
    if field.answer is None:
        return {field.path: _value(cell, field.part, schema, field.path[-1])}
    return _answer(field, field.answer, cell, schema)


def _answer(field: Field, keys: AnswerKeys, cell: Any, schema: Mapping[str, Any]) -> Mapping[tuple[str, ...], Any]:
    """Return an answer that is written in one cell."""
    part = resolve(schema, field.part["properties"][keys.key])
    place = (*field.path, keys.key)
    word = _word(cell)
    if not keys.applies:
        return {place: _value(cell, part, schema, keys.key)}
    does_apply = (*field.path, keys.applies)
    if word in _NOT_APPLICABLE:
        # The answer to a question that does not apply is false; another kind of answer has none.
        return {does_apply: False} | ({place: False} if "boolean" in types_of(part) else {})
    try:
        return {does_apply: True, place: _value(cell, part, schema, keys.key)}
    except ValueError:
        if "boolean" not in types_of(part):
            raise
        raise ValueError(f"{quoted(_shown(cell))} is not an answer: write yes, no or n.a.") from None


def _value(cell: Any, part: Mapping[str, Any], schema: Mapping[str, Any], key: str) -> Any:
    types = types_of(part)
    if "enum" in part:
        return _choice(cell, part["enum"])
    if "array" in types:
        return _list(cell, resolve(schema, part.get("items", {})), schema, key)
    read = next((reader for kind, reader in _READERS.items() if kind in types), _text)
    return _day(cell) if part.get("format") == "date" else read(cell)


def _word(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return " ".join(_shown(cell).casefold().split())


def _shown(cell: Any) -> str:
    """Return a cell as the spreadsheet shows it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _choice(cell: Any, allowed: list[Any]) -> Any:
    word = _word(cell)
    names = {str(each).casefold(): each for each in allowed}
    if word in names:
        return names[word]
    for words in (_YES, _NO, _NOT_APPLICABLE):
        meant = [each for name, each in names.items() if name in words]
        if word in words and len(meant) == 1:
            return meant[0]
    listed = ", ".join(str(each) for each in allowed)
    raise ValueError(f"{quoted(_shown(cell))} is not a possible answer: write one of {listed}")


def _boolean(cell: Any) -> bool:
    word = _word(cell)
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(f"{quoted(_shown(cell))} is neither yes nor no")


def _whole(cell: Any) -> int:
    text = _shown(cell).strip()
    if isinstance(cell, bool) or not _WHOLE.fullmatch(text):
        raise ValueError(f"{quoted(_shown(cell))} is not a whole number: write digits only")
    return int(text.partition(".")[0])


def _number(cell: Any) -> int | float:
    text = _shown(cell).strip()
    if isinstance(cell, bool) or not _NUMBER.fullmatch(text):
        raise ValueError(f"{quoted(_shown(cell))} is not a number: write digits, with a point before decimals")
    number = float(text)
    return int(number) if number.is_integer() else number


def _day(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    text = _shown(cell).strip()
    try:
        return date.fromisoformat(text.removesuffix(" 00:00:00")).isoformat()
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a day: write it as YYYY-MM-DD") from None


def _text(cell: Any) -> str:
    if isinstance(cell, float) and not cell.is_integer():
        # 2406.1322 may have been 2406.13220.
        message = f"the spreadsheet made the number {cell} of this text: format the column as text, and write it again"
        raise ValueError(message)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return _shown(cell).replace("\r\n", "\n").replace("_x000D_", "")


# A type before the others: a value that may also be a text is a text.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "string": _text,
    "boolean": _boolean,
    "integer": _whole,
    "number": _number,
}


def _list(cell: Any, items: Mapping[str, Any], schema: Mapping[str, Any], key: str) -> list[Any]:
    text = str(_text(cell)).strip()
    if key == _AUTHORS:
        return read_authors(text)
    if "object" in types_of(items) or text.startswith("["):
        return _json(text)
    ends = _ENDS_OF_CHOICES if "enum" in items else _ENDS
    return [_value(each, items, schema, key) for each in ends.split(text) if each]


def _json(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        message = "this field is a list with several values per entry: write it as JSON, [] if it is empty"
        raise ValueError(message)  # noqa: TRY004 - the cell is wrong
    return found
