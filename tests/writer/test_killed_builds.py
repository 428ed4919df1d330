"""The build after a killed one comes to what a clean build makes."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.killed_builds import COUNT, outputs
from tests.support.outputs import publisher, tree
from tests.support.paths import ROOT
from tests.support.running import PYTHON_PATH
from tests.support.waiting import wait_until

from scanpress.writer.making.placing import Placer, make_unfinished


def _killed(root: Path, number: int, jobs: int, killing: int) -> int:
    """Run a build that is killed while it makes its `killing`-th output; return its session, its workers' too."""
    program = "from tests.support.killed_builds import main; main()"
    command = [sys.executable, "-c", program, *map(str, (root, number, jobs, killing))]
    environment = {**os.environ, "PYTHONPATH": PYTHON_PATH}
    with subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True) as build:
        pass
    assert build.returncode in {0, -signal.SIGKILL}  # 0: that output was as before, and not made
    return build.pid


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_after_killed_ones_equals_a_clean_build(tmp_path: Path, jobs: int) -> None:
    draw = random.Random(jobs)  # noqa: S311 - moments, not secrets
    publisher(tmp_path / "site").publish("tests", outputs(0))
    for number in range(10, 60, 10):
        for killed in range(draw.randint(1, 2)):
            _killed(tmp_path / "site", number + killed, jobs, draw.randrange(COUNT))
        publisher(tmp_path / "site").publish("tests", outputs(number + 2), made_from=number + 2)
        publisher(tmp_path / str(number), state=None).publish("tests", outputs(number + 2))
        assert tree(tmp_path / "site" / "output") == tree(tmp_path / str(number) / "output")


def test_what_a_killed_build_finished_is_not_made_again(tmp_path: Path) -> None:
    _killed(tmp_path, 1, 1, COUNT // 2)
    published = publisher(tmp_path).publish("tests", outputs(1))
    assert published.unchanged == COUNT // 2
    assert published.written == COUNT - COUNT // 2


def test_workers_end_when_their_build_is_killed(tmp_path: Path) -> None:
    session = _killed(tmp_path, 1, 2, COUNT // 2)
    wait_until(lambda: not _is_alive(session))


def _is_alive(session: int) -> bool:
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("jobs", [1, 2])
def test_going_back_to_what_was_before_a_killed_build_undoes_it(tmp_path: Path, jobs: int) -> None:
    publisher(tmp_path).publish("tests", outputs(1), made_from=1)
    expected = tree(tmp_path / "output")
    _killed(tmp_path, 2, jobs, COUNT // 2)
    publisher(tmp_path).publish("tests", outputs(1), made_from=1)
    assert tree(tmp_path / "output") == expected


def test_what_is_left_of_a_killed_build_can_put_nothing_in_place(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", outputs(1))
    orphan = Placer(str(tmp_path / "output"), make_unfinished(tmp_path / "output"))
    assert orphan.place("late/a.html", b"placed before the next build")
    publisher(tmp_path).publish("tests", outputs(1))
    for address in "late/a.html", "later/a.html":
        with pytest.raises(FileNotFoundError):
            orphan.place(address, b"placed after it")
    assert (tmp_path / "output" / "late" / "a.html").read_bytes() == b"placed before the next build"
    assert not (tmp_path / "output" / "later").exists()
