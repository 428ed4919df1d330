"""Folders that are made once and read by all workers of a test run."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.sites import Site


class BuildOnce:
    """Sites and folders that one worker makes, whichever needs them first, and that all workers read."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        base = factory.getbasetemp()
        # Each worker of pytest-xdist has a folder of its own below the one of the run.
        self._folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "built-once"
        self._folder.mkdir(exist_ok=True)

    def site(self, name: str, make: Callable[[Path], Site]) -> Site:
        """Return the site that a function builds in the folder it is given."""
        printed = self._folder / f"{name}.txt"

        def prepare(folder: Path) -> None:
            printed.write_text(make(folder).said, encoding="utf-8")

        folder = self.folder(name, prepare)
        return Site(folder, printed.read_text(encoding="utf-8"))

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the folder that a function fills."""
        folder, done = self._folder / name, self._folder / f"{name}.done"
        with (self._folder / f"{name}.lock").open("w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # an earlier test may have failed to make it
                folder.mkdir()
                make(folder)
                done.touch()
        return folder
