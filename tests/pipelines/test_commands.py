"""What hooks and pipelines call is done in a repository as they find it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.support.files import replace_once
from tests.support.git import ENVIRONMENT, commit_all, git, new_repository
from tests.support.paths import REPRODUCIBILITY, ROOT

SCAN = f"{REPRODUCIBILITY}.json"
# Nothing that the pipeline sets in which these tests run themselves.
CLEAN = {name: value for name, value in ENVIRONMENT.items() if not name.startswith(("GITHUB_", "CI_"))}


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """Make a repository as a pipeline fetches it: the last commit merges a pull request that breaks a scan."""
    for name in (SCAN, "scans/iclr-2022/sequential-reptile.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "scanpress").symlink_to(Path(sys.executable).with_name("scanpress"))
    (tmp_path / ".gitignore").write_text("/.venv/\n")
    new_repository(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "change")
    replace_once(tmp_path / SCAN, '"result": "No"', '"result": "Nay"')
    commit_all(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "--no-edit", "change")
    return tmp_path


def step(workflow: str, name: str) -> str:
    jobs = yaml.safe_load((ROOT / workflow).read_text(encoding="utf-8"))["jobs"]
    return next(str(step["run"]) for job in jobs.values() for step in job["steps"] if step["name"] == name)


def kept_by(workflow: str) -> str:
    """Give the path that a workflow keeps as an artefact."""
    jobs = yaml.safe_load((ROOT / workflow).read_text(encoding="utf-8"))["jobs"]
    steps = (step for job in jobs.values() for step in job["steps"])
    return next(str(step["with"]["path"]) for step in steps if "upload-artifact@" in step.get("uses", ""))


def run(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**CLEAN, "NO_COLOR": "1", **environment}
    command = ["bash", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def test_github_notes_the_problem_at_its_line(merged: Path) -> None:
    done = run(merged, step(".github/workflows/check.yml", "Check what changed"))
    line = next(
        n for n, text in enumerate((merged / SCAN).read_text(encoding="utf-8").splitlines(), 1) if "Nay" in text
    )
    assert done.returncode == 1
    assert re.search(rf"^::error file={SCAN},line={line},", done.stdout, re.MULTILINE)


def test_forgejo_compares_with_what_the_change_began_from(merged: Path) -> None:
    git(merged, "update-ref", "refs/remotes/origin/main", "HEAD^1")
    done = run(merged, step(".forgejo/workflows/check.yml", "Check what changed"), GITHUB_BASE_REF="main")
    assert done.returncode == 1
    assert SCAN in done.stdout


BASES = {".github": {}, ".forgejo": {"GITHUB_BASE_REF": "main"}}


@pytest.mark.parametrize(("forge", "environment"), BASES.items(), ids=BASES)
def test_a_preview_has_the_pages_of_what_changed(forge: str, environment: dict[str, str], merged: Path) -> None:
    replace_once(merged / SCAN, '"Nay"', '"Yes"')
    shutil.copytree(ROOT / "content", merged / "content")
    shutil.copy(ROOT / "pelicanconf.py", merged)
    git(merged, "update-ref", "refs/remotes/origin/main", "HEAD^1")
    git(merged, "commit", "-q", "--all", "--amend", "--no-edit")
    workflow = f"{forge}/workflows/preview.yml"
    done = run(merged, step(workflow, "Build the pages of changed scans"), **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    kept = merged / kept_by(workflow)
    assert {page.parent.name for page in kept.glob("scans/iclr-*/*/index.html")} == {"task-arithmetic"}


@pytest.mark.parametrize(
    ("name", "title"),
    [("check", "Fetch the pull request"), ("preview", "Fetch the pull request"), ("tests", "Fetch the commit")],
)
def test_forgejo_fetches_a_pull_request_without_a_token(
    name: str, title: str, merged: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    git(merged, "update-ref", "refs/pull/7/head", "change")
    place = tmp_path_factory.mktemp("job")
    forge = {"GITHUB_SERVER_URL": f"file://{merged.parent}", "GITHUB_REPOSITORY": merged.name}
    script = step(f".forgejo/workflows/{name}.yml", title)
    done = run(place, script, GITHUB_REF="refs/pull/7/head", **forge)
    assert done.returncode == 0, done.stderr
    assert "Nay" in (place / SCAN).read_text(encoding="utf-8")
    git(place, "merge-base", "--is-ancestor", "origin/main^1", "HEAD")


def test_forgejo_publishes_a_site_with_the_clone_in_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "owner/scans")
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("site", encoding="utf-8")
    git(output, "init", "-q", "--bare", "scans.git")
    forge = {"GITHUB_SERVER_URL": f"file://{tmp_path}", "GITHUB_REPOSITORY": "owner/scans", "GITHUB_SHA": "abc"}
    done = run(output, step(".forgejo/workflows/publish.yml", "Publish"), **{**forge, "TOKEN": "t"})
    assert done.returncode == 0, done.stderr
    published = git(tmp_path / "owner/scans", "ls-tree", "-r", "--name-only", "pages").split()
    assert {"index.html", "scans.git/HEAD"} <= set(published)


def test_gitlab_writes_a_report_and_fails(merged: Path) -> None:
    script = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["check"]["script"]
    done = run(merged, "\n".join(script), CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD^1")
    assert done.returncode == 1
    assert "Nay" in (merged / "check.xml").read_text(encoding="utf-8")


def test_a_clean_change_passes_everywhere(merged: Path) -> None:
    git(merged, "checkout", "-q", "HEAD^1")
    script = step(".github/workflows/check.yml", "Check what changed").replace("HEAD^1", "HEAD")
    assert run(merged, script).returncode == 0


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def hook(name: str) -> dict[str, object]:
    return next(each for each in HOOKS if each["id"] == name)


def commit_with_hook(folder: Path) -> subprocess.CompletedProcess[str]:
    """Stage everything, and run the check as the hook does."""
    git(folder, "add", "--all")
    return run(folder, f".venv/bin/{hook('scanpress-check')['entry']}")


def test_the_hook_that_formats_takes_changed_scans_only(merged: Path) -> None:
    before = (merged / SCAN).read_bytes()
    (merged / SCAN).write_bytes(before.replace(b"  ", b"\t"))
    (merged / "other.json").write_text("{ }", encoding="utf-8")
    assert hook("scanpress-fmt")["pass_filenames"] is False
    done = run(merged, f".venv/bin/{hook('scanpress-fmt')['entry']}")
    assert done.returncode == 0, done.stderr
    assert (merged / SCAN).read_bytes() == before
    assert (merged / "other.json").read_text(encoding="utf-8") == "{ }"
    (merged / "other.json").unlink()


def test_the_hook_that_checks_is_called_for_every_commit() -> None:
    # pre-commit filters by the names of files that are left, so a deletion alone would not call it.
    assert hook("scanpress-check")["always_run"] is True
    assert hook("scanpress-check")["pass_filenames"] is False
    assert "files" not in hook("scanpress-check")


def rename_in_upper_case(folder: Path) -> None:
    (folder / SCAN).rename((folder / SCAN).with_suffix(".JSON"))


def save_as_text(folder: Path) -> None:
    shutil.copy(folder / SCAN, folder / f"{SCAN}.txt")


def delete(folder: Path) -> None:
    (folder / SCAN).unlink()


def misspell(folder: Path) -> None:
    (folder / "content").mkdir()
    (folder / "content" / "venues.yaml").write_text("venues:\n  - slgu: acl\n", encoding="utf-8")


def lead_nowhere(folder: Path) -> None:
    (folder / "content").mkdir()
    text = "redirects:\n  scans/a/b.json: scans/a/c.json\n"
    (folder / "content" / "redirects.yaml").write_text(text, encoding="utf-8")


CHANGES = {
    rename_in_upper_case: "task-arithmetic.JSON:1:1  error  SCN",
    save_as_text: "task-arithmetic.json.txt:1:1  error  SCN",
    delete: "lost-scan",
    misspell: "content/venues.yaml: 3 mistakes",
    lead_nowhere: "content/redirects.yaml:2:19  error",
}


@pytest.mark.parametrize(("change", "reported"), CHANGES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_every_change_that_matters_is_seen_by_the_hook_and_the_pipelines(
    change: Callable[[Path], None], reported: str, merged: Path
) -> None:
    git(merged, "checkout", "-q", "-b", "next", "HEAD^1")
    change(merged)
    for done in (commit_with_hook(merged), check_in_pipeline(merged)):
        assert done.returncode == 1
        assert reported in done.stdout + done.stderr


def test_github_notes_a_mistake_in_content_at_its_line(merged: Path) -> None:
    misspell(merged)
    done = run(merged, step(".github/workflows/check.yml", "Check what changed").replace("HEAD^1", "HEAD"))
    assert done.returncode == 1
    assert "::error file=content/venues.yaml,line=2::venues[0].name: is missing; write:" in done.stdout


def check_in_pipeline(folder: Path) -> subprocess.CompletedProcess[str]:
    """Commit what is staged as a pull request, and check it as Forgejo does."""
    git(folder, "commit", "-q", "-m", "change")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD^1")
    return run(folder, step(".forgejo/workflows/check.yml", "Check what changed"), GITHUB_BASE_REF="main")


def test_workflows_run_for_every_pull_request_whatever_it_changes() -> None:
    for name in ("check", "preview"):
        for forge in (".github", ".forgejo"):
            workflow = yaml.safe_load((ROOT / forge / "workflows" / f"{name}.yml").read_text())
            assert workflow[True] == {"pull_request": None}  # "on" is true in YAML 1.1


def test_the_hook_checks_everything_before_the_first_commit(merged: Path) -> None:
    shutil.rmtree(merged / ".git")
    git(merged, "init", "-q")
    done = commit_with_hook(merged)
    assert done.returncode == 1
    assert "Nay" in done.stdout
    replace_once(merged / SCAN, '"Nay"', '"No"')
    assert commit_with_hook(merged).stdout == "no problems in 2 files\n"


@pytest.mark.parametrize(("forge", "environment"), BASES.items(), ids=BASES)
def test_the_summary_has_the_whole_report_and_the_changes(
    forge: str, environment: dict[str, str], merged: Path
) -> None:
    git(merged, "update-ref", "refs/remotes/origin/main", "HEAD^1")
    summary = merged / "summary.md"
    check = ("Check what changed", 1) if forge == ".github" else ("Write the whole report into the summary", 0)
    for name, code in (check, ("Show what changed", 0)):
        script = step(f"{forge}/workflows/check.yml", name)
        done = run(merged, script, GITHUB_STEP_SUMMARY=str(summary), **environment)
        assert done.returncode == code, done.stderr
    report, changes = summary.read_text(encoding="utf-8").split("#### The changes")
    shown = report.removeprefix("#### The check\n\n").strip("\n").split("\n")
    assert shown[0].startswith(f"    {SCAN}:")
    assert shown[-1] == "    1 error in 1 of 1 file"
    assert all(line.startswith("    ") for line in shown)  # nothing in a file can end the block
    assert "#### changed: " in changes


def test_own_hooks_call_what_the_offered_ones_call() -> None:
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    own = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    calls = {hook["id"]: hook["entry"].removeprefix(".venv/bin/") for hook in own}
    assert all(calls[hook["id"]] == hook["entry"] for hook in offered)
