"""`scanpress export` makes the same bytes as a build, and says what it cannot make."""

from pathlib import Path
from typing import Any

import pytest
from tests.support.building_once import BuildOnce
from tests.support.exporting import assert_same_as_site
from tests.support.files import append, contents
from tests.support.git import git, new_repository
from tests.support.hostile_site import SICI, build_hostile_site
from tests.support.paths import REPRODUCIBILITY, SURVEY
from tests.support.sites import PUBLIC_URL, Site

from scanpress.cli import main
from scanpress.corpus import Loaded, load_corpus
from scanpress.export.lookup import record_address
from scanpress.export.names import ANSWERS, BUNDLE, CHANGES, DATABASE, IDENTIFIERS, OTHERS, PARQUET

PUBLIC = ("--settings", "publishconf.py")


@pytest.fixture(scope="session")
def record(build_once: BuildOnce) -> Site:
    """Return a public site of real scans, hostile ones, and ones with odd identifiers, to read only."""
    return build_once.site("one-record", build_hostile_site)


def test_the_command_makes_all_files_of_a_hostile_site(
    record: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(record.folder)
    monkeypatch.setenv("SITEURL", PUBLIC_URL)
    made = assert_same_as_site(record, tmp_path, *PUBLIC)
    assert {f"{SURVEY}.bib", f"{REPRODUCIBILITY}.svg", "scans.tar.gz", "scanpress.bundle"} <= made
    assert {record_address("doi", SICI), "by-arxiv/2406.13229.json", "data/identifiers/ff.json"} <= made


def test_the_command_makes_the_files_of_a_site_without_git(
    public_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(public_site.folder)
    monkeypatch.setenv("SITEURL", PUBLIC_URL)
    assert_same_as_site(public_site, tmp_path, *PUBLIC, names=OTHERS[:-2])


@pytest.mark.parametrize("name", [CHANGES, BUNDLE, "scans.tar.gz"])
def test_what_needs_a_history_is_not_made_without_git(
    name: str, public_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(public_site.folder)
    assert main(["export", "--to", str(tmp_path), "--only", "svg", name]) == 2
    assert f"{name} cannot be made: " in capsys.readouterr().err
    assert contents(tmp_path) == {}, "the folder has no half of an export"


def test_the_command_writes_the_changes_and_downloads_that_the_site_offers(
    scans_in_git: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(scans_in_git.folder)
    assert main(["export", "--to", str(tmp_path), "--only", CHANGES, BUNDLE, "scans.tar.gz", "svg"]) == 0
    said = capsys.readouterr().out
    assert f"{tmp_path}/**/*.svg: 5 files, " in said
    assert f"{tmp_path}/{CHANGES}: 8 rows, " in said
    assert (tmp_path / CHANGES).read_bytes() == (scans_in_git.output / "data" / CHANGES).read_bytes()
    for name in ("scanpress.bundle", "scans.tar.gz"):
        assert (tmp_path / name).read_bytes() == (scans_in_git.output / name).read_bytes()


def test_only_the_named_files_are_written(public_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(public_site.folder)
    assert main(["export", "--to", str(tmp_path), "--only", PARQUET, DATABASE]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {PARQUET, DATABASE}


def test_the_database_is_left_out_if_hosts_would_refuse_it(
    public_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(path.stat().st_size for path in (public_site.folder / "scans").rglob("*.json"))
    monkeypatch.chdir(public_site.folder)
    monkeypatch.setattr("scanpress.export.names.MUCH", size)
    assert main(["export", "--to", str(tmp_path / "fits")]) == 0
    monkeypatch.setattr("scanpress.export.names.MUCH", size // 2)
    assert main(["export", "--to", str(tmp_path / "too-large")]) == 0
    fits, too_large = ({path.name for path in (tmp_path / name).iterdir()} for name in ("fits", "too-large"))
    assert fits - too_large == {DATABASE}


def test_a_setting_that_is_computed_or_names_no_branch_is_reported(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    new_repository(project, "Add scans")
    git(project, "checkout", "--quiet", "--detach")
    monkeypatch.chdir(project)
    settings = project / "pelicanconf.py"
    plain = settings.read_text(encoding="utf-8")
    append(settings, "GIT_BRANCH = 'releases'\n")
    assert main(["export", "--only", BUNDLE]) == 2
    assert f"{BUNDLE} cannot be made: GIT_BRANCH: neither the repository nor its origin" in capsys.readouterr().err
    settings.write_text(f"{plain}GIT_NAME = str(1)\n", encoding="utf-8")
    assert main(["export", "--only", IDENTIFIERS, BUNDLE]) == 2
    assert "GIT_NAME in " in capsys.readouterr().err
    assert main(["export", "--only", DATABASE]) == 0, "it does not need the setting"


def test_a_scan_that_changes_meanwhile_is_reported(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def changing(*arguments: Any, **options: Any) -> Loaded:
        loaded = load_corpus(*arguments, **options)
        append(project / f"{REPRODUCIBILITY}.json", "\n")
        return loaded

    monkeypatch.chdir(project)
    monkeypatch.setattr("scanpress.corpus.load_corpus", changing)
    for name in (ANSWERS, "svg"):
        assert main(["export", "--only", name]) == 2
        assert f"{REPRODUCIBILITY}.json changed while its data were read: try again" in capsys.readouterr().err
        assert contents(project / "data") == {}
