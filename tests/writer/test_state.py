"""The state: held by one build at a time, discarded when in doubt, never needed."""

import logging
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.files import stamps
from tests.support.outputs import file, many, publisher, tree

from scanpress.writer import Memory, Output, Published, StateError
from scanpress.writer.state import fingerprint, state_file
from scanpress.writer.state.state import State


@pytest.fixture
def state(tmp_path: Path) -> Path:
    publisher(tmp_path).publish("tests", many(5))
    return tmp_path / "cache" / "state.sqlite"


def test_the_state_is_one_file(state: Path) -> None:
    assert [path.name for path in state.parent.iterdir()] == [state.name]


def test_without_its_state_a_build_comes_to_the_same(tmp_path: Path, state: Path) -> None:
    before = stamps(tmp_path / "output")
    shutil.rmtree(state.parent)
    assert publisher(tmp_path).publish("tests", many(5)) == Published(unchanged=5)
    assert stamps(tmp_path / "output") == before


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 8000])
def test_a_damaged_state_is_discarded(tmp_path: Path, state: Path, content: bytes) -> None:
    state.write_bytes(content)
    assert publisher(tmp_path).publish("tests", many(5)) == Published(unchanged=5)
    assert publisher(tmp_path).publish("tests", many(4)) == Published(unchanged=4, removed=1)


