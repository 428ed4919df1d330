"""The pipelines are written as the forges want them, and give nothing to a stranger."""

import os
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.paths import ROOT

GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORGEJO = sorted((ROOT / ".forgejo" / "workflows").glob("*.yml"))
WORKFLOWS = [*GITHUB, *FORGEJO]
GITLAB = ROOT / ".gitlab-ci.yml"
OF_SOFTWARE = [
    path for path in WORKFLOWS if path.name in {"tests.yml", "weekly.yml"}
]  # the others are for repositories of scans
FORMS = [ROOT / ".github" / "ISSUE_TEMPLATE" / name for name in ("correction.yml", "new-scan.yml")]
_OWN = {".github": "actions/", ".forgejo": r"https://code\.forgejo\.org/forgejo/"}  # actions of the forge itself
ON_PULL_REQUESTS = [path for path in WORKFLOWS if "pull_request" in path.read_text(encoding="utf-8")]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def load(path: Path) -> Any:
    # "on" is true in YAML 1.1, which is no matter here.
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = load(path)["jobs"]
    return found


def tool(name: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name(name), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing() -> None:
    done = tool("zizmor", "--offline", "--persona", "pedantic", "--color", "never", ".github", *FORGEJO)
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [ROOT / ".github/ISSUE_TEMPLATE/config.yml"]),
        ("vendor.gitlab-ci", [GITLAB]),
    ],
)
def test_files_follow_the_schema_of_their_forge(schema: str, files: list[Path]) -> None:
    done = tool("check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(_OWN[path.parts[-3]] + r"[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


@pytest.mark.parametrize("path", ON_PULL_REQUESTS, ids=name_of)
def test_a_pull_request_meets_no_secret_and_no_right_to_write(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "secrets" not in text
    assert "token" not in re.sub("#.*", "", text)
    assert load(path)["permissions"] == {}
    for job in jobs(path).values():
        assert set(job.get("permissions", {}).values()) <= {"read"}
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_no_expression_is_written_into_a_script(path: Path) -> None:
    for step in chain.from_iterable(job["steps"] for job in jobs(path).values()):
        assert "${{" not in step.get("run", "")


def test_all_pipelines_name_what_they_install_in_one_line() -> None:
    for path in [*(path for path in WORKFLOWS if path not in OF_SOFTWARE), GITLAB]:
        assert path.read_text(encoding="utf-8").count("SCANPRESS: . #") == 1


def test_each_forge_runs_the_tests_of_the_software_by_one_script() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert [path.parts[-3] for path in OF_SOFTWARE] == [".github", ".github", ".forgejo", ".forgejo"]
    for path in OF_SOFTWARE:
        called = ".ci/run weekly" if path.name == "weekly.yml" else ".ci/run"
        assert jobs(path)["tests"]["steps"][-1]["run"] == called
    for name, called, comparison in (("tests", ".ci/run", "!="), ("weekly", ".ci/run weekly", "==")):
        job = load(GITLAB)[name]
        assert job["script"][-1] == called
        # A copy of the file in a repository of scans has no such script.
        assert job["rules"] == [{"if": f'$CI_PIPELINE_SOURCE {comparison} "schedule"', "exists": [".ci/run"]}]


def test_the_weekly_run_sets_every_variable_that_asks_for_more() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    found = re.findall(r'environ\.get\("(SCANPRESS_\w+)"|"(SCANPRESS_\w+)" in os\.environ', tests)
    asked = {name for names in found for name in names if name}
    set_there = set(re.findall(r"SCANPRESS_\w+", (ROOT / ".ci" / "run").read_text(encoding="utf-8")))
    assert asked - {"SCANPRESS_HOSTILE_SEED"} == set_there


def test_every_file_of_the_pipelines_is_documented() -> None:
    guide = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8")
    for path in [*WORKFLOWS, GITLAB, *ROOT.glob(".pre-commit-*.yaml")]:
        assert f"`{name_of(path)}`" in guide


def test_templates_of_the_forges_ask_the_same() -> None:
    for name in ("correction.yml", "new-scan.yml"):
        assert load(ROOT / ".github/ISSUE_TEMPLATE" / name) == load(ROOT / ".forgejo/issue_template" / name)
    request = (ROOT / ".github/pull_request_template.md").read_bytes()
    assert request == (ROOT / ".forgejo/pull_request_template.md").read_bytes()
    assert request == (ROOT / ".gitlab/merge_request_templates/Default.md").read_bytes()
