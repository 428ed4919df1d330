"""The size of a site at the end of a build, and the limits of its host."""

import re
from pathlib import Path

import pytest
from tests.support.files import append
from tests.support.git import git
from tests.support.sites import Site, build

from scanpress.pelican_build import host_limits
from scanpress.pelican_build.host_limits import HOSTS, mistakes
from scanpress.pelican_build.settings import SettingsError, SharedSettings

TINY = {"files": 10, "bytes": 20_000, "bytes_per_file": 5_000, "files_per_folder": 2, "entries": 30}


def committed(project: Path) -> Path:
    """Make a repository of a project, so that the git browser publishes it, and return the project."""
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Add all")
    return project


def figures_of(site: Site) -> tuple[int, int]:
    sizes = [len(content) for content in site.contents().values()]
    return len(sizes), sum(sizes)


def test_a_build_ends_with_the_files_and_bytes_of_the_whole_site(project: Path) -> None:
    for again in (False, True):  # written by this build, and by an earlier one
        done = build(committed(project) if not again else project)
        files, size = figures_of(done)
        assert any(address.endswith(".pack") for address in done.contents())
        assert f"The site has {files:,} files, {size / 1e6:,.1f} MB." in done.said
    assert "HOST_LIMITS" not in done.said


def test_each_limit_that_is_exceeded_is_reported_with_the_settings_that_help(project: Path) -> None:
    append(committed(project) / "pelicanconf.py", f"HOST_LIMITS = {TINY}\nGIT_VERSIONS = 'none'\n")
    done = build(project)
    files, size = figures_of(done)
    largest = max(done.contents().items(), key=lambda item: len(item[1]))
    folders = {parent for address in done.addresses() for parent in Path(address).parents} - {Path()}
    for line in (
        f"HOST_LIMITS: {files:,} files exceed the limit of the host, 10.",
        f"HOST_LIMITS: {size:,} bytes exceed the limit of the host, 20,000.",
        f"HOST_LIMITS: {len(largest[1]):,} bytes in one file ({largest[0]}) exceed the limit of the host, 5,000.",
        f"HOST_LIMITS: {files + len(folders):,} files and folders exceed the limit of the host, 30.",
    ):
        assert line in done.said
    assert re.search(r"\d+ files in one folder \(\S+/\) exceed the limit of the host, 2\.", done.said)
    assert "  GIT_FILE_PAGES = False leaves out up to " in done.said
    assert "GIT_VERSIONS =" not in done.said, "it is set already"


def test_a_setting_is_named_only_for_a_limit_that_it_helps_with(project: Path) -> None:
    append(committed(project) / "pelicanconf.py", "HOST_LIMITS = {'bytes_per_file': 1000}\n")
    done = build(project)
    largest = max(done.contents().items(), key=lambda item: len(item[1]))[0]
    assert f"bytes in one file ({largest}) exceed" in done.said
    assert not largest.startswith("scanpress.git/")
    assert "GIT_PUBLISH_CLONE" not in done.said


def test_the_files_of_scans_and_the_data_files_are_among_what_can_be_left_out(built_project: Path) -> None:
    """Which files a setting leaves out is read from the state of the build, not from their names."""
    settings = built_project / "pelicanconf.py"
    extras = "bib|ris|csl\\.json|svg"
    before = build(built_project).contents()
    of_extras = [
        content
        for address, content in before.items()
        if re.fullmatch(rf"scans/.+\.(?:{extras})|by-(?:doi|arxiv)/.+", address)
    ]
    largest = max((len(content), address) for address, content in before.items())[1]
    append(settings, "HOST_LIMITS = {'files': 400, 'bytes_per_file': 1000}\n")
    said = build(built_project).said
    saved = f"{len(of_extras)} files, {sum(map(len, of_extras)) / 1000:.0f} kB"
    assert re.findall(r"  SCAN_EXTRAS = .+", said) == [f"  SCAN_EXTRAS = [] leaves out up to {saved}."]
    assert largest == "data/scans.sqlite"
    assert "  DATA_FILES = [] leaves out up to 4 files, " in said[said.index(largest) :]
    append(settings, "SCAN_EXTRAS = ()\n")
    assert "SCAN_EXTRAS" not in build(built_project).said


def test_a_site_within_the_limits_of_its_host_is_not_reported(project: Path) -> None:
    append(project / "pelicanconf.py", 'HOST_LIMITS = "cloudflare-pages"\n')
    assert "HOST_LIMITS" not in build(project).said


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("github", "cloudflare-pages"),
        (20_000, "20000 is not a known host"),
        ({"megabytes": 3}, "'megabytes' is not a limit"),
        ({"files": "many"}, "files is 'many'"),
        ({"files": True}, "files is True"),
        ({"files": -1}, "files is -1"),
    ],
)
def test_a_host_that_is_not_known_and_a_limit_that_is_not_a_number_are_refused(given: object, named: str) -> None:
    with pytest.raises(SettingsError, match=r"^HOST_LIMITS: ") as caught:
        SharedSettings.parse({"HOST_LIMITS": given})
    assert named in str(caught.value)


def test_every_known_host_has_limits_that_the_setting_takes() -> None:
    for host, limits in HOSTS.items():
        assert list(mistakes(host)) == []
        assert limits, host
        assert list(mistakes(limits)) == []


def test_documentation_names_every_known_host() -> None:
    guide = Path(host_limits.__file__).parents[3] / "docs" / "scaling.md"
    text = guide.read_text(encoding="utf-8")
    assert [host for host in HOSTS if f"`{host}`" not in text] == []
