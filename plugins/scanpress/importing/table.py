"""Import a table with one row per paper: everything is read and checked before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from scanpress.checking import paper_keys
from scanpress.facts.collection import Collection
from scanpress.importing.cells import read_cell
from scanpress.importing.fields import Fields
from scanpress.importing.map_file import Map
from scanpress.importing.parallel import in_parallel
from scanpress.importing.remarks import Outcome, Remark, WrongInput
from scanpress.importing.scans import (
    Existing,
    PathOf,
    Place,
    Prepared,
    Write,
    paths_for,
    prepare,
    repeated,
    write_prepared,
)
from scanpress.importing.sheets import Row, Sheet, is_empty
from scanpress.instruments import Category, Instrument, Question
from scanpress.instruments.blank import blank_scan

_CHUNK = 200
_SHOWN = 6  # fields without a column
_ADD = "add these columns to the table, and name their fields in the map"
_WRONG = "cells with mistakes"
Pointer = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table to import, with its map, the name of the run (or an empty text) and the number of processes."""

    collection: Collection
    sheet: Sheet
    map: Map
    instrument: Instrument
    runs: frozenset[str]
    jobs: int = 1

    @property
    def source(self) -> str:
        """The name of the import in its scans: that of the file, from whatever folder it is imported."""
        return Path(self.sheet.file).name


@dataclass(frozen=True, slots=True)
class Draft:
    """The scan of a row before it is checked."""

    key: str
    row: Row
    document: dict[str, Any]


def prepared_scans(table: Table, *, path_of: PathOf) -> Iterator[list[tuple[Prepared | None, tuple[Remark, ...]]]]:
    """Yield the scans of all rows in some steps, each with what is wrong with it; nothing is written.

    Raise WrongInput if no row can become a scan, because answers that every scan needs have no column.
    """
    fields = Fields(table.instrument)
    if missing := _without_column(table, fields, _made(table, fields, table.map.values, {})):
        raise WrongInput([f"{table.sheet.file}: {missing}, which every scan needs: {_ADD}"])
    drafts, wrong = _drafts(table, fields)
    yield [(None, remarks) for remarks in wrong]
    papers = {draft.key: draft.document["paper"] for draft in drafts}
    existing = Existing.of(table.collection, table.source)
    paths = paths_for(papers, existing, path_of)
    raters = {draft.key: draft.document.get("rater") or {} for draft in drafts}
    same = repeated(papers, paths, existing, instrument=table.instrument.key, raters=raters)
    lost = [(each, _loss(table, each, paths, same)) for each in drafts]
    yield [(None, (remark,)) for _, remark in lost if remark]
    fit = [(draft, paths[draft.key]) for draft, remark in lost if not remark]
    chunks = [fit[start : start + _CHUNK] for start in range(0, len(fit), _CHUNK)]
    shared = replace(table, sheet=replace(table.sheet, rows=()))  # workers get the rows of their own chunks
    yield from in_parallel(partial(_prepare, shared), chunks, table.jobs)


def write_all(scans: Sequence[Prepared], *, write: Write) -> Iterator[list[Outcome]]:
    """Write prepared scans, and yield the outcomes in some steps."""
    for start in range(0, len(scans), _CHUNK):
        yield [write_prepared(each, write=write) for each in scans[start : start + _CHUNK]]


