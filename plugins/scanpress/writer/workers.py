"""The workers of a build: how many, of what kind, and from when to when."""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Self

from scanpress.writer import processes
from scanpress.writer.in_process import InProcess


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
            processes.announce(self.preload)

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
        return self._named() if self.executor else processes.start(self.jobs, self.preload)

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
