"""Tables with a row for each paper, as people fill them in, and the words that import one."""

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Import = Callable[..., tuple[int, str]]
QUESTIONS = (
    *("Research type", "Researcher affiliation", "Pseudocode", "Open source code", "Open datasets", "Dataset splits"),
    *("Hardware specification", "Software dependencies", "Experiment setup"),
)
COLUMNS = (
    "Title",
    "Authors",
    "Year",
    "Venue",
    "Rated by",
    "Date",
    *(name for question in QUESTIONS for name in (question, f"{question}: reason")),
    "Comments",
)
GIVEN = ("experimental", "Industry", True, "yes", 1, "TRUE", "no", 0, "x")


def row(number: int, **changed: Any) -> list[Any]:
    """Return a row; `changed` has cells by their column, with _ for a blank."""
    cells: list[Any] = [f"A table paper number {number}", "Ada Byron; Bo Li", 2022, "ICLR", "Jo Tester"]
    cells += [
        datetime(2026, 1, 5),  # noqa: DTZ001
        *(cell for place, answer in enumerate(GIVEN) for cell in (answer, f"Section {place} says so.")),
        "good",
    ]
    for name, value in changed.items():
        cells[COLUMNS.index(name.replace("_", " "))] = value
    return cells


def write_workbook(path: Path, rows: Sequence[Sequence[Any]], *, title: str = "Answers") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for each in (COLUMNS, *rows):
        sheet.append(list(each))
    book.save(path)
    return path


def write_csv(path: Path, rows: Sequence[Sequence[Any]], columns: Sequence[str] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows((columns, *rows))
    return path


def words_for(table: Path, run: Import, instrument: str = "reproducibility", **values: str) -> tuple[str | Path, ...]:
    """Return the words that import a table with the map that is suggested, and some values in place of null."""
    base = ("import", "table", table, "--instrument", instrument)
    code, shown = run(*base, "--suggest-map")
    assert code == 0, shown
    suggested = table.with_suffix(".map.yaml")
    text = suggested.read_text(encoding="utf-8")
    for name, value in {"rater.kind": "person", **values}.items():
        assert f"  {name}: null" in text
        text = text.replace(f"  {name}: null", f"  {name}: {value}")
    suggested.write_text(text, encoding="utf-8")
    return (*base, "--map", suggested)
