"""The data files of the real scans and of hostile ones: each format has the same rows, with all texts as they are."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from tests.support.data_files import (
    EVENTS,
    answers,
    cells,
    data_files,
    query,
    raw,
    read_corpus,
    scans,
    write_hostile_scans,
)
from tests.support.files import contents, replace_once
from tests.support.paths import REPRODUCIBILITY, ROOT, SURVEY
from tests.support.running import PYTHON_PATH
from tests.support.sites import Site

from scanpress.corpus import Scan
from scanpress.corpus.statistics import load_columns, tables
from scanpress.export.cells import FORMULA_STARTS
from scanpress.export.files import DataFiles, memories_here
from scanpress.export.names import ANSWERS, DATABASE, FILES, PARQUET, RAW, SCANS
from scanpress.export.parts import Part, Task, make_parts
from scanpress.export.rows import Source

HOSTILE_SCAN = "scans/hostile-2024/scan-0.json"
_PROGRAM = """
import sys
from pathlib import Path
from tests.support.data_files import data_files
data = data_files(Path(sys.argv[1]), Path(sys.argv[2]))
for name in ("scans.jsonl.gz", "answers.csv.gz", "scans.csv", "scans.sqlite", "answers.parquet", "changes.jsonl.gz"):
    data.make(name)
