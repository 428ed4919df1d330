"""The pages of five repositories of odd shapes say what git itself says."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "compare_with_git.py"


def compare(*arguments: str | Path) -> str:
    """Return the report of the comparison, which must have found nothing."""
    done = subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return compare("--odd", "--folder", tmp_path_factory.mktemp("odd"))


def test_pages_agree_with_git_on_repositories_of_odd_shapes(report: str) -> None:
    assert report.count("clone: fsck: 1 checked, 0 differ") == 5


@pytest.mark.parametrize("fact", ["log", "commits", "diff", "history", "blame", "links", "feeds", "refs"])
def test_the_comparison_looked_at_each_kind_of_fact(report: str, fact: str) -> None:
    assert any(fact in line and " checked, " in line for line in report.splitlines())