def _without_column(table: Table, fields: Fields, document: Mapping[str, Any]) -> str:
    """Return which answers and reasons of a scan are missing because no column has them, or an empty text."""
    mapped: set[Pointer] = set()
    for field in table.map.columns.values():
        keys = (field.answer.key, field.answer.applies) if field.answer else ()
        mapped |= {(*field.path, key) for key in keys} or {field.path}
    names: dict[str, None] = {}
    for path, key in _nulls(table.instrument, document):
        if (*path, key) not in mapped:
            field = fields.by_name[".".join(path)]
            is_reason = field.answer and key == field.answer.reason
            names[fields.short_name(fields.by_name[f"{field.name}.{key}"] if is_reason else field)] = None
    shown = ", ".join(list(names)[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    return f"no column has {shown}" if names else ""


def _nulls(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[tuple[Pointer, str]]:
    """Yield the place of each answer with a value that is missing, and the key of this value."""
    for category in instrument.categories:
        given = category.answers(document) or {}
        for question in category.questions:
            for key, value in (given.get(question.key) or {}).items():
                if value is None:
                    yield (*category.path, question.key), key


def _is_optional(category: Category, question: Question) -> bool:
    return not (question.required or question.when or category.when)


def _drafts(table: Table, fields: Fields) -> tuple[list[Draft], list[tuple[Remark, ...]]]:
    """Return the drafts of the rows without mistakes in their cells, and the mistakes of each other row."""
    blanks: dict[str, dict[str, Any]] = {}
    schema = table.instrument.schema
    drafts: dict[str, Draft] = {}
    wrong: list[tuple[Remark, ...]] = []
    for row in table.sheet.rows:
        values = dict(table.map.values)
        mistakes = []
        for column, field in table.map.columns.items():
            try:
                values |= read_cell(field, row.cells[column], schema)
            except ValueError as error:
                mistakes.append(f"{table.sheet.place(row, column)}: {error}")
        document = _made(table, fields, values, blanks)
        key = _key(table, row, document)
        mistakes += _blanks(table, fields, row, document)
        if not mistakes and key in drafts:
            first = drafts[key].row.number
            mistakes.append(f"row {row.number}: row {first} is about the same paper; remove one of the two")
        if mistakes:
            wrong.append(tuple(Remark(table.sheet.file, "", _WRONG, message) for message in mistakes))
        else:
            drafts[key] = Draft(key, Row(row.number, ()), document)
    return list(drafts.values()), wrong


def _made(
    table: Table, fields: Fields, values: Mapping[Pointer, Any], blanks: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Return the scan of a row with some values, and null for what it lacks."""
    document = _document(_blank(table.instrument, values, blanks), values)
    _leave_out_optional(table.instrument, document)
    answers = [each.path for each in fields.by_name.values() if each.answer]
    _complete(document, answers, table.map.of_answers)
    return document


def _blank(
    instrument: Instrument, values: Mapping[Pointer, Any], known: dict[str, dict[str, Any]]
) -> Mapping[str, Any]:
    """Return a blank scan with the modules that a row lists, and the questions that its type of paper is asked."""
    modules = values.get((instrument.modules_key,), ())
    chosen = {key: values[key,] for key in instrument.conditions if (key,) in values}
    name = f"{modules} {chosen}"
    if name not in known:
        known[name] = blank_scan(instrument, modules=modules, chosen=chosen)
    return known[name]


def _blanks(table: Table, fields: Fields, row: Row, document: Mapping[str, Any]) -> Iterator[str]:
    """Yield a message for each blank cell whose value is needed, and one for answers that this row alone needs."""
    if missing := _without_column(table, fields, document):
        yield f"row {row.number}: {missing}, which this scan needs: {_ADD}"
    for column, field in table.map.columns.items():
        if is_empty(row.cells[column]):
            path = (*field.path, field.answer.key) if field.answer else field.path
            value: Any = document
            for key in path:
                value = value.get(key, "") if isinstance(value, dict) else ""
            if value is None:
                yield f"{table.sheet.place(row, column)}: the cell is blank"


def _document(blank: Mapping[str, Any], values: Mapping[Pointer, Any]) -> dict[str, Any]:
    """Return a blank scan with some values; lists of examples and empty sections are left out."""
    document: dict[str, Any] = _copied(blank)
    for path, value in values.items():
        part = document
        for key in path[:-1]:
            if not isinstance(part.get(key), dict):
                part[key] = {}
            part = part[key]
        part[path[-1]] = value
    rater = document.get("rater")
    if isinstance(rater, dict) and all(value is None for value in rater.values()):
        del document["rater"]
    return document


def _leave_out_optional(instrument: Instrument, document: Mapping[str, Any]) -> None:
    """Remove the answers to optional questions that a row does not answer."""
    for category in instrument.categories:
        given = category.answers(document) or {}
        for question in (each for each in category.questions if _is_optional(category, each)):
            answer = given.get(question.key)
            if isinstance(answer, dict) and all(value is None for value in answer.values()):
                cast("dict[str, Any]", given).pop(question.key)


def _complete(document: Mapping[str, Any], answers: Sequence[Pointer], given: Mapping[str, Any]) -> None:
    """Write what is the same for all answers into each answer that has no value of its own."""
    for path in answers if given else ():
        part: Any = document
        for key in path:
            part = part.get(key) if isinstance(part, dict) else None
        if isinstance(part, dict):
            part.update({key: value for key, value in given.items() if part.get(key) is None})


def _copied(value: Any) -> Any:
    """Return a copy of a blank value, with null in place of the example entries of lists."""
    if isinstance(value, dict):
        return {key: _copied(child) for key, child in value.items()}
    return None if isinstance(value, list) and value else value


def _key(table: Table, row: Row, document: Mapping[str, Any]) -> str:
    """Return what names the row in later imports: the cell of the key, else the paper with its venue."""
    if table.map.key is not None and row.cells[table.map.key] is not None:
        return str(row.cells[table.map.key]).strip()
    paper = document.get("paper") or {}
    name, venue = (paper_keys(paper)[0] if paper.get("title") else f"row:{row.number}"), paper.get("venue") or ""
    return f"{name} {venue}".strip()


def _loss(table: Table, draft: Draft, paths: Mapping[str, str], same: Mapping[str, str]) -> Remark | None:
    """Return why the scan of a row cannot be written, before it is checked."""
    row = f"row {draft.row.number}"
    if draft.key in same:
        message = f"{row}: {same[draft.key]} is a scan of the same paper by the same rater; remove one of the two"
        return Remark(table.sheet.file, "", "same paper twice", message)
    if not paths[draft.key]:
        message = f"{row}: no venue, from which the folder would follow; map its column, or name a folder with --group"
        return Remark(table.sheet.file, "", "paper without a folder", message)
    return None


def _prepare(table: Table, chunk: Sequence[tuple[Draft, str]]) -> list[tuple[Prepared | None, tuple[Remark, ...]]]:
    return [_prepared(table, draft, path) for draft, path in chunk]


def _prepared(table: Table, draft: Draft, path: str) -> tuple[Prepared | None, tuple[Remark, ...]]:
    place = Place(table.collection, path, table.sheet.file, draft.key)
    prepared = prepare(place, draft.document, table.instrument, source=table.source, runs=table.runs)
    columns = {field.path: column for column, field in table.map.columns.items()}
    losses = tuple(
        Remark(table.sheet.file, "", _WRONG, f"{_where(table.sheet, draft.row, columns, pointer)}: {message}")
        for pointer, message in prepared.errors
    )
    return (None, losses) if losses else (prepared, ())


def _where(sheet: Sheet, row: Row, columns: Mapping[Pointer, int], pointer: str) -> str:
    """Return the cell that a place of a scan comes from: that of the value, else that of the answer or list around."""
    path = tuple(pointer.split("/")[1:])
    for length in range(len(path), 0, -1):
        if path[:length] in columns:
            return sheet.place(row, columns[path[:length]])
    return f"row {row.number}, {'.'.join(path) or 'the scan'} (no column)"
