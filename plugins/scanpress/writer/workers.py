"""Worker processes: how many, of what kind, and how they are started."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from scanpress.writer.in_process import InProcess

_ROOT = str(Path(__file__).parents[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """How work is shared out: `jobs` processes of this machine, or the executor that a `module:callable` returns.

    Modules in `preload` are imported once for all processes, and not by each, where the system can fork.
    """

    jobs: int = 1
    executor: str = ""
    patience: float = 0.3  # seconds a build works alone before it starts workers: about what starting costs
    preload: tuple[str, ...] = ()

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

    @contextmanager
    def started(self) -> Iterator[Executor]:
        """Start an executor, and wait until its work is done when the block is left."""
        executor = self._named() if self.executor else self._processes() if self.jobs > 1 else InProcess()
        try:
            yield executor
        finally:
            executor.shutdown(wait=True)

    def _named(self) -> Executor:
        module, _, name = self.executor.partition(":")
        try:
            executor = getattr(import_module(module), name)()
        except (ImportError, AttributeError, ValueError) as error:
            raise ValueError(f"SCANPRESS_EXECUTOR is 'module:callable', not {self.executor!r}: {error}") from error
        if not isinstance(executor, Executor):
            raise TypeError(f"SCANPRESS_EXECUTOR: {self.executor} returned no concurrent.futures.Executor")
        return executor

    def _processes(self) -> Executor:
        if _ROOT not in sys.path:  # Pelican finds plugins without it, a worker does not
            sys.path.append(_ROOT)
        return _Pool(max_workers=self.jobs, mp_context=_context(self.preload), initializer=_prepare)


class _Pool(ProcessPoolExecutor):
    """Processes that do not run the main script again, as `multiprocessing` would: it imports all of Pelican."""

    def submit(self, *arguments: Any, **options: Any) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return super().submit(*arguments, **options)
        finally:
            sys.modules["__main__"] = main


def _context(preload: Sequence[str]) -> BaseContext:
    """Return how processes start: never by forking the build itself, whose other threads may hold locks.

    A fork server costs one start and one import for all workers, and they share its memory.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
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


def _cores() -> int:
    """Return how many cores this process may use, which is what it was given and not what the machine has."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
