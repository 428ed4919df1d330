"""The list of papers that an import of batches reads: encodings, columns, and what is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.batches import COLUMNS, answers, row, write_batch, write_list

Import = Callable[..., tuple[int, str]]


@pytest.mark.parametrize(
    ("columns", "separator", "encoding"),
    [
        (COLUMNS, ",", "utf-8-sig"),
        (("filename", "TITLE", "Author names", "Conference", "Publication year", "URL"), ";", "utf-8"),
        ((" File_Name ", "Paper Title", "Author(s)", "venue", "Year", "link"), "\t", "utf-16"),
    ],
)
def test_columns_are_recognised_in_the_encodings_of_spreadsheets(
    repository: Path, run: Import, columns: tuple[str, ...], separator: str, encoding: str
) -> None:
    batch = write_batch(repository.parent / "b.json", {"ä": answers()})
    rows = [row("ä", "Größe, and other words")]
    listed = write_list(repository.parent / "p.csv", rows, columns=columns, separator=separator, encoding=encoding)

    assert run("import", "reproducibility", batch, "--papers", listed, "--run", "r")[0] == 0
    assert (repository / "scans" / "iclr-2022" / "grosse-and-other-words.json").is_file() or list(
        (repository / "scans" / "iclr-2022").iterdir()
    )


def test_missing_columns_are_named_with_those_that_there_are(repository: Path, run: Import) -> None:
    batch = write_batch(repository.parent / "b.json", {"a": answers()})
    listed = write_list(repository.parent / "p.csv", [("a", "T")], columns=("file", "heading"))

    code, shown = run("import", "reproducibility", batch, "--papers", listed, "--run", "r")
    assert code == 2
    assert "there is no column for the title: name one title (or papertitle)" in shown
    assert "its columns are 'file', 'heading'" in shown
    assert not list((repository / "scans").rglob("*"))