"""


def test_raw_documents_are_the_files_with_their_paths_and_git_ids(collection: Path, folder: Path) -> None:
    records = raw(folder)
    assert [record["path"] for record in records] == sorted(record["path"] for record in records)
    assert len(records) == 7
    for record in records:
        content = (collection / record["path"]).read_bytes()
        assert record["scan"] == json.loads(content)
        assert record["oid"] == hashlib.sha1(b"blob %d\0%b" % (len(content), content)).hexdigest()  # noqa: S324


def test_every_answer_is_the_same_in_csv_sqlite_and_parquet(collection: Path, folder: Path) -> None:
    documents = {path: (collection / path).read_bytes() for path in read_corpus(collection).names.paths}
    expected = [
        (path, section.category.id, answer.question.id, answer.result, answer.verdict or "", answer.reason)
        for path, content in documents.items()
        for section in Scan.read(path, content).sections
        for answer in section.answers
    ]
    columns = ("path", "category", "question", "result", "verdict", "reason")
    assert len(expected) == 4 * 9 + 64 + 64 + 9
    assert [tuple(row[name] for name in columns) for row in answers(folder)] == expected
    found = query(folder, "SELECT * FROM all_answers")
    assert [tuple(row[name] for name in columns) for row in found] == expected
    chosen = ", ".join(columns)
    parquet = duckdb.execute(f"SELECT {chosen} FROM read_parquet(?)", [str(folder / PARQUET)])  # noqa: S608
    assert parquet.fetchall() == expected


def test_scans_are_the_same_in_csv_and_sqlite(folder: Path) -> None:
    named = "path, oid, page, scans.title, authors, scans.year, rater, status, score, met, license"
    named += ", source_url, source_license"
    found = query(folder, f"SELECT {named}, paper FROM scans JOIN papers USING (paper_id) ORDER BY path")  # noqa: S608
    assert [{key: str(value) for key, value in row.items()} for row in found] == [
        {key: row[key] for key in found[0]} for row in scans(folder)
    ]
    by_path = {row["path"]: row for row in found}
    assert by_path[HOSTILE_SCAN]["license"] == "CC-BY-SA-4.0"
    assert by_path[HOSTILE_SCAN]["source_license"] == "CC0-1.0"
    assert by_path[f"{SURVEY}.json"]["license"] == "CC-BY-4.0"
    assert by_path[f"{SURVEY}.json"]["score"] == "22 of 50 (44.0\N{NARROW NO-BREAK SPACE}%)"
    assert by_path[f"{REPRODUCIBILITY}.json"]["page"] == f"{REPRODUCIBILITY}/"


@pytest.mark.parametrize("name", [SCANS, ANSWERS])
def test_no_cell_of_a_csv_file_is_run_by_a_spreadsheet(folder: Path, name: str) -> None:
    found = [(column, cell) for row in cells(folder, name) for column, cell in row.items()]
    assert [(column, cell) for column, cell in found if cell.startswith(FORMULA_STARTS)] == []
    assert any(cell.startswith("'=cmd") for _, cell in found)


def test_the_database_is_sound_and_answers_common_questions(folder: Path) -> None:
    assert query(folder, "PRAGMA foreign_key_check") == []
    assert query(folder, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    found = query(folder, "SELECT path FROM answers_fts JOIN answers ON answer_id = answers_fts.rowid "
                          "JOIN scans USING (scan_id) WHERE answers_fts MATCH 'calc'")  # fmt: skip
    assert {row["path"] for row in found} == {HOSTILE_SCAN, "scans/hostile-2024/scan-1.json"}
    assert len(query(folder, "SELECT * FROM scans_fts WHERE scans_fts MATCH 'crosslingual OR \"cross-lingual\"'")) == 1
    for (view,) in [tuple(row.values()) for row in query(folder, "SELECT name FROM sqlite_schema WHERE type = 'view'")]:
        query(folder, f"SELECT * FROM {view}")  # noqa: S608 - each can be read


def test_the_database_has_the_figures_of_the_pages(many_scans_site: Site) -> None:
    folder = many_scans_site.output / "data"
    columns = load_columns(read_corpus(many_scans_site.folder), memories_here()("statistics"))
    expected = {
        (table.instrument.name, question.category, question.id): tuple(table.verdicts(question).values())
        for table in tables(columns.values(), lambda kind: kind.instrument).values()
        for question in table.instrument.judged
    }
    named = "instrument, category, question, met, not_met, not_applicable, partly, unclear"
    chosen = f"SELECT {named} FROM question_shares WHERE share IS NOT NULL"  # noqa: S608
    found = {tuple(row.values())[:3]: tuple(row.values())[3:] for row in query(folder, chosen)}
    assert len(found) == 64 + 7
    assert found == expected
    counted = Counter(
        (row["instrument"], row["category"], row["question"], row["verdict"])
        for row in answers(folder)
        if row["counts"] == "true"
    )
    for key, (met, unmet, *_) in found.items():
        assert (counted[*key, "met"], counted[*key, "not met"]) == (met, unmet)

    page = many_scans_site.page("instruments/reproducibility/1/pseudocode/index.html")
    met, unmet = found["reproducibility", "", "pseudocode"][:2]
    assert f"{met} of {met + unmet}" in page
    assert len(query(folder, "SELECT DISTINCT paper FROM disagreements")) > 10


def test_two_places_times_and_locales_give_the_same_bytes(collection: Path, folder: Path, tmp_path: Path) -> None:
    copied, other = tmp_path / "elsewhere", tmp_path / "data"
    shutil.copytree(collection, copied, copy_function=shutil.copyfile)
    surroundings = {"PYTHONPATH": PYTHON_PATH, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C"}
    command = [sys.executable, "-c", _PROGRAM, str(copied), str(other)]
    subprocess.run(command, env={**os.environ, **surroundings}, check=True)
    assert contents(other) == contents(folder)


def test_only_the_parts_of_changed_scans_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "scans", tmp_path / "scans")
    for number in range(400):  # more than one file range has
        shutil.copy(ROOT / f"{REPRODUCIBILITY}.json", tmp_path / f"scans/iclr-2023/copy-{number}.json")
        replace_once(tmp_path / f"scans/iclr-2023/copy-{number}.json", "Editing models", f"Number {number} of models")
    made: list[Task] = []

    def counted(task: Task) -> dict[str, Part]:
        made.append(task)
        return make_parts(task)

    monkeypatch.setattr("scanpress.export.parts.make_parts", counted)
    memories = memories_here()

    def build() -> tuple[int, dict[str, bytes]]:
        made.clear()
        corpus = read_corpus(tmp_path)
        assert len(corpus.segments) > 1
        data = DataFiles(corpus, Source(str(tmp_path)), memories, tmp_path / "data")
        data.facts([RAW, ANSWERS, SCANS])
        for name in (RAW, ANSWERS, SCANS):
            data.path(name)
        return sum(len(task.scans) for task in made), contents(tmp_path / "data")

    everything, before = build()
    assert everything == 405
    shutil.rmtree(tmp_path / "data")
    assert build() == (0, before)
    replace_once(tmp_path / "scans/iclr-2023/copy-7.json", "Number 7 of", "Number seven of")
    shutil.rmtree(tmp_path / "data")
    again, after = build()
    assert 0 < again < everything
    clean = data_files(tmp_path, tmp_path / "clean", licence="")
    for name in (RAW, ANSWERS, SCANS):
        clean.make(name)
    assert contents(tmp_path / "clean") == after != before


def test_scans_of_one_paper_have_one_key(tmp_path: Path) -> None:
    paths = write_hostile_scans(tmp_path)
    for path in paths:
        scan = json.loads((tmp_path / path).read_bytes())
        scan["paper"] = {"title": "One paper", "authors": ["Ada Byron"], "year": 2024}
        scan["paper"] |= {"doi": "10.1000/one"} if path == paths[0] else {}
        (tmp_path / path).write_text(json.dumps(scan), encoding="utf-8")
    data = data_files(tmp_path, tmp_path / "data")
    data.make(SCANS)
    assert [row["paper"] for row in scans(tmp_path / "data")] == ["doi:10.1000/one"] * 2


def test_every_file_has_its_facts(collection: Path, folder: Path, tmp_path: Path) -> None:
    data = data_files(collection, tmp_path)
    for name, facts in data.facts(FILES).items():
        content = (folder / name).read_bytes()
        assert (facts.bytes, facts.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert data.facts([ANSWERS])[ANSWERS].rows == data.facts([PARQUET])[PARQUET].rows == len(answers(folder))
    assert data.facts([DATABASE])[DATABASE].rows == data.facts([SCANS])[SCANS].rows == len(scans(folder))


def test_the_files_of_a_collection_without_a_scan_are_whole(tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    data = data_files(tmp_path, tmp_path / "data")
    assert [data.make(name).rows for name in FILES] == [0, 0, 0, 0, 0, len(EVENTS)]
    for name in (RAW, ANSWERS):
        done = subprocess.run(["gzip", "--test", str(tmp_path / "data" / name)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert query(tmp_path / "data", "SELECT count(*) AS number FROM all_answers") == [{"number": 0}]
    assert duckdb.execute("SELECT * FROM read_parquet(?)", [str(tmp_path / "data" / PARQUET)]).fetchall() == []
