"""The sizes of modules, functions and folders of the package, and which module imports which."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from tests.support.paths import ROOT

PACKAGE = ROOT / "plugins" / "scanpress"
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})

MAX_MODULES = 451  # 203 rooms, those for reading across scans, and those that name and repair broken files
MAX_LINES = 300
MAX_FUNCTION_LINES = 50
MAX_MODULES_OF_A_FOLDER = 20  # the command has a module per subcommand, and more
MIN_LINES_OF_A_PRIVATE_MODULE = 40  # a kind of page may be short


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def name_of(path: Path) -> str:
    """Return the dotted name of a module; a package is named like its folder."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {name_of(path): path for path in MODULES}


@cache
def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def running_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes below a node but for those that only type checkers read."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            for part in child.orelse:
                yield part
                yield from running_nodes(part)
            continue
        yield child
        yield from running_nodes(child)


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Return the names of the package's modules that a module imports, at its top or in its functions."""
    found: set[str] = set()
    for node in running_nodes(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path)}:{node.lineno} imports by a relative name"
            base = str(node.module)
            inner = {f"{base}.{alias.name}" for alias in node.names}
            # A name that is a module is imported itself; another one is taken from the module that is named first.
            found |= {name if name in PATHS else base for name in inner}
    return frozenset(found & PATHS.keys()) - {name_of(path)}


def importers() -> Counter[str]:
    """Return how many modules import each module."""
    return Counter(name for path in MODULES for name in imports_of(path))


def importers_of(name: str) -> list[Path]:
    return [path for path in MODULES if name in imports_of(path)]


def test_the_package_has_no_more_modules_than_a_newcomer_can_survey() -> None:
    assert len(MODULES) <= MAX_MODULES


def test_no_module_is_long() -> None:
    assert [f"{shown(path)}: {lines_of(path)} lines" for path in MODULES if lines_of(path) > MAX_LINES] == []


def test_no_function_is_long() -> None:
    functions = [
        (path, node)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path, node in functions
        if int(node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES
    ] == []


def test_no_folder_is_crowded() -> None:
    counts = {folder: len(list(folder.glob("*.py"))) for folder in FOLDERS if folder.name != "cli"}
    assert [
        f"{shown(folder)}: {count} modules" for folder, count in counts.items() if count > MAX_MODULES_OF_A_FOLDER
    ] == []


def test_no_short_module_serves_one_neighbour_alone() -> None:
    found = []
    for path in MODULES:
        if path.name == "__init__.py" or path.parent.name == "pages":
            continue
        if lines_of(path) < MIN_LINES_OF_A_PRIVATE_MODULE:
            users = importers_of(name_of(path))
            if len(users) == 1 and users[0].parent == path.parent and users[0].name != "__init__.py":
                found.append(f"{shown(path)}: merge it into {users[0].name}, which alone imports it")
    assert found == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name_of(path): imports_of(path) for path in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these modules import each other: {' → '.join(reversed(error.args[1]))}")
