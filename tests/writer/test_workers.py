"""Work shared out: the output is the same however many processes make it, and no error is lost."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.support.outputs import dying, failing, file, many, page, process, publisher, tree
from tests.support.paths import ROOT
from tests.support.running import python

from scanpress.writer import File, Output, OutputError, Published, Workers
from scanpress.writer.making import batches
from scanpress.writer.making.batches import BATCH

TWO = Workers(jobs=2)


@pytest.fixture
def two() -> Iterator[Workers]:
    """Return two workers that no other test uses."""
    workers = Workers(jobs=2)
    yield workers
    workers.end()


def pids(count: int) -> list[Output]:
    """Declare files that name the process that made them."""
    return [File(f"pids/{number}", process, None) for number in range(count)]


def processes_in(root: Path) -> set[str]:
    """Return the processes that made the files of a site."""
    return {path.read_text() for path in (root / "output" / "pids").iterdir()}


class OwnExecutor(ThreadPoolExecutor):
    """An executor of somebody's own."""

    submitted = 0

    def submit(self, *arguments: Any, **options: Any) -> Future[Any]:
        """Count what is submitted."""
        OwnExecutor.submitted += 1
        return super().submit(*arguments, **options)


def own_executor() -> Executor:
    return OwnExecutor(1)


def four_threads() -> Executor:
    return ThreadPoolExecutor(4)


def sized(count: int) -> list[Output]:
    """Declare pages of many sizes."""
    return [page(f"n{number}/index.html", f"text {number} " * (number % 50)) for number in range(count)]


def no_executor() -> str:
    return "none"


def wait_for_a_death(executor: Executor) -> None:
    while True:
        executor.submit(os.getpid).result()


@pytest.fixture
def dask_executor(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        monkeypatch.setitem(globals(), "dask_client", client)
        yield f"{__name__}:from_dask"


def from_dask() -> Executor:
    executor: Executor = globals()["dask_client"].get_executor()
    return executor


def test_the_output_does_not_depend_on_the_number_of_jobs(tmp_path: Path) -> None:
    for jobs in 1, 2, 3:
        workers = Workers(jobs=jobs)
        assert publisher(tmp_path / str(jobs), workers=workers).publish("tests", many(900)) == Published(900)
    assert tree(tmp_path / "1" / "output") == tree(tmp_path / "2" / "output") == tree(tmp_path / "3" / "output")


def test_what_workers_made_is_known_to_the_next_build(tmp_path: Path) -> None:
    publisher(tmp_path, workers=TWO).publish("tests", many(600))
    assert publisher(tmp_path, workers=TWO).publish("tests", many(601)) == Published(1, 600)


def test_one_batch_is_made_in_this_process(tmp_path: Path, two: Workers) -> None:
    publisher(tmp_path, workers=two).publish("tests", pids(BATCH))
    assert processes_in(tmp_path) == {str(os.getpid())}


def test_more_than_one_batch_is_made_by_workers(tmp_path: Path, two: Workers) -> None:
    publisher(tmp_path, workers=two).publish("tests", pids(BATCH + 1))
    assert str(os.getpid()) not in processes_in(tmp_path)


def test_workers_stay_for_what_is_published_next(tmp_path: Path, two: Workers) -> None:
    publisher(tmp_path / "one", workers=two).publish("tests", pids(BATCH + 1))
    executor = two.start()
    publisher(tmp_path / "two", workers=two).publish("tests", pids(BATCH + 1))
    assert two.start() is executor
    # A worker that starts slowly may have nothing left to do in the first call.
    assert len(processes_in(tmp_path / "one") | processes_in(tmp_path / "two")) <= two.jobs


def test_workers_that_were_ended_start_again(tmp_path: Path, two: Workers) -> None:
    publisher(tmp_path / "one", workers=two).publish("tests", pids(BATCH + 1))
    two.end()
    publisher(tmp_path / "two", workers=two).publish("tests", pids(BATCH + 1))
    assert not processes_in(tmp_path / "two") & processes_in(tmp_path / "one")


def test_workers_begin_with_the_modules_that_the_build_has_imported() -> None:
    program = """
import scanpress.facts
from scanpress.writer import Workers
workers = Workers(jobs=2)
assert workers.start().submit(eval, "'scanpress.facts' in __import__('sys').modules").result()
workers.end()
"""
    done = python(ROOT, program)
    assert done.returncode == 0, done.stderr


def test_a_folder_for_temporary_files_with_too_long_a_name_is_reported_with_what_to_do(tmp_path: Path) -> None:
    program = """
from pathlib import Path
from tests.support.outputs import many, publisher
from scanpress.writer import Workers
publisher(Path("site"), workers=Workers(jobs=2)).publish("tests", many(300))
"""
    long = tmp_path / ("x" * 110)
    long.mkdir()
    build = python(tmp_path, program, environment={"TMPDIR": str(long)})
    assert "no worker process could be started; see above, or set SCANPRESS_JOBS=1: OSError" in build.stderr
    assert "scanpress.writer.making.worker.OutputError" in build.stderr


@pytest.mark.parametrize("workers", [Workers(), TWO])
def test_every_failure_is_reported_and_everything_else_is_done(tmp_path: Path, workers: Workers) -> None:
    outputs = [*many(300), File("bad/1", failing, "bad"), *many(600)[300:], File("bad/2", failing, "bad")]
    with pytest.raises(OutputError) as raised:
        publisher(tmp_path, workers=workers).publish("tests", outputs)
    assert raised.value.address == "bad/1"
    assert [failure.address for failure in raised.value.failures] == ["bad/1", "bad/2"]
    assert "2 outputs could not be made" in str(raised.value)
    assert "in failing\n    raise KeyError" in str(raised.value)
    assert len(tree(tmp_path / "output")) == 600
    good = [File("bad/1", failing, "good"), *many(600)]
    assert publisher(tmp_path, workers=workers).publish("tests", good) == Published(1, 600)


def test_a_failed_build_removes_nothing(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [file("a")])
    with pytest.raises(OutputError):
        publisher(tmp_path).publish("tests", [File("b", failing, "bad")])
    assert list(tree(tmp_path / "output")) == ["a"]


def test_a_worker_that_dies_is_reported_with_what_it_was_making(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="BrokenProcessPool") as raised:
        publisher(tmp_path, workers=TWO).publish("tests", [*many(BATCH), File("bad", dying, "dies")])
    assert "bad" in {failure.address for failure in raised.value.failures}
    assert publisher(tmp_path, workers=TWO).publish("tests", [*many(BATCH), file("bad")]).written >= 1
    assert len(tree(tmp_path / "output")) == BATCH + 1


def test_a_build_that_is_interrupted_while_a_worker_dies_ends(tmp_path: Path) -> None:
    build = python(tmp_path, "from tests.support.killed_builds import interrupted; interrupted()", str(tmp_path))
    assert (tmp_path / "was-interrupted").exists()
    assert build.stderr.endswith("KeyboardInterrupt\n")
    assert "InvalidStateError" not in build.stderr


def test_an_output_that_cannot_be_pickled_is_reported(tmp_path: Path) -> None:
    bad = File("bad", failing, {1: (x for x in "a")}.keys())
    with pytest.raises(OutputError, match="pickle") as raised:
        publisher(tmp_path, workers=TWO).publish("tests", [*many(BATCH), bad])
    assert raised.value.address == "bad"


def test_one_job_is_done_in_this_process() -> None:
    executor = Workers().start()
    assert executor.submit(os.getpid).result() == os.getpid()
    with pytest.raises(ZeroDivisionError):
        executor.submit(divmod, 1, 0).result()


def test_a_setting_names_the_executor(tmp_path: Path) -> None:
    OwnExecutor.submitted = 0
    workers = Workers.of({"SCANPRESS_EXECUTOR": f"{__name__}:own_executor"})
    assert publisher(tmp_path, workers=workers).publish("tests", many(4 * BATCH)) == Published(4 * BATCH)
    assert OwnExecutor.submitted == 4


def test_threads_make_what_one_process_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 16)
    publisher(tmp_path / "here").publish("tests", sized(600))
    for number in range(5):
        workers = Workers.of({"SCANPRESS_EXECUTOR": f"{__name__}:four_threads"})
        publisher(tmp_path / str(number), workers=workers).publish("tests", sized(600))
        workers.end()
        assert tree(tmp_path / str(number) / "output") == tree(tmp_path / "here" / "output")


