"""The wheel alone builds a site in another folder, with a settings file of four lines."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.paths import ROOT

SETTINGS = """\
from scanpress.scan_pages.defaults import *

SITENAME = "Another place"
SITESUBTITLE = "With its own scans"
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "plugins/scanpress", "theme"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = filter(None, listed.stdout.split("\0"))
    tracked = {f"scanpress/{name}" if name.startswith("theme/") else name.removeprefix("plugins/") for name in names}
    tracked |= {
        "scanpress/theme/pages/about.md",
        "scanpress/theme/pages/methodology.md",
    }  # of this site, fit for others
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == tracked


def test_wheel_builds_a_site_elsewhere(wheel: Path, tmp_path: Path) -> None:
    packages, project = tmp_path / "packages", tmp_path / "project"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(packages)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    for name in ("scans", "content"):
        shutil.copytree(ROOT / name, project / name)
    write(project / "pelicanconf.py", SETTINGS)
    surroundings = {**os.environ, "PYTHONPATH": str(packages)}
    where = [sys.executable, "-c", "import scanpress; print(scanpress.__file__)"]
    found = subprocess.run(where, cwd=project, env=surroundings, check=True, capture_output=True, text=True)
    assert Path(found.stdout.strip()).is_relative_to(packages)

    command = [sys.executable, "-m", "pelican", "--fatal", "warnings"]
    done = subprocess.run(command, cwd=project, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Another place" in (project / "output" / "index.html").read_text(encoding="utf-8")
    assert (project / "output" / "theme" / "site.css").is_file()


def test_readme_begins_a_repository_of_ones_own(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("### A new one")[2]
    commands, settings = re.findall(r"```(?:sh|python)\n(.*?)```", text, re.DOTALL)[:2]
    # The environment is there: what pip installs is the wheel of the tests above.
    lines = [line for line in commands.splitlines() if not line.startswith(("python3 -m venv", "pip "))]
    (tmp_path / "scanpress").symlink_to(ROOT)
    project = tmp_path / "mine"
    project.mkdir()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {**os.environ, "PATH": path}
    run = partial(subprocess.run, cwd=project, env=surroundings, check=True, capture_output=True, text=True)
    run(["sh", "-euxc", "\n".join(lines)])
    (project / "pelicanconf.py").write_text(settings, encoding="utf-8")
    run([Path(sys.executable).with_name("pelican"), "--fatal", "warnings"])
    assert "My scans" in (project / "output" / "index.html").read_text(encoding="utf-8")
    listed = run(["git", "status", "--short", "--untracked-files=normal"]).stdout.split()[1::2]
    assert listed == [".gitattributes", ".gitignore", "content/", "pelicanconf.py", "publishconf.py", "schemas/"]