def test_a_state_that_begins_again_is_reported(tmp_path: Path, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    state.write_bytes(b"no database")
    publisher(tmp_path).publish("tests", many(5))
    assert [record.getMessage() for record in caplog.records] == [
        f"{state} could not be read and was reset: all pages are made again"
    ]


def test_a_damaged_state_is_discarded_even_if_a_warning_ends_the_build(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end_the_build(*_: object) -> None:
        raise RuntimeError("Warning encountered")

    state.write_bytes(b"no database")
    with monkeypatch.context() as patch:
        patch.setattr(logging.getLogger(state_file.__name__), "warning", end_the_build)
        with pytest.raises(RuntimeError):
            publisher(tmp_path).publish("tests", many(5))
        assert publisher(tmp_path).publish("tests", many(5)) == Published(unchanged=5)


def test_a_state_damaged_further_on_is_discarded(tmp_path: Path, state: Path) -> None:
    content = state.read_bytes()
    state.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert publisher(tmp_path).publish("tests", many(5)) == Published(unchanged=5)


def test_whichever_page_of_the_state_is_damaged_the_build_after_the_next_comes_to_the_same(
    tmp_path: Path, state: Path
) -> None:
    Memory(state, "name").store({str(number): (b"f", b"p" * 300) for number in range(100)})
    content, outcomes = state.read_bytes(), set()
    for start in range(0, len(content), 4096):
        for damage in bytes(4096), b"\xff" * 4096:
            state.write_bytes(content[:start] + damage + content[start + 4096 :])
            outcomes.add(_outcome(tmp_path, state))
            assert publisher(tmp_path).publish("tests", many(5)) == Published(unchanged=5)
            assert len(Memory(state, "name").load()) in {0, 100}
    assert outcomes == {"", f"{state} was damaged and has been removed: build again"}


def _outcome(folder: Path, state: Path) -> str:
    try:
        Memory(state, "name").load()
        publisher(folder).publish("tests", many(5))
    except StateError as error:
        return str(error)
    return ""


def test_somebody_elses_database_is_discarded(tmp_path: Path, state: Path) -> None:
    state.unlink()
    with sqlite3.connect(state) as connection:
        connection.execute("CREATE TABLE output (other)")
    connection.close()
    assert publisher(tmp_path).publish("tests", many(5)) == Published(unchanged=5)


def test_another_format_is_discarded(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_file, "_FORMAT", 999)
    Memory(state, "name").load()
    with State.opened(state) as opened:
        assert opened.files("../output", "tests") == {}


def test_other_code_trusts_no_page_and_still_knows_which_are_its_own(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(state, "name").store({"key": (b"f", b"p")})
    before = stamps(tmp_path / "output")
    for module in "state_file", "fingerprint":
        monkeypatch.setattr(f"scanpress.writer.state.{module}.code_version", lambda: b"other")
    assert Memory(state, "name").load() == {}
    assert publisher(tmp_path).publish("tests", many(4)) == Published(unchanged=4, removed=1)
    assert {path: before[path] for path in tree(tmp_path / "output")} == stamps(tmp_path / "output")


@pytest.mark.usefixtures("state")
def test_what_somebody_replaced_before_an_update_is_kept_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = min(path for path in (tmp_path / "output").rglob("*") if path.is_file())
    replaced.write_text("somebody else's by now")
    monkeypatch.setattr("scanpress.writer.state.state_file.code_version", lambda: b"other")
    address = replaced.relative_to(tmp_path / "output").as_posix()
    assert publisher(tmp_path).publish("tests", []) == Published(removed=4, kept=(address,))
    assert tree(tmp_path / "output") == {address: b"somebody else's by now"}


def test_a_second_build_says_that_it_cannot_have_the_state(state: Path) -> None:
    program = "import sys, sqlite3; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN EXCLUSIVE'); print(); input()"
    other = [sys.executable, "-c", program, str(state)]
    with subprocess.Popen(other, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        message = r"another build has been using .*state\.sqlite for 0\.1 s"
        with pytest.raises(StateError, match=message), State.opened(state, timeout=0.1):
            pass


def test_a_state_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").mkdir()
    with pytest.raises(StateError, match="cannot be used"):
        publisher(tmp_path, state=tmp_path / "state.sqlite").publish("tests", [file("a")])


def test_each_memory_loads_what_it_stored_itself(state: Path) -> None:
    Memory(state, "corpus").store({"a": (b"1", b"one"), "b": (b"2", b"two")})
    Memory(state, "other").store({"a": (b"9", b"nine")})
    Memory(state, "corpus").store({"b": (b"3", b"three")}, gone=["a"])
    assert Memory(state, "corpus").load() == {"b": (b"3", b"three")}
    assert Memory(state, "corpus").fingerprints() == {"b": b"3"}
    assert Memory(state, "other").load() == {"a": (b"9", b"nine")}


def test_the_code_version_is_the_same_until_the_process_ends() -> None:
    assert fingerprint.code_version() == fingerprint.code_version()


def test_a_memory_can_be_used_while_outputs_are_published(state: Path) -> None:
    def declared() -> Iterator[Output]:
        Memory(state, "name").store({"a": (b"1", b"one")})
        yield file(Memory(state, "name").load()["a"][1].decode())
        Memory(state, "name").store({}, gone=["a"])

    assert publisher(state.parents[1]).publish("tests", declared) == Published(1, 0, 5)
    assert Memory(state, "name").load() == {}


def test_a_state_that_is_held_can_still_not_be_had_by_another_process(state: Path) -> None:
    program = "import sys, sqlite3; sqlite3.connect(sys.argv[1], timeout=0.1).execute('SELECT * FROM code')"
    with State.opened(state):
        process = subprocess.run([sys.executable, "-c", program, state], capture_output=True, check=False)
    assert b"database is locked" in process.stderr


def test_what_is_stored_while_a_memory_is_kept_open_stays_if_the_build_fails(state: Path) -> None:
    memory = Memory(state, "corpus")

    def build() -> None:
        with memory.opened():
            memory.store({"a": (b"1", b"one")})
            assert memory.find("a") == (b"1", b"one")
            raise SystemExit

    with pytest.raises(SystemExit):
        build()
    assert memory.load() == {"a": (b"1", b"one")}


def test_sizes_are_those_of_each_outermost_folder_and_file(tmp_path: Path) -> None:
    names = ("b-c/d", "b.html", "b/a", "b/c/longest", "b/z", "b0/a", "\N{LATIN SMALL LETTER U WITH DIAERESIS}/a")
    made = publisher(tmp_path)
    made.publish("tests", [file(name, name) for name in names])
    assert made.sizes() == {
        "b-c": (1, 5, 5, "b-c/d"),
        "b.html": (1, 6, 6, "b.html"),
        "b": (3, 17, 11, "b/c/longest"),
        "b0": (1, 4, 4, "b0/a"),
        "\N{LATIN SMALL LETTER U WITH DIAERESIS}": (1, 4, 4, "\N{LATIN SMALL LETTER U WITH DIAERESIS}/a"),
    }
