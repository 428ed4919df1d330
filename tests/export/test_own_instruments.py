"""`scanpress export` of a collection whose instrument was made from a table, as docs/instruments.md shows it."""

import gzip
import json
import re
from pathlib import Path

import duckdb
import pytest
from tests.support.data_files import answers, query, raw, scans
from tests.support.files import write, write_json
from tests.support.paths import ROOT

from scanpress.cli import main
from scanpress.export.names import ANSWERS, CHANGES, DATABASE, FILES, PARQUET, RAW

GUIDE = (ROOT / "docs" / "instruments.md").read_text(encoding="utf-8")
NUMBER = 1001  # so many scans are checked by worker processes, which have to know the instrument
GIVEN: dict[str, dict[str, str | int]] = {
    "sites": {"choice_of_sites": "partly", "number_of_sites": 4, "setting": "greenhouse"},
    "data": {"data_public": "yes", "most_missed": "=SUM(1)"},
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a collection with many scans that answer the questions of the guide."""
    folder = tmp_path_factory.mktemp("own")
    (table,) = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)
    write(folder / "questions.csv", table)
    write(folder / "pelicanconf.py", 'SITENAME = "Field studies"\nINSTRUMENTS = "instruments"\n')
    given = {
        part: {name: {"answer": value, "reason": "Section 2."} for name, value in of.items()}
        for part, of in GIVEN.items()
    }
    scan = {"instrument": "field_study", "instrument_version": 1, "paper": {}, "answers": given}
    for number in range(NUMBER):
        paper = {"title": f"Lichens of {number} Valleys", "authors": ["Ada Byron"], "year": 2025}
        write_json(folder / f"scans/ecology-2025/lichens-{number}.json", scan | {"paper": paper})
    return folder


def test_all_formats_have_the_answers_to_questions_of_ones_own(
    collection: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(collection)
    monkeypatch.setenv("SCANPRESS_JOBS", "2")
    words = ["instrument", "new", "field_study", "--title", "Field study checklist", "--table", "questions.csv"]
    assert main(words) == 0

    assert main(["export", "--only", *(set(FILES) - {CHANGES})]) == 0, capsys.readouterr().out

    data = collection / "data"
    rows = answers(data)[:5]
    assert [(row["question"], row["result"], row["verdict"], row["points"], row["number"]) for row in rows] == [
        ("choice_of_sites", "partly", "partly", "0.5", ""),
        ("number_of_sites", "4 sites", "", "", "4"),
        ("setting", "greenhouse", "", "", ""),
        ("data_public", "yes", "met", "1.0", ""),
        ("most_missed", "=SUM(1)", "", "", ""),
    ]
    assert b"'=SUM(1)" in gzip.decompress((data / ANSWERS).read_bytes())
    assert scans(data)[0]["score"] == "1.5 of 2 (75.0\u202f%)"
    assert len(raw(data)) == len(scans(data)) == NUMBER
    assert json.loads(gzip.decompress((data / RAW).read_bytes()).split(b"\n")[0])["scan"]["instrument"] == "field_study"
    shares = query(data, "SELECT question, partly, share FROM question_shares WHERE partly OR met")
    assert [tuple(row.values()) for row in shares] == [("choice_of_sites", NUMBER, 0.5), ("data_public", 0, 1.0)]
    mean = "SELECT count(*), avg(number), sum(points) FROM read_parquet(?)"
    assert duckdb.execute(mean, [str(data / PARQUET)]).fetchone() == (5 * NUMBER, 4.0, 1.5 * NUMBER)
    assert (data / DATABASE).is_file()
