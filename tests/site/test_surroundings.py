"""The same commit gives the same site, whoever builds it, where, when and with which settings of their own."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

import pytest
from tests.support.files import contents, write
from tests.support.git import new_repository
from tests.support.paths import REPRODUCIBILITY
from tests.support.sites import PELICAN, copy_project

_GITCONFIG = """\
[core]
\tquotePath = true
\tautocrlf = true
\tabbrev = 4
\tpager = false
[log]
\tdate = relative
\tshowSignature = true
\tdecorate = full
[diff]
\trenames = false
\tnoprefix = true
\talgorithm = patience
\tcontext = 9
[i18n]
\tlogOutputEncoding = ISO-8859-1
[color]
\tui = always
"""


@dataclass(frozen=True)
class Surroundings:
    """What may differ between two machines: variables, where the repository is, and how its files are."""

    variables: Mapping[str, str | None] = field(default_factory=dict)
    folder: str = "here"
    umask: int = 0o022
    modified: float | None = None
    is_writable: bool = True
    called_from: str | None = None
    gitconfig: str = ""

    def __or__(self, other: "Surroundings") -> "Surroundings":
        """Return both at once; where they differ from the usual, the other one counts."""
        usual = Surroundings()
        changed = {name: value for name, value in vars(other).items() if value != getattr(usual, name)}
        return Surroundings(**{**vars(self), **changed, "variables": {**self.variables, **other.variables}})


SURROUNDINGS = {
    "time zone": Surroundings({"TZ": "Pacific/Apia"}),
    "locale C": Surroundings({"LC_ALL": "C"}),
    "Turkish": Surroundings({"LC_ALL": None, "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    "other encoding of what is printed": Surroundings({"PYTHONIOENCODING": "latin-1:replace"}),
    "hash seed": Surroundings({"PYTHONHASHSEED": "7"}),
    "optimised": Surroundings({"PYTHONOPTIMIZE": "1"}),
    "no home": Surroundings({"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}),
    "other user": Surroundings({"USER": "jo", "LOGNAME": "jo", "USERNAME": "jo", "HOSTNAME": "elsewhere"}),
    "narrow": Surroundings({"COLUMNS": "20", "LINES": "5"}),
    "dumb terminal": Surroundings({"TERM": "dumb"}),
    "colours": Surroundings({"FORCE_COLOR": "1", "NO_COLOR": None, "TERM": "xterm-256color"}),
    "continuous integration": Surroundings({"CI": "true", "GITHUB_ACTIONS": "true"}),
    "no network": Surroundings(dict.fromkeys(("http_proxy", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")),
    "another day": Surroundings({"SOURCE_DATE_EPOCH": "86400"}),
    "one process": Surroundings({"SCANPRESS_JOBS": "1"}),
    "three processes": Surroundings({"SCANPRESS_JOBS": "3"}),
    "git config": Surroundings(gitconfig=_GITCONFIG),
    "git variables": Surroundings(
        {"GIT_AUTHOR_DATE": "1 +0000", "GIT_PAGER": "false", "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"}
    ),
    "git folder": Surroundings(dict.fromkeys(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"), "/nowhere")),
    "editor and pager": Surroundings({"EDITOR": "false", "PAGER": "false", "LESS": "", "CDPATH": "/"}),
    "umask": Surroundings(umask=0o077),
    "old files": Surroundings(modified=1_000_000_000),
    "read-only source": Surroundings(is_writable=False),
    "other folder": Surroundings(called_from="/"),
    "long odd path": Surroundings(folder=f"with spaces/Ünï \N{GRINNING FACE} 'x'/{'deep/' * 20}here"),
}
_AT_ONCE = reduce(Surroundings.__or__, SURROUNDINGS.values())
# All at once find what one of them finds; one by one they say which it is.
_TRIED = SURROUNDINGS if os.environ.get("SCANPRESS_SURROUNDINGS") else {"all at once": _AT_ONCE}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("surroundings") / "collection")
    for scan in [path for path in folder.glob("scans/*/*.json") if path != folder / f"{REPRODUCIBILITY}.json"]:
        scan.unlink()
    write(folder / ".gitignore", "output/\ncache/\n")
    write(folder / "notes" / "Ünï cöde.md", "# Notes\n\nOf *papers*.\n")
    new_repository(folder, "Add a scan")
    return folder


@pytest.fixture(scope="module")
def expected(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the site as it is built in the usual way."""
    return built(repository, tmp_path_factory.mktemp("usual"), Surroundings())


def built(repository: Path, root: Path, around: Surroundings) -> dict[str, bytes]:
    """Build a copy of the repository in its surroundings, and return the files of the site."""
    folder = root / around.folder / "collection"
    shutil.copytree(repository, folder)
    sources = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    for path in sources:
        if around.modified is not None:
            os.utime(path, (around.modified, around.modified))
        if not around.is_writable:
            path.chmod(0o444)
    write(root / "gitconfig", around.gitconfig)
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": str(root / "gitconfig"), **around.variables}
    done = subprocess.run(
        [PELICAN, "--fatal", "errors", "-s", folder / "pelicanconf.py"],
        cwd=around.called_from or folder,
        env={name: value for name, value in variables.items() if value is not None},
        umask=around.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")
    return contents(folder / "output")


@pytest.mark.parametrize("name", _TRIED)
def test_the_site_has_the_same_bytes(repository: Path, expected: dict[str, bytes], tmp_path: Path, name: str) -> None:
    assert len(SURROUNDINGS) == 25
    found = built(repository, tmp_path, _TRIED[name])
    assert found.keys() == expected.keys()
    assert [address for address in found if found[address] != expected[address]] == []
    assert len(found) > 300
