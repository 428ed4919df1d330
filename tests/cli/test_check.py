"""`scanpress check` as it is called: exit codes, choice of files, formats, and what goes where."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import new_repository
from tests.support.paths import REPRODUCIBILITY_FILE as REAL
from tests.support.paths import ROOT

from scanpress.cli import COMMANDS, main


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one scan, and go there."""
    put(tmp_path, "scans/a/good.json", REAL.read_text())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(root: Path, name: str, text: str) -> None:
    write(root / name, text)


def bad(title: str = "Another paper") -> str:
    return REAL.read_text().replace("Editing models with task arithmetic", title).replace('"venue"', '"vennue"')


def test_the_real_scans_are_clean(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("no problems in ")


def test_problems_of_all_files_are_reported(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository, "scans/a/one.json", bad())
    put(repository, "scans/b/two.json", "{")

    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert out.index("scans/a/one.json:15:5  error  SCN014") < out.index("scans/b/two.json:1:2  error  SCN005")
    assert out.endswith("2 errors in 2 of 3 files\n")
    assert "\x1b" not in out


def test_files_and_folders_can_be_named(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository, "scans/b/two.json", bad())

    assert main(["check", "scans/a"]) == 0
    assert main(["check", "scans/a/good.json", "."]) == 1
    assert capsys.readouterr().out.endswith("1 error in 1 of 2 files\n")


def test_it_works_from_a_folder_below(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "scans" / "a")

    assert main(["check"]) == 0
    assert main(["check", "good.json"]) == 0


def test_worker_processes_change_nothing(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(300):
        put(repository, f"scans/b/{number}.json", bad(f"Paper {number}"))

    assert main(["check", "--jobs", "1"]) == 1
    alone = capsys.readouterr().out
    assert main(["check", "--jobs", "2"]) == 1
    assert capsys.readouterr().out == alone


def test_warnings_count_only_when_strict(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(
        repository, "scans/a/good.json", REAL.read_text().replace('"kind": "model",', '"kind": "model", "run": "gone",')
    )

    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    capsys.readouterr()
    put(repository, "scans/runs/gone-1.json", "{}")
    assert main(["check", "scans/a"]) == 0
    assert 'did you mean "gone-1"? Else add scans/runs/gone.json' in capsys.readouterr().out


def test_only_changed_files_are_reported_since_a_commit(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository, "scans/b/old.json", bad("Old"))
    new_repository(repository)

    assert main(["check", "--since", "HEAD"]) == 0
    put(repository, "scans/a/again.json", REAL.read_text())
    capsys.readouterr()
    assert main(["check", "--since", "HEAD", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [(each["file"], each["name"]) for each in report["problems"]] == [("scans/a/again.json", "duplicate-scan")]
    assert report["files"] == 1
    assert main(["check", "--since", "nowhere"]) == 2


def test_a_new_scan_outside_of_the_folder_of_scans_is_reported_since_a_commit(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository, "old.json", REAL.read_text())
    new_repository(repository)
    for place in ("new.json", "scan/a/new.json", "content/new.json"):
        put(repository, place, REAL.read_text())

    assert main(["check", "--since", "HEAD", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [(each["file"], each["name"]) for each in report["problems"]] == [
        (place, "stray-file") for place in ("content/new.json", "new.json", "scan/a/new.json")
    ]
    assert main(["check", "--since", "HEAD"]) == 0
    assert capsys.readouterr().out.endswith("3 warnings in 3 of 3 files\n")


def test_an_editor_can_send_a_file() -> None:
    command = [sys.executable, "-m", "scanpress.cli", "check", "--stdin", "--name", "scans/a/b.json"]
    done = subprocess.run(command, input=bad(), capture_output=True, text=True, check=False, encoding="utf-8")

    assert done.returncode == 1
    assert done.stdout.startswith("scans/a/b.json:15:5  error  SCN014 unknown-key  /paper/vennue\n")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_every_format_tells_a_clean_repository(repository: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", form]) == 0
    assert "no problems in 1 file" in capsys.readouterr().out or form == "sarif"
    assert repository.is_dir()


def test_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "scn014"]) == 0
    reported = capsys.readouterr().out
    assert "justifcation" in reported
    assert max(map(len, reported.split("\n"))) <= 80
    assert main(["check", "--list-rules"]) == 0
    assert "SCN014  error    unknown-key" in capsys.readouterr().out


WRONG = [
    ["check", "gone.json"],
    ["check", "--explain", "SCN999"],
    ["check", "--stdin"],
    ["check", "--name", "x"],
    ["check", "--format", "x"],
    ["check", "--jobs", "0"],
    ["check", "--jobs", "many"],
    ["x"],
    [],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_use_has_an_exit_code_of_its_own(words: list[str], repository: Path) -> None:
    assert repository.is_dir()
    assert main(words) == 2


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (RuntimeError, 3)])
def test_interruptions_and_internal_errors_have_exit_codes_of_their_own(
    error: type[BaseException], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr("scanpress.cli.check.run", fail)

    assert main(["check"]) == code


@pytest.mark.parametrize("name", COMMANDS)
def test_every_subcommand_has_help_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([name, "--help"]) == 0
    reported = capsys.readouterr().out
    assert f"example: scanpress {name}" in reported
    sentences = [line for line in reported.split("\n") if "example: " not in line]
    assert [line for line in sentences if len(line) > 80] == []


def test_help_loads_nothing_that_is_slow() -> None:
    slow = {"pelican", "jsonschema", "jsonschema_rs", "git", "orjson", "yaml", "markdown", "scanpress.checking"}
    code = "import sys; from scanpress.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not slow & set(done.stderr.split())


def test_settings_that_are_not_valid_python_are_reported_with_their_line(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository, "pelicanconf.py", 'SITENAME = "Scans"\nFORGE = [1,\nX = 2\n')

    assert main(["check"]) == 1
    assert "pelicanconf.py: this is not valid Python: '[' was never closed" in capsys.readouterr().err
    assert main(["check", "--format", "github"]) == 1
    assert "::error file=pelicanconf.py,line=2::" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["venues.yml", "accuracy.YAML", "Redirects.yaml"])
def test_a_file_of_facts_beside_the_one_that_is_read_is_reported(
    name: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = f"{Path(name).stem.lower()}.yaml"
    put(repository, f"content/{read}", (ROOT / "content" / read).read_text(encoding="utf-8"))
    put(repository, f"content/{name}", "a: 1\n")

    assert main(["check"]) == 1
    assert f"move what is missing there to {read}, and remove this file" in capsys.readouterr().err


def test_a_file_of_facts_that_a_setting_names_is_read(repository: Path) -> None:
    put(repository, "content/venues.yml", "venues:\n  - slug: iclr\n    short: ICLR\n    name: Learning\n")
    put(repository, "pelicanconf.py", 'SITENAME = "A"\nVENUES_FILE = "content/venues.yml"\n')

    assert main(["check"]) == 0


@pytest.mark.parametrize("name", ["venues.yml", "Venues.yaml", "venue.yaml", "operators.yml", "redirects.YAML"])
def test_a_file_of_facts_under_another_name_is_reported(
    name: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository, f"content/{name}", "venues: []\n")
    put(repository, "content/pages/notes.yml", "a: 1\n")

    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert f"content/{name}: one mistake" in said
    assert "nothing reads a file of this name; rename it to " in said


@pytest.mark.parametrize(
    ("file", "text", "mistake"),
    [
        ("content/venues.yaml", "venues:\n  - name: ICLR\n    nme: x\n", "line 3: venues[0].nme: is not a known key"),
        ("content/operator.yaml", "foo: 1\n", "foo: is not a known key"),
        ("pelicanconf.py", "SITENAME = (\n", "line 1: pelicanconf.py: this is not valid Python"),
    ],
)
def test_the_summary_of_a_job_has_the_mistakes_in_files_of_the_site(
    file: str, text: str, mistake: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, file, text)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "summary.md"))

    assert main(["check", "--format", "github"]) == 1
    summary = (repository / "summary.md").read_text(encoding="utf-8")
    assert f"    {file}: " in summary
    assert mistake in summary
    assert "in files of the site:" in summary


def test_the_summary_of_a_job_has_all_problems(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        put(repository, f"scans/b/bad-{number}.json", bad(f"Paper {number}"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "summary.md"))

    assert main(["check", "--format", "github"]) == 1
    assert capsys.readouterr().out.count("::error ") == 10
    summary = (repository / "summary.md").read_text(encoding="utf-8")
    assert all(f"scans/b/bad-{number}.json" in summary for number in range(12))
    main(["check"])
    assert "more files; --all shows them" in capsys.readouterr().out
    main(["check", "--all"])
    assert "--all" not in capsys.readouterr().out
