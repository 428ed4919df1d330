"""A repository without scans, for tests that make the first one."""

from pathlib import Path

import pytest
from tests.support.paths import ROOT


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository without scans, and go there."""
    (tmp_path / "scans").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "venues.yaml").write_bytes((ROOT / "content" / "venues.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path
