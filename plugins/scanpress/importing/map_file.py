"""The map of a table: which column goes to which field of a scan, in YAML; and a first map from the columns' names."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scanpress.checking.explaining.names import nearest
from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import Reading, line_of
from scanpress.importing.fields import Field, Fields
from scanpress.importing.remarks import WrongInput
from scanpress.importing.sheets import Sheet, letters

_KEY = "key"
_ANSWERS = "answers"
_COLUMNS, _VALUES = "columns", "values"
_OTHER_NAMES = {
    "year": "paper.year",
    "publicationyear": "paper.year",
    "yearofpublication": "paper.year",
    "papertitle": "paper.title",
    "title": "paper.title",
    "authors": "paper.authors",
    "author": "paper.authors",
    "venue": "paper.venue",
    "conference": "paper.venue",
    "journal": "paper.venue",
    "doi": "paper.doi",
    "arxiv": "paper.arxiv_id",
    "arxivid": "paper.arxiv_id",
    "url": "paper.url",
    "link": "paper.url",
    "pdf": "paper.pdf_url",
    "rater": "rater.name",
    "ratedby": "rater.name",
    "scannedby": "rater.name",
    "answeredby": "rater.name",
    "annotator": "rater.name",
    "reviewer": "rater.name",
    "date": "rater.date",
}
_REASONS = (
    "reason",
    "why",
    "rationale",
    "justification",
    "response",
    "comment",
    "evidence",
    "explanation",
    "quote",
    "note",
)
_CUTOFF = 0.85


@dataclass(frozen=True, slots=True)
class Map:
    """A map: the field of each column by its place, the column of the key, the values of all rows and all answers."""

    columns: Mapping[int, Field]
    key: int | None
    values: Mapping[tuple[str, ...], Any]
    of_answers: Mapping[str, Any]


def read_map(path: Path, name: str, sheet: Sheet, fields: Fields) -> Map:
    """Read the map of a table; raise WrongInput with all mistakes."""
    try:
        reading = Reading.of(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongInput([f"{name}: this is not UTF-8 text: save it as UTF-8"]) from None
    mistakes = list(reading.mistakes)
    given = reading.value if isinstance(reading.value, dict) else {}
    if not mistakes and not isinstance(given.get(_COLUMNS), dict):
        remedy = "write the columns, each with a field: Title: paper.title"
        mistakes.append(Mistake(0, "", f"there is no {_COLUMNS}", remedy))
    columns: dict[int, Field] = {}
    key = None
    for column, target in (given.get(_COLUMNS) or {}).items() if not mistakes else ():
        line = line_of((_COLUMNS, column), reading.lines)
        if column not in sheet.columns:
            meant = nearest(column, sheet.columns)
            remedy = f"write {meant!r}" if meant else f"the columns are {', '.join(filter(None, sheet.columns))}"
            mistakes.append(Mistake(line, column, f"{sheet.file} has no such column", remedy))
        elif sheet.columns.count(column) > 1:
            mistakes.append(Mistake(line, column, "several columns have this name", "give them different names"))
        elif target == _KEY:
            key = sheet.columns.index(column)
        elif target is not None:
            field = fields.find(str(target))
            columns |= {sheet.columns.index(column): field} if field else {}
            mistakes += () if field else [Mistake(line, column, *_no_field(str(target), fields))]
    mistakes += _repeated(columns, sheet)
    values = dict(_values(given.get(_VALUES) or {}, reading, fields, mistakes))
    of_answers = {path[1]: values.pop(path) for path in list(values) if path[0] == _ANSWERS}
    if mistakes:
        raise WrongInput([f"{name}: {mistake}" for mistake in sorted(mistakes, key=lambda each: each.line)])
    return Map(columns, key, values, of_answers)


def _no_field(target: str, fields: Fields) -> tuple[str, str]:
    """Return why a name means no field, and what to do."""
    several = fields.short_names.get(target, ())
    if several:
        names = " or ".join(fields.short_name(field) for field in several[:3])
        return f"{target} may be one of {len(several)} fields", f"write {names}"
    meant = nearest(target, fields.short_names)
    return f"there is no field {target}", f"write {meant}" if meant else "--suggest-map writes the names of the fields"


def _repeated(columns: Mapping[int, Field], sheet: Sheet) -> Iterator[Mistake]:
    seen: dict[str, int] = {}
    for column, field in columns.items():
        first = seen.setdefault(field.name, column)
        if first != column:
            message = f"{sheet.columns[first]!r} goes to {field.name} already"
            yield Mistake(0, sheet.columns[column], message, "keep one of the two")


def _values(
    given: Any, reading: Reading, fields: Fields, mistakes: list[Mistake]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in given.items() if isinstance(given, dict) else ():
        field = fields.find(name)
        if name.startswith(f"{_ANSWERS}.") and name.partition(".")[2] in fields.further_keys:
            if value is not None:
                yield (_ANSWERS, name.partition(".")[2]), value
        elif field is None:
            mistakes.append(Mistake(line_of((_VALUES, name), reading.lines), name, *_no_field(name, fields)))
        elif value is not None:
            yield field.path, value


def suggested_map(sheet: Sheet, fields: Fields) -> str:
    """Return a map for a table as YAML, made from the names of its columns, with a comment in each line."""
    instrument = fields.instrument
    lines = [
        f"# Which column of {sheet.file} goes to which field of a scan: {instrument.label}.",
        "# Check every line. A column with null is not imported.",
        "",
        f"{_COLUMNS}:",
    ]
    used: set[str] = set()
    last: Field | None = None
    for place, column in enumerate(sheet.columns):
        if not column:
            continue
        if sheet.columns.count(column) > 1:
            lines.append(f"  # {letters(place)}: several columns are named {column}: give them different names")
            continue
        field = _suggested(column, fields, last, used)
        if field is None:
            lines.append(f"  {_scalar(column)}: null  # {letters(place)}: no field has a similar name")
            continue
        used.add(field.name)
        last = field if field.answer else last
        lines.append(f"  {_scalar(column)}: {fields.short_name(field)}  # {letters(place)}: {_explained(field)}")
    missing = [field for field in fields.by_name.values() if _is_missing(field, fields, used)]
    lines += ["", "# The same for every row; replace null, or map a column to the field.", f"{_VALUES}:"]
    for field in missing:
        value = "[]" if field.part.get("type") == "array" and not field.part.get("minItems") else "null"
        lines.append(f"  {fields.short_name(field)}: {value}  # {_explained(field)}")
    for key, field in fields.further_keys.items():
        lines.append(f"  {_ANSWERS}.{key}: null  # of all answers: {_explained(field)}")
    if not missing and not fields.further_keys:
        lines[-1] += " {}"
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """Return a text as a key in YAML."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=10_000, default_style='"')).strip()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _suggested(column: str, fields: Fields, last: Field | None, used: set[str]) -> Field | None:
    """Return the field that a column probably has: by id or label, as the reason of the answer before, or similar."""
    plain = _plain(column)
    free = [field for field in fields.by_name.values() if field.name not in used]
    answers = [field for field in free if field.answer]
    for name in (column.strip(), _OTHER_NAMES.get(plain, "")):
        field = fields.find(name)
        if field and field.name not in used and (field.answer or "." in name):
            return field
    named = [each for each in answers if plain in (_plain(each.label), _plain(each.path[-1]))]
    if len(named) == 1:
        return named[0]
    if reason := _reason(plain, fields, last, used):
        return reason
    others = [each for each in free if not each.answer and len(each.path) <= 2]  # noqa: PLR2004 - of the paper or scan
    named = [each for each in others if plain in (_plain(each.label), _plain(each.path[-1]), _plain(each.name))]
    if len(named) == 1:
        return named[0]
    known = {_plain(name): each for each in answers for name in (each.label, each.path[-1])}
    close = difflib.get_close_matches(plain, known, n=1, cutoff=_CUTOFF)
    return known[close[0]] if close else None


