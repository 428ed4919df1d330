"""The worker processes of a build: how many there are, how they start, and when they end."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Self

VARIABLES = {
    "SCANPRESS_JOBS": (
        "one per core",
        "how many processes a build uses if there is much to do; with `1`, everything runs in one process",
    ),
    "SCANPRESS_EXECUTOR": (
        "",
        "`module:callable`, a function that returns another `concurrent.futures.Executor`, such as that of a cluster",
    ),
}
"""What the environment, or else a settings file, may say about workers: each name's default and what it does."""

_ROOT = str(Path(__file__).parents[3])
_PACKAGE = __name__.partition(".")[0]
_FORK_SERVER = "forkserver"


@dataclass(slots=True, kw_only=True)
class Workers:
    """The processes that share a build's work: `jobs` of this machine, or those of an `executor` of the operator's own.

    `executor` is `module:callable`, and the callable returns a `concurrent.futures.Executor`. Workers are started by
    the first step that needs them, and serve all later steps until `end` is called. `prepare` is called in each worker
    before its first task; a second call must do nothing.
    """

    jobs: int = 1
    executor: str = ""
    prepare: Callable[[], None] | None = None
    _started: Executor | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Read SCANPRESS_JOBS and SCANPRESS_EXECUTOR, from the environment or else from the settings.

        Raise ValueError if one of them is wrong.
        """
        executor = os.environ.get("SCANPRESS_EXECUTOR") or settings.get("SCANPRESS_EXECUTOR") or ""
        jobs = os.environ.get("SCANPRESS_JOBS") or settings.get("SCANPRESS_JOBS") or _cores()
        if executor:
            _find_executor(executor)
        try:
            return cls(jobs=max(1, int(jobs)), executor=executor)
        except ValueError as error:
            raise ValueError(f"SCANPRESS_JOBS: {jobs!r} is not a number of processes: write a whole number") from error

    @property
    def alone(self) -> bool:
        """Return whether there are no workers, so that the build's own process does everything."""
        return self.jobs == 1 and not self.executor

    def start(self) -> Executor:
        """Return the executor; start it if it has not been started, or if one of its idle workers died.

        Raise TypeError if the executor is not one.
        """
        if self._started is not None and _is_broken(self._started):
            self.end()
        if self._started is None:
            self._started = self._executor()
        return self._started

    def end(self) -> None:
        """Wait until the workers have finished their work, and end them."""
        started, self._started = self._started, None
        if started:
            started.shutdown(wait=True)

    def rest(self) -> None:
        """End the processes of this machine: the next step that needs workers starts others, with less memory."""
        if not self.executor:
            self.end()

    def _executor(self) -> Executor:
        if self.alone:
            return _InProcess()
        if self.executor:
            return self._named()
        begin = partial(_begin_worker, self.prepare)
        return _Processes(max_workers=self.jobs, mp_context=_context(), initializer=begin)

    def _named(self) -> Executor:
        executor = _find_executor(self.executor)()
        if not isinstance(executor, Executor):
            raise TypeError(f"SCANPRESS_EXECUTOR: {self.executor} did not return a concurrent.futures.Executor")
        return _Prepared(executor, self.prepare) if self.prepare else executor


def _find_executor(name: str) -> Callable[[], Any]:
    """Return what makes the executor of a name; raise ValueError if it cannot be imported."""
    module, _, attribute = name.partition(":")
    try:
        found: Callable[[], Any] = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"SCANPRESS_EXECUTOR is 'module:callable', not {name!r}: {error}") from error
    return found


class _InProcess(Executor):
    """Run each function in this process, before `submit` returns."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Return a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments, **options))
        except Exception as error:  # noqa: BLE001 (raised again by the future's `result`)
            future.set_exception(error)
        return future


class _Prepared(Executor):
    """An executor of the operator's own, whose workers are prepared by each task: nothing says when they start."""

    def __init__(self, executor: Executor, prepare: Callable[[], None]) -> None:
        self._executor = executor
        self._prepare = prepare

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Return the future of the executor."""
        return self._executor.submit(_run_prepared, self._prepare, function, *arguments, **options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base
        """End the executor."""
        self._executor.shutdown(wait=wait, cancel_futures=cancel_futures)


def _run_prepared(prepare: Callable[[], None], function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    prepare()
    return function(*arguments, **options)


class _Processes(ProcessPoolExecutor):
    """Worker processes of this machine."""

    def submit(self, *arguments: Any, **options: Any) -> Any:
        """Return the future; raise BrokenProcessPool with advice if a worker could not be started."""
        try:
            return super().submit(*arguments, **options)
        except (EOFError, OSError) as error:
            raise BrokenProcessPool(
                f"no worker process could be started; see above, or set SCANPRESS_JOBS=1: {error!r}"
            ) from error


def _context() -> BaseContext:
    """Return how processes start: never as a fork of the build itself, whose other threads may hold locks."""
    if _ROOT not in sys.path:  # Pelican finds plugins without it, but a worker does not.
        sys.path.append(_ROOT)
    if _FORK_SERVER not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context(_FORK_SERVER)
    # Imported once for all workers, with Pelican: 0.8 s of CPU for eight workers, and 4.1 s without (November 2026).
    context.set_forkserver_preload([name for name in sys.modules if name.startswith(f"{_PACKAGE}.")])
    return context


def _begin_worker(prepare: Callable[[], None] | None) -> None:
    """Have this worker end if its build is killed; otherwise it would wait for work for ever, or write late files."""
    if prepare:
        prepare()
    # What a page is made from holds no cycles: looking for them takes 7 % of the CPU time of a cold build of 10,000
    # scans (November 2026).
    gc.disable()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _is_broken(executor: Executor) -> bool:
    try:
        executor.submit(bool)  # the only way to find out
    except BrokenExecutor:
        return True
    return False


def _cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
