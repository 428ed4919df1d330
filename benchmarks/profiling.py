"""Where the time of a cold build goes, by package."""

import pstats
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from measuring import measure

_BUILD = """
import cProfile
from pelican import main
profile = cProfile.Profile()
try:
    profile.runcall(main, ["--fatal", "errors", "-s", "pelicanconf.py"])
finally:
    profile.dump_stats("profile.stats")
"""
_SYSTEM = ("posix.", "_io.", "built-in method io.", "select.", "'_thread.lock'", "subprocess")
_LIBRARIES = ("minijinja", "jsonschema_rs", "orjson", "sqlite3", "markdown", "pyromark", "nh3", "git/")
_DEPTH = 12  # callers followed upwards: a library's own time counts for the package that called it

Function = tuple[str, int, str]
Stats = Mapping[Function, Any]


def profile(folder: Path, environment: Mapping[str, str]) -> str:
    """Build once in one process under Python's profiler; return a table of the seconds that each package takes.

    What Python and small libraries take counts for the package that calls them. The profiler costs something for each
    call, so these are shares rather than times: packages with many small calls look larger than they are.
    """
    command = [sys.executable, "-c", _BUILD]
    measure(command, folder=folder, environment={**environment, "SCANPRESS_JOBS": "1"})
    stats = vars(pstats.Stats(str(folder / "profile.stats")))["stats"]
    seconds: Counter[str] = Counter()
    for function, (_calls, _all, own, _cumulative, callers) in stats.items():
        for package, share in _packages(function, callers, stats, _DEPTH).items():
            seconds[package] += own * share
    total = sum(seconds.values())
    lines = ["| package | seconds | share |", "|---|--:|--:|"]
    lines += [f"| {package} | {spent:.2f} | {spent / total:.0%} |" for package, spent in seconds.most_common(20)]
    return "\n".join(lines)


def _packages(function: Function, callers: Mapping[Function, Any], stats: Stats, depth: int) -> Counter[str]:
    """Return the packages that a function works for, and their shares."""
    package = _package(*function)
    if package or not callers or not depth:
        return Counter({package or "start and imports": 1.0})
    whole = sum(times[3] for times in callers.values()) or 1.0
    shares: Counter[str] = Counter()
    for caller, times in callers.items():
        for name, share in _packages(caller, stats[caller][4], stats, depth - 4 * (len(callers) > 1)).items():
            shares[name] += share * times[3] / whole
    return shares


def _package(path: str, _line: int, name: str) -> str | None:
    parts = Path(path).parts
    if "scanpress" in parts:
        return parts[parts.index("scanpress") + 1].removesuffix(".py")
    if any(sign in name for sign in _SYSTEM):
        return "file system"
    return next((library.strip("/") for library in _LIBRARIES if library in path or library in name), None)
