"""A command measured: wall time, CPU time and peak memory of all its processes."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.05  # seconds between two looks at memory: a peak shorter than that is not seen
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall and CPU time, and peak memory in MB: shared pages counted in parts (PSS), and each time (RSS)."""

    wall: float
    cpu: float
    pss: float
    rss: float
    output: str


class CommandError(RuntimeError):
    """A measured command ended with an error."""


def measure(command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command in a session of its own, so that every process it starts is found."""
    with (folder / "measured.log").open("w+") as log:
        started = time.monotonic()
        environ = {**os.environ, **(environment or {})}
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=log, start_new_session=True)
        sampler = _Sampler(process.pid)
        sampler.start()
        code = process.wait()
        wall = time.monotonic() - started
        sampler.stop()
        log.seek(0)
        output = log.read()
    if code:
        raise CommandError(f"{' '.join(map(str, command))} ended with {code}:\n{output}")
    return Measured(wall, sum(sampler.cpu.values()), sampler.pss / 1024, sampler.rss / 1024, output)


class _Sampler(threading.Thread):
    """Look at all processes of a session again and again."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = threading.Event()
        self.cpu: dict[int, float] = {}
        self.pss = self.rss = 0

    def run(self) -> None:
        """Sample until the command has ended."""
        while not self._ended.wait(_INTERVAL):
            self._look()

    def stop(self) -> None:
        """End the sampling."""
        self._ended.set()
        self.join()

    def _look(self) -> None:
        pss = rss = 0
        for pid in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):
            try:
                state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                if int(rest[2]) != self._session or state == "Z":
                    continue
                self.cpu[pid] = (int(rest[10]) + int(rest[11])) / _TICKS
                sizes = _sizes(Path(f"/proc/{pid}/smaps_rollup"))
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has ended since
            pss, rss = pss + sizes["Pss"], rss + sizes["Rss"]
        self.pss, self.rss = max(self.pss, pss), max(self.rss, rss)


def _sizes(path: Path) -> dict[str, int]:
    lines = (line.split() for line in path.read_text().splitlines()[1:])
    return {name.rstrip(":"): int(size) for name, size, *_ in lines}
