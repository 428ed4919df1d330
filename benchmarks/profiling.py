"""Where the time of a cold build goes, by room of the house."""

import os
import pstats
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from measuring import measure

_BUILD = """
import cProfile, sys
from pelican import main
profile = cProfile.Profile()
try:
    profile.runcall(main, ["--fatal", "errors", "-s", "pelicanconf.py"])
finally:
    profile.dump_stats("profile.stats")
"""
_SYSTEM = ("posix.", "_io.", "built-in method io.", "select.", "'_thread.lock'")
_LIBRARIES = {"minijinja": "minijinja", "jsonschema_rs": "checking", "sqlite3": "writer", "orjson": "parsing JSON"}


def profile(folder: Path, environment: Mapping[str, str]) -> str:
    """Build once in one process under Python's profiler; return a table of seconds spent in each room itself.

    The profiler costs something for each call, so that these are shares rather than times: rooms with many small calls
    look larger than they are.
    """
    measure([sys.executable, "-c", _BUILD], folder=folder, environment={**environment, "SCANPRESS_JOBS": "1"})
    seconds: Counter[str] = Counter()
    for (path, _line, name), (_calls, _all, own, _with_callees, _callers) in _stats(folder / "profile.stats").items():
        seconds[_room(path, name)] += own
    total = sum(seconds.values())
    lines = ["| room | seconds | share |", "|---|--:|--:|"]
    lines += [f"| {room} | {spent:.2f} | {spent / total:.0%} |" for room, spent in seconds.most_common(20)]
    return "\n".join(lines)


def _stats(path: Path) -> dict[tuple[str, int, str], tuple[int, int, float, float, object]]:
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = vars(pstats.Stats(str(path)))["stats"]
    return stats


def _room(path: str, name: str) -> str:
    parts = Path(path).parts
    if "scanpress" in parts:
        return parts[parts.index("scanpress") + 1].removesuffix(".py")
    for library, room in _LIBRARIES.items():
        if library in path or library in name:
            return room
    if path == "~":
        return "file system" if any(sign in name for sign in _SYSTEM) else "Python, built in"
    return parts[parts.index("site-packages") + 1] if "site-packages" in parts else f"Python, {os.path.basename(path)}"
