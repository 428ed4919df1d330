"""The folder of scans as a corpus, and what is remembered of it."""

import json
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.paths import ROOT, SURVEY_FILE

from scanpress.corpus import Loaded, load_corpus
from scanpress.corpus.loading import listing
from scanpress.corpus.loading import load as loading
from scanpress.facts import Collection

SCANS = ROOT / "scans"
TODAY = date(2026, 6, 1)


class Room:
    """What one room remembers."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[bytes, bytes]] = {}

    def fingerprints(self) -> Mapping[str, bytes]:
        return {key: fingerprint for key, (fingerprint, _) in self.entries.items()}

    def load(self) -> Mapping[str, tuple[bytes, bytes]]:
        return dict(self.entries)

    def find(self, key: str) -> tuple[bytes, bytes] | None:
        return self.entries.get(key)

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        self.entries.update(entries)
        for key in gone:
            self.entries.pop(key, None)


class Remembered:
    """Memories that a test can look into."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}

    def room(self, name: str) -> Room:
        return self.rooms.setdefault(name, Room())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SCANS, tmp_path / "scans")
    for path in tmp_path.rglob("*.json"):
        age(path)
    return tmp_path


def age(path: Path) -> None:
    """Make a file look an hour old: one that was just written may change again within the clock's tick."""
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))


def load(folder: Path, memory: Remembered | None = None) -> Loaded:
    memories = memory.room if memory else None
    return load_corpus(Collection.at(folder), today=TODAY, memories=memories)


def everything(loaded: Loaded) -> Any:
    """Return what follows from a corpus, as values to compare."""
    corpus = loaded.corpus
    related = [(corpus.others(summary), list(corpus.scanned(summary))) for summary in corpus.summaries]
    return loaded.problems, loaded.rejected, loaded.files, corpus.summaries, related, corpus.key


def test_five_real_scans_are_read_without_a_problem(folder: Path) -> None:
    loaded = load(folder)
    assert (loaded.files, loaded.problems, loaded.rejected) == (5, (), ())
    assert [summary.path for summary in loaded.corpus.summaries] == sorted(
        path.relative_to(folder).as_posix() for path in folder.glob("scans/*/*.json")
    )


def test_what_is_cached_is_the_same_as_what_is_read(folder: Path) -> None:
    memory = Remembered()
    first = load(folder, memory)
    second = load(folder, memory)
    assert (first.examined, second.examined) == (5, 0)
    assert second.corpus == first.corpus
    assert everything(second) == everything(first)


def test_only_a_new_file_is_read_among_old_ones(folder: Path) -> None:
    memory = Remembered()
    load(folder, memory)
    new = folder / "scans/iclr-2023/new.json"
    text = (folder / "scans/iclr-2023/task-arithmetic.json").read_text(encoding="utf-8")
    new.write_text(text.replace("Editing models", "Leaving models alone"), encoding="utf-8")
    loaded = load(folder, memory)
    assert (loaded.files, loaded.examined) == (6, 1)
    assert load(folder, memory).examined == 1  # too fresh to be remembered by its time


def test_only_a_changed_file_is_read_again(folder: Path) -> None:
    memory = Remembered()
    load(folder, memory)
    path = folder / "scans/iclr-2023/task-arithmetic.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Editing models", "Mending models"), encoding="utf-8")
    age(path)
    loaded = load(folder, memory)
    assert loaded.examined == 1
    assert any(summary.title.startswith("Mending") for summary in loaded.corpus.summaries)


def test_a_change_that_keeps_size_and_time_of_modification_is_seen(folder: Path) -> None:
    memory = Remembered()
    load(folder, memory)
    path = folder / "scans/iclr-2023/task-arithmetic.json"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Editing", "Mending"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert any(summary.title.startswith("Mending") for summary in load(folder, memory).corpus.summaries)


def test_a_file_with_a_problem_is_not_cached_and_is_reported_each_time(folder: Path) -> None:
    memory = Remembered()
    path = folder / "scans/iclr-2023/task-arithmetic.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"Yes"', '"Yess"', 1), encoding="utf-8")
    age(path)
    for loaded in (load(folder, memory), load(folder, memory)):
        assert loaded.rejected == ("scans/iclr-2023/task-arithmetic.json",)
        assert [problem.severity for problem in loaded.problems] == ["error"]


def test_a_file_with_a_warning_is_cached_and_is_reported_each_time(folder: Path) -> None:
    memory = Remembered()
    path = folder / "scans/iclr-2023/task-arithmetic.json"
    twice = path.read_text(encoding="utf-8").replace(
        '"authors": [', '"authors": [\n      "Hila Gonen", "Hila Gonen",', 1
    )
    path.write_text(twice, encoding="utf-8")
    age(path)
    first = load(folder, memory)
    again = load(folder, memory)
    other = folder / "scans/iclr-2023/other.json"
    other.write_text(
        path.read_text(encoding="utf-8").replace("Editing models", "Leaving models alone"), encoding="utf-8"
    )
    third = load(folder, memory)
    assert [(problem.name, problem.severity) for problem in first.problems] == [("repeated-author", "warning")]
    assert (again.examined, third.examined) == (0, 1)
    assert again.problems == first.problems
    assert [problem.file for problem in third.problems] == [
        path.relative_to(folder).as_posix() for path in (other, path)
    ]


def test_a_removed_file_is_forgotten(folder: Path) -> None:
    memory = Remembered()
    load(folder, memory)
    path = folder / "scans/iclr-2023/task-arithmetic.json"
    content = path.read_bytes()
    path.unlink()
    assert everything(load(folder, memory)) == everything(load(folder))
    path.write_bytes(content)
    assert load(folder, memory).examined == 1


