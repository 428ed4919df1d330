"""Each rule has an example folder that breaks it once, and one that comes near and keeps it."""

from datetime import date
from pathlib import Path

import pytest
from tests.support.paths import EXAMPLES, ROOT

from scanpress.checking import Problem, check_file, check_runs, find_repeats, find_scans, rules

TODAY = date(2026, 7, 1)
# These need a file that is too large to keep; `test_limits.py` makes them.
MADE_UP = {"too-large", "long-text", "too-many-values", "more-problems", "schema-mismatch"}
MADE_UP |= {"lost-scan", "bad-redirect"}  # these need a history; `tests/cli/test_lost_scans.py` makes one
# These depend on settings; `test_layouts.py` and `test_registry.py` have them.
MADE_UP |= {"foreign-key", "unused-pattern"}
MADE_UP |= {"bad-registry", "registry-without-scan", "not-in-registry", "registry-differs"}
MADE_UP |= {"unread-calibration"}  # about a file beside a scan; `test_calibration.py` has it
NAMES = [rule.name for rule in rules() if rule.name not in MADE_UP]


def check_folder(root: Path) -> list[Problem]:
    files = [check_file(path, root=root, today=TODAY) for path in find_scans(root / "scans")]
    found = [problem for file in files for problem in file.problems]
    found += check_runs(root / "scans", root=root).problems
    return found + list(find_repeats((file.identity for file in files if file.identity), root=root))


@pytest.mark.parametrize("rule", NAMES)
def test_a_file_that_breaks_a_rule_has_one_problem(rule: str) -> None:
    problems = check_folder(EXAMPLES / "invalid" / rule)

    assert [problem.name for problem in problems] == [rule]
    assert problems[0].message
    assert problems[0].remedy


@pytest.mark.parametrize("rule", NAMES)
def test_a_file_that_keeps_a_rule_has_none(rule: str) -> None:
    assert find_scans(EXAMPLES / "valid" / rule / "scans")
    assert check_folder(EXAMPLES / "valid" / rule) == []


@pytest.mark.parametrize("path", find_scans(ROOT / "scans"), ids=lambda path: path.name)
def test_every_real_scan_is_accepted(path: Path) -> None:
    file = check_file(path, root=ROOT, today=TODAY)

    assert file.problems == ()
    assert file.accepted
    assert file.instrument is not None
    assert file.size == path.stat().st_size
