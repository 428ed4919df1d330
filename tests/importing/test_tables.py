"""`scanpress import table`: a table with one row per paper becomes scans, by a map from columns to fields."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import ROOT
from tests.support.tables import COLUMNS, Import, row, words_for, write_csv, write_workbook

from scanpress.cli.project import find_collection
from scanpress.importing.fields import Fields
from scanpress.instruments import instruments
from scanpress.instruments.blank import asked_categories
from scanpress.instruments.reading import resolve


def test_a_workbook_becomes_scans_with_the_map_that_is_suggested(repository: Path, run: Import) -> None:
    words = words_for(write_workbook(repository.parent / "answers.xlsx", [row(1), row(2), [None] * 5, row(3)]), run)
    suggested = (repository.parent / "answers.map.yaml").read_text(encoding="utf-8")
    assert '  "Pseudocode: reason": pseudocode.response  # L: Reason\n' in suggested
    assert '  "Open datasets": open_datasets  # O: Is a public data set used?\n' in suggested
    assert '  "Comments": null  # Y: no field has a similar name\n' in suggested

    assert run(*words) == (0, "Scans: 3 written\n")
    scan = json.loads((repository / "scans" / "iclr-2022" / "a-table-paper-number-2.json").read_bytes())
    assert scan["rater"] == {"kind": "person", "name": "Jo Tester", "date": "2026-01-05"}
    results = [answer["result"] for answer in scan["variables"].values()]
    assert results == ["Experimental", "Industry", "Yes", "Yes", "Yes", "Yes", "No", "No", "Yes"]
    assert run("check") == (0, "no problems in 3 files\n")
    assert run(*words) == (0, "Scans: 3 unchanged\n")
    assert run(*words[:-2], "--suggest-map")[0] == 2  # the map exists, and may have been changed


def test_usual_names_of_columns_are_recognised(repository: Path, run: Import) -> None:
    columns = ["Paper title", "Publication year", "Pseudocode", "Pseudocode (why)"]
    table = write_csv(repository.parent / "answers.csv", [["A Paper", 2024, "yes", "Algorithm 1"]], columns)
    assert run("import", "table", table, "--instrument", "reproducibility", "--suggest-map")[0] == 0
    suggested = table.with_suffix(".map.yaml").read_text(encoding="utf-8")
    fields = ["paper.title", "paper.year", "pseudocode", "pseudocode.response"]
    assert all(f'  "{column}": {field}  #' in suggested for column, field in zip(columns, fields, strict=True))


def test_wrong_cells_are_reported_together_and_nothing_is_written(repository: Path, run: Import) -> None:
    rows = [
        row(1),
        row(2, Year="20x2", Pseudocode="maybe", Open_datasets=0.5),
        row(3, Dataset_splits=None, Date="5 January"),
        row(4, Pseudocode="=1+1", Experiment_setup="#REF!", Authors="A, B, C, D"),
        row(1),
    ]
    words = words_for(write_workbook(repository.parent / "answers.xlsx", rows), run)

    code, shown = run(*words)
    assert code == 1
    name = (repository.parent / "answers.xlsx").as_posix()
    for place, reason in {
        "row 3, column 'Year' (C3)": '"20x2" is not a whole number',
        "row 3, column 'Pseudocode' (K3)": '"maybe" is not a possible answer: write one of Yes, No',
        "row 3, column 'Open datasets' (O3)": '"0.5" is not a possible answer',
        "row 4, column 'Dataset splits' (Q4)": "the cell is blank",
        "row 4, column 'Date' (F4)": '"5 January" is not a day: write it as YYYY-MM-DD',
        "row 5, column 'Pseudocode' (K5)": "the formula =1+1 has no value",
        "row 5, column 'Experiment setup' (W5)": "the spreadsheet shows the error #REF!",
        "row 5, column 'Authors' (B5)": "it is not clear where each name",
    }.items():
        assert f"{name}: sheet Answers, {place}: {reason}" in shown
    assert "row 6: row 2 is about the same paper" in shown
    assert "Nothing was written" in shown
    assert list((repository / "scans").iterdir()) == []

    code, shown = run(*words, "--keep-going")
    assert (code, "Scans: 1 written, 4 left out" in shown) == (1, True)
    assert len(list((repository / "scans").rglob("*.json"))) == 1


def test_answers_that_no_column_has_are_named_once_for_the_whole_table(repository: Path, run: Import) -> None:
    columns = [name for name in COLUMNS if name not in ("Open datasets", "Pseudocode: reason")]
    rows = [[cell for name, cell in zip(COLUMNS, row(number), strict=True) if name in columns] for number in (1, 2)]
    table = write_csv(repository.parent / "t.csv", rows, columns)

    code, shown = run(*words_for(table, run))
    assert code == 2
    assert f"{table.as_posix()}: no column has pseudocode.response, open_datasets, which every scan needs" in shown
    assert shown.count("open_datasets") == 1
    assert list((repository / "scans").iterdir()) == []


def test_optional_questions_of_an_own_instrument_may_have_no_answer(repository: Path, run: Import) -> None:
    questions = "category,question,label,guidance\nData,Public?,Public,Ask.\nData,Large?,Large,Ask.\n"
    (repository / "questions.csv").write_text(questions, encoding="utf-8")
    (repository / "pelicanconf.py").write_text('INSTRUMENTS = "instruments"\n', encoding="utf-8")
    new = ("instrument", "new", "field_study", "--title", "Field study", "--table", "questions.csv")
    assert run(*new)[0] == 0
    schema = repository / "instruments" / "field_study-1.schema.json"
    document = json.loads(schema.read_bytes())
    document["properties"]["answers"]["properties"]["data"]["required"].remove("large")
    schema.write_text(json.dumps(document), encoding="utf-8")
    columns = ["Title", "Authors", "Year", "Venue", "Public", "Reason", "Large"]
    rows = [
        ["One", "Ada Byron", 2024, "ACL", "yes", "Section 1.", ""],
        ["Two", "Bo Li", 2024, "ACL", "no", "None.", "x"],
    ]
    words = words_for(write_csv(repository.parent / "t.csv", rows, columns), run, "field_study", **{"rater.name": "Jo"})

    code, shown = run(*words, "--keep-going")
    assert (code, "Scans: 1 written, 1 left out" in shown) == (1, True), shown
    assert "row 3: no column has large.reason, which this scan needs" in shown
    scan = json.loads((repository / "scans" / "acl-2024" / "one.json").read_bytes())
    assert list(scan["answers"]["data"]) == ["public"]
    assert run("check")[0] == 0


def test_what_only_the_check_finds_is_reported_at_its_cell(repository: Path, run: Import) -> None:
    table = write_csv(repository.parent / "t.csv", [row(1, Year=2999)])
    code, shown = run(*words_for(table, run))

    assert code == 1
    assert "row 2, column 'Year' (C2)" in shown


def test_a_survey_is_answered_with_yes_no_and_not_applicable(repository: Path, run: Import) -> None:
    fields = Fields(next(each for each in instruments() if each.key == "survey-3"))
    questions = [each for each in fields.by_name.values() if each.answer]
    core = [each for each in questions if each.path[1] not in fields.instrument.modules]
    columns = ["title", "authors", "year", "venue"]
    cells: list[Any] = ["A survey of things", "Ada Byron", 2024, "ACL"]
    for number, field in enumerate(core):
        columns += [field.path[-1], f"{field.path[-1]} justification"]
        cells += [("yes", "No", "n.a.", 1, "FALSE")[number % 5], f"Section {number}."]
    table = write_csv(repository.parent / "t.csv", [cells], columns)
    words = words_for(
        table, run, "survey", **{"methodology_tags": "[rct]", "key_findings": "It works.", "rater.name": "Jo"}
    )

    assert run(*words) == (0, "Scans: 1 written\n")
    scan = json.loads((repository / "scans" / "acl-2024" / "a-survey-of-things.json").read_bytes())
    artifacts = list(scan["checklist"]["artifacts"].values())
    assert [(each["applies"], each["answer"]) for each in artifacts[:3]] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert scan["claims"] == []
    assert run("check")[0] == 0


@pytest.mark.parametrize("instrument", [each.key for each in instruments()])
def test_every_instrument_has_fields_for_its_answers(instrument: str) -> None:
    found = next(each for each in instruments() if each.key == instrument)
    fields = Fields(found)
    answers = [field for field in fields.by_name.values() if field.answer]

    assert len(answers) == len(found.questions)
    assert all(fields.find(fields.short_name(field)) is field for field in fields.by_name.values())
    assert all(field.answer and field.answer.key and field.answer.reason for field in answers)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns: {Titel: paper.title}", "has no such column; write 'Title'"),
        ("columns: {Title: paper.titel}", "there is no field paper.titel; write paper.title"),
        ("columns: {Title: response}", "response may be one of 9 fields"),
        ("columns: {Title: paper.title, Venue: paper.title}", "'Title' goes to paper.title already"),
        ("title: paper.title", "there is no columns"),
        ("columns: [", "not valid YAML"),
    ],
)
def test_mistakes_in_a_map_are_reported_with_their_remedy(
    repository: Path, run: Import, text: str, message: str
) -> None:
    table = write_csv(repository.parent / "t.csv", [row(1)])
    map_file = repository.parent / "m.yaml"
    map_file.write_text(text, encoding="utf-8")

    code, shown = run("import", "table", table, "--instrument", "reproducibility", "--map", map_file)
    assert (code, message in shown) == (2, True), shown


def test_other_files_are_refused_with_what_to_do(repository: Path, run: Import) -> None:
    folder = repository.parent
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "fake.xlsx").write_bytes(b"no archive")
    (folder / "latin.csv").write_bytes("Title\nGröße\n".encode("latin-1"))
    (folder / "empty.csv").write_bytes(b"\n\n")
    book = write_workbook(folder / "book.xlsx", [row(1)])
    base = ("--instrument", "reproducibility", "--suggest-map")

    assert "save it as .xlsx or as CSV UTF-8" in run("import", "table", folder / "old.xls", *base)[1]
    assert "this is not an Excel workbook" in run("import", "table", folder / "fake.xlsx", *base)[1]
    assert "latin.csv:2: byte 0xF6 is not valid UTF-8" in run("import", "table", folder / "latin.csv", *base)[1]
    assert "the table is empty" in run("import", "table", folder / "empty.csv", *base)[1]
    assert "there is no sheet 'B'; there are Answers" in run("import", "table", book, *base, "--sheet", "B")[1]


def test_without_the_library_for_excel_the_message_says_how_to_install_it(
    repository: Path, run: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = write_workbook(repository.parent / "book.xlsx", [row(1)])
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    code, shown = run("import", "table", book, "--instrument", "reproducibility", "--suggest-map")
    assert (code, "pip install 'scanpress[xlsx]'" in shown) == (2, True)


ANSWERED = {"boolean": "yes", "number": 3, "integer": 3, "string": "Some text."}


@pytest.mark.parametrize(("example", "chosen"), [("ml-checklist", {}), ("typed-survey", {"paper_type": "theoretical"})])
def test_instruments_of_a_folder_are_filled_from_tables_too(
    repository: Path, run: Import, example: str, chosen: dict[str, str]
) -> None:
    for name in ("instruments", "pelicanconf.py"):
        source = ROOT / "examples" / example / name
        shutil.copytree(source, repository / name) if source.is_dir() else shutil.copy(source, repository)
    collection = find_collection()  # reads the instruments of the folder
    found = next(
        each
        for each in instruments()
        if (collection.instruments or Path()).joinpath(f"{each.key}.schema.json").is_file()
    )
    fields = Fields(found)
    columns = ["title", "authors", "year", "venue", *chosen]
    cells: list[Any] = ["A table paper", "Ada Byron", 2024, "ACL", *chosen.values()]
    for category, questions in asked_categories(found, (), chosen):
        for question in questions:
            field = fields.by_name[".".join((*category.path, question.key))]
            assert field.answer
            part = resolve(found.schema, field.part["properties"][field.answer.key])
            columns += [fields.short_name(field), f"{fields.short_name(field)}.{field.answer.reason}"]
            cells += [part["enum"][-1].upper() if "enum" in part else ANSWERED[part["type"]], f"Section {len(cells)}."]
            if not field.answer.reason:
                columns.pop(), cells.pop()
    table = write_csv(repository.parent / "t.csv", [cells], columns)
    base = ("import", "table", table, "--instrument", found.name)
    assert run(*base, "--suggest-map")[0] == 0
    text = table.with_suffix(".map.yaml").read_text(encoding="utf-8")
    assert ": null  # " not in text.partition("values:")[0]
    given = {"rater.kind": "person", "rater.name": "Jo", "answers.source": "opus", "key_findings": "It holds."}
    for name, value in {**given, "methodology_tags": "[theoretical]"}.items():
        text = text.replace(f"  {name}: null", f"  {name}: {value}")
    table.with_suffix(".map.yaml").write_text(text, encoding="utf-8")

    code, shown = run(*base, "--map", table.with_suffix(".map.yaml"))
    assert (code, shown) == (0, "Scans: 1 written\n")
    assert run("check")[0] == 0