def test_a_dask_cluster_takes_the_place_of_processes(tmp_path: Path, dask_executor: str) -> None:
    workers = Workers.of({"SCANPRESS_EXECUTOR": dask_executor})
    assert publisher(tmp_path / "dask", workers=workers).publish("tests", many(600)) == Published(600)
    publisher(tmp_path / "here").publish("tests", many(600))
    assert tree(tmp_path / "dask" / "output") == tree(tmp_path / "here" / "output")


@pytest.mark.parametrize("setting", ["nowhere:executor", "os", "os:nothing", ":x"])
def test_a_wrong_executor_is_reported_with_its_setting(setting: str) -> None:
    with pytest.raises(ValueError, match=r"SCANPRESS_EXECUTOR is 'module:callable', not "):
        Workers.of({"SCANPRESS_EXECUTOR": setting})


def test_workers_that_died_while_they_had_nothing_to_do_start_again(tmp_path: Path) -> None:
    workers = Workers(jobs=2)
    executor = workers.start()
    os.kill(executor.submit(os.getpid).result(), signal.SIGKILL)
    with pytest.raises(BrokenExecutor):
        wait_for_a_death(executor)
    assert publisher(tmp_path, workers=workers).publish("tests", many(300)) == Published(300)
    workers.end()


def test_a_wrong_executor_is_reported() -> None:
    workers = Workers.of({"SCANPRESS_EXECUTOR": f"{__name__}:no_executor"})
    with pytest.raises(TypeError, match=r"SCANPRESS_EXECUTOR: .* did not return a concurrent\.futures\.Executor"):
        workers.start()


def test_jobs_come_from_the_environment_then_the_settings_then_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCANPRESS_JOBS", raising=False)
    assert Workers.of({}).jobs >= 1
    assert Workers.of({"SCANPRESS_JOBS": 3}).jobs == 3
    monkeypatch.setenv("SCANPRESS_JOBS", "5")
    assert Workers.of({"SCANPRESS_JOBS": 3}).jobs == 5


def test_a_wrong_number_of_jobs_is_reported() -> None:
    with pytest.raises(ValueError, match="SCANPRESS_JOBS: 'many' is not a number of processes"):
        Workers.of({"SCANPRESS_JOBS": "many"})
