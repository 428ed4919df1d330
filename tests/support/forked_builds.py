"""Builds in forks of one process that has imported Pelican and the package, which takes longer than most builds.

Everything else is as if the command `pelican` was called: each build has a process, a folder and an output of its own.
"""

import atexit
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.support.running import PYTHON_PATH

COLUMNS = "200"  # Pelican's console reads its width when it is imported


@cache
def _server() -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-c", "from tests.support.forked_builds import serve; serve()"]
    surroundings = {**os.environ, "PYTHONPATH": PYTHON_PATH, "COLUMNS": COLUMNS}
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings, text=True)
    atexit.register(server.communicate)
    return server


class Ended(NamedTuple):
    """The exit code of a build, the CPU time of all its processes, and the most memory that one of them had."""

    code: int
    seconds: float = 0
    kilobytes: int = 0


def forked_build(words: list[str], *, folder: Path, printed: Path) -> Ended:
    """Call `pelican` with words in a folder, write what it prints to a file, and return how it ended."""
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps([words, str(folder), str(printed), dict(os.environ)]) + "\n")
    server.stdin.flush()
    return Ended(*json.loads(server.stdout.readline()))


def serve() -> None:
    """Read one build per line from the standard input, and write how it ended to the standard output."""
    pelican = importlib.import_module("pelican")
    scanpress = importlib.import_module("scanpress")
    for module in pkgutil.walk_packages(scanpress.__path__, "scanpress."):
        if not module.name.startswith("scanpress.cli"):
            importlib.import_module(module.name)
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            words, folder, printed, environment = json.loads(line)
            _become(folder, printed, environment)
            sys.argv = ["pelican", *words]
            sys.exit(pelican.main())
        _, status, used = os.wait4(process, 0)
        ended = Ended(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
        sys.stdout.write(f"{json.dumps(ended)}\n")
        sys.stdout.flush()


def _become(folder: str, printed: str, environment: dict[str, str]) -> None:
    """Make a build's process of this fork."""
    os.chdir(folder)
    os.environ.clear()
    os.environ |= {**environment, "COLUMNS": COLUMNS}
    own = PYTHON_PATH.split(os.pathsep)[:1]  # where this module was found, and no build looks
    sys.path[:] = [path for path in sys.path if path not in own]
    nothing, output = os.open(os.devnull, os.O_RDONLY), os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
