"""A command measured: wall time, CPU time and peak memory of all its processes, and what it wrote."""

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

PELICAN = (str(Path(sys.executable).parent / "pelican"), "--fatal", "errors", "-s", "pelicanconf.py")
"""The command of `make site`."""

_INTERVAL = 0.05  # seconds between two looks at memory: a peak shorter than that is not seen
_REST = 30  # times as long as a look took: without this, looking made a build of 56,800 scans a sixth longer
_PATIENCE = 5  # seconds for processes that end after the command
_SET_CHILD_SUBREAPER = 36  # the number of this request in Linux's prctl


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall and CPU time, and the peak memory in MB (PSS: a page shared by processes counts once)."""

    wall: float
    cpu: float
    pss: float
    printed: str


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a folder holds, and their bytes."""

    files: int
    bytes: int


class CommandError(RuntimeError):
    """A measured command ended with an error."""


def measure(command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command in a session of its own, so that every process it starts is found."""
    _adopt_orphans()
    before = _cpu_of_children()
    with (folder / "measured.log").open("w+") as log:
        started = time.monotonic()
        environ = {**os.environ, **(environment or {})}
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=log, start_new_session=True)
        memory = _Memory(process.pid)
        memory.start()
        code = process.wait()
        wall = time.monotonic() - started
        memory.stop()
        log.seek(0)
        printed = log.read()
    _wait_for_orphans()
    if code:
        raise CommandError(f"{' '.join(map(str, command))} ended with {code}:\n{printed}")
    return Measured(wall, _cpu_of_children() - before, memory.peak / 1024, printed)


def written(folder: Path) -> Written:
    """Return what a folder holds."""
    sizes = list(_sizes(str(folder)))
    return Written(len(sizes), sum(sizes))


def new_folder(parent: Path | None) -> AbstractContextManager[str]:
    """Make a new folder; below a named one it stays, to be looked at."""
    if parent is None:
        return tempfile.TemporaryDirectory(prefix="scanpress-")
    parent.mkdir(parents=True, exist_ok=True)
    return nullcontext(tempfile.mkdtemp(prefix="scanpress-", dir=parent.resolve()))


def _adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends first, so that the system adds up the CPU time of all."""
    ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            found, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not found:
            time.sleep(0.01)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Memory(threading.Thread):
    """Look at the memory of all processes of a session again and again."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = threading.Event()
        self.peak = 0

    def run(self) -> None:
        """Look until the command has ended."""
        pause = _INTERVAL
        while not self._ended.wait(pause):
            began = time.monotonic()
            self.peak = max(self.peak, sum(self._kilobytes()))
            pause = max(_INTERVAL, _REST * (time.monotonic() - began))

    def stop(self) -> None:
        """End looking."""
        self._ended.set()
        self.join()

    def _kilobytes(self) -> Iterator[int]:
        for process in (path for path in Path("/proc").iterdir() if path.name.isdigit()):
            try:
                state, _parent, _group, session, *_ = (process / "stat").read_text().rpartition(")")[2].split()
                if int(session) == self._session and state != "Z":
                    lines = (process / "smaps_rollup").read_text().splitlines()
                    yield next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            except (OSError, StopIteration):
                continue  # it has ended since


def _sizes(folder: str) -> Iterator[int]:
    for above, _, names in os.walk(folder):
        for name in names:
            yield Path(above, name).lstat().st_size