def _reason(plain: str, fields: Fields, last: Field | None, used: set[str]) -> Field | None:
    """Return the reason that a column has: that of the answer that it names, else that of the answer before it."""
    word = next((word for word in _REASONS if plain.endswith(word)), "")
    if not word:
        return None
    rest = plain.removesuffix(word)
    answers = [field for field in fields.by_name.values() if field.answer]
    named = [each for each in answers if rest in (_plain(each.label), _plain(each.path[-1]))]
    answer = named[0] if len(named) == 1 else last if not rest else None
    if answer is None or answer.answer is None or not answer.answer.reason:
        return None
    field = fields.by_name[f"{answer.name}.{answer.answer.reason}"]
    return None if field.name in used else field


def _is_missing(field: Field, fields: Fields, used: set[str]) -> bool:
    """Return whether a value outside the answers is needed in every scan and has no column."""
    if field.answer or field.name in used or fields.instrument.question_at(field.path):
        return False
    section = fields.instrument.schema["properties"].get(field.path[0], {})
    if len(field.path) == 1:
        return field.path[0] in fields.instrument.schema.get("required", ())
    return field.name in ("rater.kind", "rater.name") or (
        field.path[0] == "paper" and field.path[1] in ("title", "authors", "year") and section is not None
    )


def _explained(field: Field) -> str:
    """Return what a field takes, for a comment."""
    part = field.part
    if field.answer:
        question = str(part.get("description", "")).partition("? ")[0].rstrip("?") + "?"
        return " ".join(question.split())
    if "enum" in part:
        return f"{field.label}: {', '.join(map(str, part['enum']))}"
    if field.path[-1] == "authors":
        return "the names, separated by ;"
    if part.get("type") == "array":
        inner: Sequence[Any] = part.get("items", {}).get("enum", ())
        return f"{field.label}: {', '.join(map(str, inner))}" if inner else f"{field.label}: a list"
    return field.label
