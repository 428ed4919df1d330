"""A repository without scans, and a folder of answers beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scanpress.cli import main

Import = Callable[..., tuple[int, str]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository without scans, and go there."""
    root = tmp_path / "repository"
    (root / "scans").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Import:
    """Return a function that calls the command and returns its exit code and all that it printed."""

    def call(*words: str | Path) -> tuple[int, str]:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return call
