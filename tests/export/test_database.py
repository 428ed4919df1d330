"""A database that copies rows from that of the last build has the same bytes as one that is made at once."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from tests.support.data_files import data_files, query, read_corpus, write_hostile_scans
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.corpus import Corpus
from scanpress.corpus.loading import listing
from scanpress.export import files
from scanpress.export.database import Rows
from scanpress.export.files import DataFiles, memories_here
from scanpress.export.names import DATABASE
from scanpress.export.parts import Task
from scanpress.export.rows import Source

_NAMES = "abcdefghijklmnopqrstuvwxyz"


class Builds:
    """Builds one after the other, which publish to one folder; `made` has how many scans the last one read."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(listing, "_MEAN", 3)  # else one path in 256 begins a file range
        monkeypatch.setattr(files, "read_rows", self._counted(files.read_rows))
        self.root, self.published, self._folder = folder / "root", folder / "published", folder / "data"
        self._memories = memories_here()
        self.made = 0

    def build(self) -> tuple[bytes, int]:
        """Return the bytes of the database, and how many scans there are; the same bytes are made at once."""
        corpus = read_corpus(self.root)
        self.made = 0
        again = self._build(corpus)
        clean = data_files(self.root, self._folder / "clean", licence="")
        made = self.made
        clean.make(DATABASE)
        self.made = made
        assert again == (self._folder / "clean" / DATABASE).read_bytes()
        assert query(self.published, "PRAGMA foreign_key_check") == []
        assert query(self.published, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert query(self.published, "SELECT path FROM scans") == [{"path": path} for path in corpus.names.paths]
        return again, len(corpus)

    def _build(self, corpus: Corpus) -> bytes:
        source = Source(str(self.root))
        data = DataFiles(corpus, source, self._memories, self._folder, published=self.published)
        data.facts([DATABASE])
        self.published.mkdir(exist_ok=True)
        made = data.path(DATABASE).replace(self.published / DATABASE)
        return made.read_bytes()

    def _counted(self, read_rows: Callable[[Task], Rows]) -> Callable[[Task], Rows]:
        def counted(task: Task) -> Rows:
            self.made += len(task.scans)
            return read_rows(task)

        return counted


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    """Return builds of a collection with hostile texts, shared papers and questions that only some scans ask."""
    builds = Builds(tmp_path, monkeypatch)
    write_hostile_scans(builds.root)
    for number, name in enumerate(_NAMES):
        write_json(_path(builds, f"{name}-0"), _scan(number))
    return builds


def _path(builds: Builds, name: str) -> Path:
    return builds.root / f"scans/iclr-2023/{name}.json"


def _scan(number: int, text: str = "") -> dict[str, Any]:
    """Return a scan; one in four is of a paper that has others, and one in three asks a question of its own."""
    scan: dict[str, Any] = json.loads((SURVEY_FILE if number % 3 == 2 else REPRODUCIBILITY_FILE).read_bytes())
    title = f"A paper that many scan {text}" if number % 4 == 0 else f"Paper {number} {text}"
    scan["paper"] = {"title": title, "authors": ["Ada Byron"], "year": 2023, "venue": "ICLR"}
    scan["paper"] |= {"doi": "10.1000/many"} if number % 4 == 0 else {}
    scan["rater"] = {"kind": "person", "name": f"Rater {number} {text}".strip(), "date": "2024-03-04"}
    if "checklist" in scan:
        scan["active_modules"].append("survey_methodology")
        answer = next(iter(scan["checklist"]["artifacts"].values()))
        scan["checklist"]["survey_methodology"] = {f"own_{number % 5}": answer}
    return scan


def _changes(builds: Builds, draw: random.Random) -> Iterator[str]:
    """Change one thing after the other, and yield what."""

    def one() -> Path:
        return draw.choice(sorted((builds.root / "scans").glob("*/*.json")))

    for number in range(100, 108):
        path = one()
        write_json(path, _scan(draw.randrange(60), f"corrected {number}"))
        yield f"corrected {path.name}"
        write_json(_path(builds, f"{draw.choice(_NAMES)}-{number}"), _scan(number))
        yield f"added {number}"
        one().unlink()
        yield "deleted"
        path = one().rename(_path(builds, f"{draw.choice(_NAMES)}-renamed-{number}"))
        yield f"renamed to {path.name}"
        path = one()
        state = {"state": "withdrawn", "date": "2024-05-06", "note": f"Wrong, {number}."}
        write_json(path, {**json.loads(path.read_bytes()), "status": state})
        yield f"withdrawn {path.name}"


@pytest.mark.parametrize("seed", range(2))
def test_a_copied_database_is_that_of_a_build_at_once(builds: Builds, seed: int) -> None:
    before, everything = builds.build()
    assert builds.made == everything
    saved = 0
    for change in _changes(builds, random.Random(seed)):  # noqa: S311 - the same changes each time
        after, scans = builds.build()
        assert after != before, change
        saved += scans - builds.made
        before = after
    assert saved > 20 * everything  # of 40 builds


def test_a_paper_is_called_as_its_first_scan_calls_it(builds: Builds) -> None:
    def title() -> str:
        found: str = query(builds.published, "SELECT title FROM papers WHERE paper = 'doi:10.1000/many'")[0]["title"]
        return found

    for name in ("e-0", "i-0"):  # so that the next scan of the paper is in another file range
        _path(builds, name).unlink()
    write_json(_path(builds, "a-0"), _scan(0, "first"))
    builds.build()
    assert title() == "A paper that many scan first"
    _path(builds, "a-0").unlink()
    _, scans = builds.build()
    assert 0 < builds.made < scans
    assert title() == "A paper that many scan"
    write_json(_path(builds, "a-0"), _scan(0, "again"))
    builds.build()
    assert title() == "A paper that many scan again"


def test_instruments_have_numbers_in_the_order_of_their_first_scans(builds: Builds) -> None:
    shutil.rmtree(builds.root / "scans/iclr-2023")
    begins = [crc32(f"scans/iclr-2023/{name}-0.json".encode()) % 3 == 0 for name in _NAMES]
    first = next(number for number, pair in enumerate(pairwise(begins)) if pair == (True, False))
    for number, name in enumerate(_NAMES[first : first + 2], 1):  # one file range: reproducibility, then survey
        write_json(_path(builds, f"{name}-0"), _scan(number))
    names = "SELECT name FROM instruments ORDER BY instrument_id"
    builds.build()
    assert query(builds.published, names) == [{"name": "survey"}, {"name": "reproducibility"}]
    shutil.rmtree(builds.root / "scans/hostile-2024")
    builds.build()
    assert builds.made == 0
    assert query(builds.published, names) == [{"name": "reproducibility"}, {"name": "survey"}]


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1] + b"x")])
def test_nothing_is_copied_from_a_database_that_is_not_as_it_was_made(
    builds: Builds, damage: Callable[[Path], object]
) -> None:
    builds.build()
    write_json(_path(builds, "m-0"), _scan(1, "corrected"))
    damage(builds.published / DATABASE)
    _, scans = builds.build()
    assert builds.made == scans
    shutil.rmtree(builds.root / "scans/hostile-2024")
    _, scans = builds.build()
    assert 0 < builds.made < scans
