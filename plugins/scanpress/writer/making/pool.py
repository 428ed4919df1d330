"""The workers of a build: how many, of what kind, and from when to when."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType
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


class InProcess(Executor):
    """Run what is submitted before `submit` returns."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Return a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments, **options))
        except Exception as error:  # noqa: BLE001 (it is raised where the result is asked for)
            future.set_exception(error)
        return future


_ROOT = str(Path(__file__).parents[3])
_SERVER = "forkserver"


def announce(preload: Sequence[str]) -> None:
    """Have what every worker needs be imported, while this process goes on with other things.

    That costs one start and one import for all workers, and they share its memory; where the system knows no fork
    server, nothing can be done beforehand.
    """
    context = _context(preload)
    if context.get_start_method() == _SERVER:
        from multiprocessing import forkserver  # noqa: PLC0415 (not on every system, and not for every build)

        with suppress(OSError):  # whoever starts the workers meets it again, and tells it
            forkserver.ensure_running()


def start(jobs: int, preload: Sequence[str]) -> Executor:
    """Return an executor of so many processes."""
    return _Pool(max_workers=jobs, mp_context=_context(preload), initializer=_prepare)


class _Pool(ProcessPoolExecutor):
    """Processes that do not run the main script again, as `multiprocessing` would: it imports all of Pelican."""

    def submit(self, *arguments: Any, **options: Any) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return super().submit(*arguments, **options)
        except (EOFError, OSError) as error:
            raise BrokenProcessPool(
                f"no worker process could be started; see above, or set SCANPRESS_JOBS=1: {error!r}"
            ) from error
        finally:
            sys.modules["__main__"] = main


def _context(preload: Sequence[str]) -> BaseContext:
    """Return how processes start: never by forking the build itself, whose other threads may hold locks."""
    if _ROOT not in sys.path:  # Pelican finds plugins without it, a worker does not
        sys.path.append(_ROOT)
    if _SERVER not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context(_SERVER)
    context.set_forkserver_preload([f"{__package__}.workshop", *preload])
    return context


def _prepare() -> None:
    """Make a worker of this process.

    It ends when the build is killed: it would wait for work for ever, or write what nobody expects. What was imported
    is not looked through for garbage, and what a page leaves behind is rarely: that took a tenth of a view's time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: Any) -> None:
    parent.join()
    os._exit(1)


@dataclass(slots=True, kw_only=True)
class Workers:
    """How work is shared out: `jobs` processes of this machine, or the executor that a `module:callable` returns.

    They are started once a build, by whatever first has much for them to do, and work until `end`, or else until the
    process ends. Modules in `preload` are imported once for all processes, and not by each, where the system can fork.
    """

    jobs: int = 1
    executor: str = ""
    patience: float = 0.3  # seconds a build works alone before it starts workers: about what starting costs
    preload: tuple[str, ...] = ()
    _started: Executor | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, settings: Mapping[str, Any], *, preload: Iterable[str] = ()) -> Self:
        """Read SCANPRESS_JOBS and SCANPRESS_EXECUTOR, from the environment or else from the settings."""
        executor = os.environ.get("SCANPRESS_EXECUTOR") or settings.get("SCANPRESS_EXECUTOR") or ""
        jobs = os.environ.get("SCANPRESS_JOBS") or settings.get("SCANPRESS_JOBS") or _cores()
        try:
            patience = 0 if executor else cls().patience
            return cls(jobs=max(1, int(jobs)), executor=executor, patience=patience, preload=tuple(preload))
        except ValueError as error:
            raise ValueError(f"SCANPRESS_JOBS is a number of processes, not {jobs!r}") from error

    @property
    def alone(self) -> bool:
        """Tell whether there are none, so that a build does everything in its own process."""
        return self.jobs == 1 and not self.executor

    @property
    def waits(self) -> float:
        """Return for how many seconds a build that cannot tell how much there is to do works alone."""
        return 0 if self._started else self.patience

    def announce(self) -> None:
        """Prepare what takes a while before workers can start, and wait for nothing: they will be needed soon."""
        if not (self.alone or self.executor or self._started):
            announce(self.preload)

    def start(self) -> Executor:
        """Return the executor, started where it is not, or where a worker died that had nothing to do.

        Raise ValueError or TypeError where the setting is wrong.
        """
        if self._started is not None and _is_broken(self._started):
            self.end()
        if self._started is None:
            self._started = self._executor()
        return self._started

    def end(self) -> None:
        """Wait until their work is done, and let them go."""
        started, self._started = self._started, None
        if started:
            started.shutdown(wait=True)

    def _executor(self) -> Executor:
        if self.alone:
            return InProcess()
        return self._named() if self.executor else start(self.jobs, self.preload)

    def _named(self) -> Executor:
        module, _, name = self.executor.partition(":")
        try:
            executor = getattr(import_module(module), name)()
        except (ImportError, AttributeError, ValueError) as error:
            raise ValueError(f"SCANPRESS_EXECUTOR is 'module:callable', not {self.executor!r}: {error}") from error
        if not isinstance(executor, Executor):
            raise TypeError(f"SCANPRESS_EXECUTOR: {self.executor} returned no concurrent.futures.Executor")
        return executor


def _is_broken(executor: Executor) -> bool:
    try:
        executor.submit(bool)  # there is no other way to ask
    except BrokenExecutor:
        return True
    return False


def _cores() -> int:
    """Return how many cores this process may use, which is what it was given and not what the machine has."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
