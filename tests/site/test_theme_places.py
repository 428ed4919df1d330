"""The theme is found in a checkout, an editable install and a wheel, and may be replaced in part or as a whole."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from tests.support.files import append, write
from tests.support.paths import ROOT
from tests.support.sites import build

WHERE = "import scanpress.pelican_build.host as host; print(host.THEME)"


def run(*command: str | Path, folder: Path, code: Path | None = None) -> str:
    """Run a command with the package of a folder, if one is given, and return what it prints."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    surroundings |= {"PYTHONPATH": str(code)} if code else {}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def assert_builds_a_site(python: str | Path, project: Path, theme: Path, code: Path | None = None) -> None:
    """Assert that a Python builds a project with a theme."""
    assert Path(run(python, "-c", WHERE, folder=project, code=code).strip()) == theme
    run(python, "-m", "pelican", "--fatal", "warnings", folder=project, code=code)
    assert (project / "output" / "theme" / "site.css").read_bytes() == (ROOT / "theme/static/site.css").read_bytes()
    assert "<h1" in (project / "output" / "index.html").read_text(encoding="utf-8")


def test_a_checkout_has_its_theme_beside_the_plugins(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    checkout = tmp_path_factory.mktemp("checkout")
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    assert_builds_a_site(sys.executable, project, checkout / "theme", code=checkout / "plugins")


def test_an_editable_install_uses_the_theme_of_the_checkout(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment)
    python = environment / "bin" / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=project).strip())
    # What Scanpress needs, and pip, is installed already, beside the tests.
    write(packages / "dependencies.pth", f"{sysconfig.get_path('purelib')}\n")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(python, "-m", "pip", "install", *options, "--editable", ROOT, folder=project)
    assert not (ROOT / "plugins" / "scanpress" / "theme").exists()
    assert_builds_a_site(python, project, ROOT / "theme")


def test_a_wheel_carries_the_theme(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    packages = folder / "packages"
    zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(packages)
    assert_builds_a_site(sys.executable, project, packages / "scanpress" / "theme", code=packages)


def test_one_template_may_be_replaced(project: Path) -> None:
    write(project / "mine" / "home.html", '{% extends "base.html" %}{% block content %}<h1>Mine</h1>{% endblock %}')
    append(project / "pelicanconf.py", 'THEME_TEMPLATES_OVERRIDES = ["mine"]\n')
    site = build(project)
    assert "<h1>Mine</h1>" in site.page("index.html")
    assert "theme/site.css" in site.page("about/index.html")


def test_a_theme_of_ones_own_takes_the_place_of_static_files_and_borrows_templates(project: Path) -> None:
    write(project / "look" / "static" / "site.css", "body { color: navy }\n")
    write(project / "look" / "templates" / "home.html", '{% extends "base.html" %}')
    append(project / "pelicanconf.py", 'THEME = "look"\n')
    site = build(project)
    assert site.page("theme/site.css") == "body { color: navy }\n"
    assert "Impressum" in site.page("about/index.html")


def test_a_theme_with_one_template_borrows_the_style_too(project: Path) -> None:
    write(project / "look" / "templates" / "home.html", '{% extends "base.html" %}')
    append(project / "pelicanconf.py", 'THEME = "look"\n')
    assert build(project).page("theme/site.css") == (ROOT / "theme/static/site.css").read_text(encoding="utf-8")