def test_a_second_scan_by_the_same_rater_is_reported_and_left_out(folder: Path) -> None:
    shutil.copy(folder / "scans/iclr-2023/task-arithmetic.json", folder / "scans/iclr-2023/again.json")
    loaded = load(folder)
    (problem,) = loaded.problems
    assert (problem.name, problem.pointer, problem.line, problem.column) == ("duplicate-scan", "/paper/title", 5, 14)
    assert loaded.rejected == (problem.file,)


def test_workers_find_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_FEW", 0)
    monkeypatch.setattr(loading, "_CHUNK", 2)
    alone = load(folder)
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as executor:
        together = load_corpus(Collection.at(folder), today=TODAY, workers=lambda: executor)
    assert together == alone
    assert everything(together) == everything(alone)


class Killed(ProcessPoolExecutor):
    """Processes one of which is killed while it checks."""

    def submit(self, *_function: Any) -> Future[Any]:  # type: ignore[override]
        """Kill a process instead."""
        return super().submit(os._exit, 9)


def test_a_worker_that_dies_is_reported_with_the_scans_that_it_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_FEW", 0)
    first = min(folder.glob("scans/*/*.json")).relative_to(folder).as_posix()
    with Killed(2, mp_context=get_context("forkserver")) as executor, pytest.raises(loading.CheckError) as raised:
        load_corpus(Collection.at(folder), today=TODAY, workers=lambda: executor)
    advice = "set SCANPRESS_JOBS=1 to check in one process"
    assert str(raised.value).startswith(f"{first} or a scan after it could not be checked; {advice}: ")
    assert "terminated abruptly" in str(raised.value)


def test_scans_know_the_scans_of_papers_they_cite(folder: Path) -> None:
    path = folder / "scans/acl-2024/cross-lingual-alignment.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["cited_papers"][0].update(title="EDITING MODELS with task arithmetic!", year=2023)
    path.write_text(json.dumps(document), encoding="utf-8")
    corpus = load(folder).corpus
    survey = next(summary for summary in corpus.summaries if summary.path.startswith("scans/acl"))
    assert list(corpus.scanned(survey)) == [(0, "scans/iclr-2023/task-arithmetic.json")]


def test_scans_that_another_build_found_changed_do_not_vanish_in_silence(folder: Path) -> None:
    memory, path = Remembered(), folder / "scans/iclr-2024/sequencematch.json"
    load(folder, memory)
    loaded = load(folder, memory)
    path.write_bytes(path.read_bytes() + b" ")
    age(path)
    load(folder, memory)
    with pytest.raises(ValueError, match=r"scans at scans/.*\.json changed while the site was built: build again"):
        _ = loaded.corpus.summaries
    assert everything(load(folder, memory)) == everything(load(folder))


def test_what_was_cached_of_a_file_range_and_is_lost_is_read_by_the_build_after_the_next(folder: Path) -> None:
    memory = Remembered()
    load(folder, memory)
    memory.room("scans").entries.clear()
    with pytest.raises(ValueError, match="build again"):
        _ = load(folder, memory).corpus.summaries
    assert everything(load(folder, memory)) == everything(load(folder))


def test_a_file_whose_name_is_not_text_is_reported_in_any_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_MEAN", 1)  # else one path in 256 begins a file range
    path = os.fsencode(folder / "scans/acl-2024") + b"/\xff.json"
    try:
        Path(os.fsdecode(path)).write_bytes(b"{}")
    except OSError:
        pytest.skip("the file system takes no such name")
    memory = Remembered()
    assert "bad-name" in {problem.name for problem in load(folder, memory).problems}
    kept = [name for room in memory.rooms.values() for name in room.entries]
    assert kept == [name.encode(errors="ignore").decode() for name in kept]


_NAMES = [f"scans/{group}/{name}.json" for group in ("acl-2024", "iclr-2023") for name in "abcdefghijkl"]
_EDITS = st.lists(
    st.dictionaries(st.sampled_from(_NAMES), st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=5),
    min_size=2,
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(_EDITS)
def test_what_is_cached_in_file_ranges_comes_to_the_same_after_any_edits(edits: list[dict[str, int | None]]) -> None:
    memory = Remembered()
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_MEAN", 3)
        for edit in edits:
            for path, paper in edit.items():
                write(Path(name, path), paper)
            Path(name, "scans").mkdir(exist_ok=True)
            assert everything(load(Path(name), memory)) == everything(load(Path(name)))
            again = load(Path(name), memory)
            assert {problem.name for problem in again.problems} <= {"duplicate-scan"}
            assert again.examined == 0
            assert everything(again) == everything(load(Path(name)))


def write(path: Path, paper: int | None) -> None:
    """Write a scan of the made-up paper of this number, which cites the next one; None: remove the file."""
    if paper is None:
        path.unlink(missing_ok=True)
        return
    document = json.loads(SURVEY_FILE.read_bytes())
    document["paper"] |= {"title": f"Paper {paper}", "arxiv_id": f"2401.0001{paper}", "doi": "", "venue": ""}
    document["rater"] = {"kind": "person", "name": f"Rater of {path.stem if paper % 3 else 'many'}"}
    cited = {"title": f"Paper {paper + 1}", "year": 2024, "authors": ["Ada Byron"], "relevance": "next"}
    document["cited_papers"] = [cited]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    age(path)
