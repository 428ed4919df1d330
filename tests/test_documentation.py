"""The documents for operators and developers say what the code says, and name only what exists."""

import ast
import re
from functools import cache

import pytest
from docs.generate import DOCS, imports, settings_page, with_imports
from tests.support.paths import ROOT

from scanpress.git_browser import defaults as git_browser_defaults
from scanpress.pelican_build.settings import PELICAN
from scanpress.scan_pages import defaults as scan_pages_defaults

PACKAGE = ROOT / "plugins" / "scanpress"
GUIDE = (DOCS / "development.md").read_text(encoding="utf-8")
PROSE = re.sub(r"```.*?```", "", GUIDE, flags=re.DOTALL)
# The plugins tell each other by these, or use Pelican's own value.
_INTERNAL = {"SCANPRESS_SERVED", "SCANPRESS_STATIC_PATHS", "THEME_STATIC_PATHS", "THEME_STATIC_DIR"}
_READ = re.compile(r"""\b(?:settings|environ)(?:\.get\(|\.setdefault\(|\[)["']([A-Z_]+)["']""")
_MOST_STEPS = 6


def section(title: str) -> str:
    (found,) = re.findall(rf"^#+ {title}\n(.*?)(?=^#)", PROSE, re.MULTILINE | re.DOTALL)
    return str(found)


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names that a module defines, also within its classes."""
    module = next(folder / path for folder in (ROOT, PACKAGE) if (folder / path).exists())
    tree = ast.parse(module.read_text(encoding="utf-8"))
    defined = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))
    return frozenset(node.name for node in defined)


def test_the_table_of_settings_is_generated_from_the_code() -> None:
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == settings_page(), "run: make docs"


def test_every_setting_that_the_code_reads_is_in_the_table() -> None:
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", settings_page(), re.MULTILINE))
    modules = [*PACKAGE.rglob("*.py"), ROOT / "publishconf.py"]
    read = {name for path in modules for name in _READ.findall(path.read_text(encoding="utf-8"))}
    assert "SCANPRESS_JOBS" in read
    assert read - _INTERNAL - {"TERM", "NO_COLOR", "GITHUB_STEP_SUMMARY", "RSYNC_RSH"} <= listed


def test_described_defaults_of_pelican_are_those_of_a_settings_file() -> None:
    described = {setting.name: setting.default for setting in PELICAN}
    given = {name: value for name, value in vars(scan_pages_defaults).items() if name in described}
    assert given.pop("THEME") == vars(git_browser_defaults)["THEME"]
    assert given
    assert given == {name: described[name] for name in given}


def test_what_a_package_may_import_is_generated_from_the_contract() -> None:
    assert with_imports(GUIDE) == GUIDE, "run: make docs"


def test_every_package_is_in_the_table() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    packages |= {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    rows = re.findall(r"^\| `(\w+)` \|", section("The packages"), re.MULTILINE)
    assert sorted(rows) == sorted(packages) == sorted(imports())


def test_a_page_is_made_in_few_steps() -> None:
    for title in ("From a scan to its page", "From a commit to its page"):
        steps = re.findall(r"^\d\. `(\w+)`", section(title), re.MULTILINE)
        assert len(set(steps)) == len(steps) <= _MOST_STEPS
        assert set(steps) <= {*imports(), "theme"}


@pytest.mark.parametrize(("name", "path"), re.findall(r"`(\w+)`\s+in\s+`([\w/]+\.py)`", PROSE))
def test_a_function_that_is_named_exists(name: str, path: str) -> None:
    assert name in names_in(path)


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:\w+/)+[\w.-]+)`", PROSE))
    missing = [name for name in named if not any((folder / name).exists() for folder in (ROOT, PACKAGE))]
    ignored = ["cache/scanpress.sqlite"]
    assert sorted(missing) == [name for name in ignored if name in missing]


def test_every_folder_of_tests_is_in_the_table() -> None:
    rows = re.findall(r"^\| `tests/([\w.]+)` \|", section("Tests"), re.MULTILINE)
    tests = ROOT / "tests"
    folders = [path.name for path in tests.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert sorted(rows) == sorted([*folders, *(path.name for path in tests.glob("test_*.py"))])


def test_tests_of_a_browser_are_where_the_table_says() -> None:
    rows = re.findall(r"^\| `tests/(\w+)` \|.*\| (some|half) \|$", section("Tests"), re.MULTILINE)
    marked = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py") if "mark.browser" in path.read_text()}
    assert {name for name, _ in rows} == marked


def test_every_promise_about_security_names_tests_that_exist() -> None:
    rows = [line for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) > 15
    for row in rows[1:]:
        named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row.split(" | ")[-1])
        assert named, row
        for path, name in named:
            assert (ROOT / path).is_file(), path
            assert not name or name in names_in(path), (path, name)
