"""Read plain values from a settings file without running it: the file may come from somebody who is not trusted."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import FactsError
from scanpress.plain_file import inside, read_plain

_STAR = re.compile(r"^\s*from\s+(\w+)\s+import\s+\*", re.MULTILINE)
_LONGEST = 1 << 20  # bytes
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Literal:
    """The last value that a settings file gives a setting, and where; `value` is None unless it is a plain value."""

    file: Path
    line: int
    value: Any = None
    is_plain: bool = False


def read_literals(file: Path, names: Iterable[str]) -> dict[str, Literal]:
    """Return the settings of these names that a file gives; raise FactsError if the file is not valid Python.

    A line such as `from pelicanconf import *` is followed if the file is in the same folder.
    """
    return _read(file, frozenset(names), frozenset())


def read_setting(file: Path, name: str, *, default: str) -> str:
    """Return a setting if a settings file gives it as a plain text, else the default."""
    if not file.is_file():
        return default
    try:
        found = read_literals(file, [name]).get(name)
    except FactsError:
        return default  # whoever needs the file says what is wrong with it
    return found.value if found and isinstance(found.value, str) else default


def _read(file: Path, names: frozenset[str], above: frozenset[Path]) -> dict[str, Literal]:
    text = _text(file)
    others = {name: file.with_name(f"{name}.py") for name in _STAR.findall(text)}
    others = {name: other for name, other in others.items() if other.is_file() and other not in above}
    if not others and not any(name in text for name in names):
        return {}  # most files say nothing of these settings; to parse one takes 5 ms with all that this loads
    found: dict[str, Literal] = {}
    for node in _statements(_parsed(file, text), is_plain=True):
        statement, is_plain = node
        if isinstance(statement, ast.ImportFrom) and statement.module in others and statement.names[0].name == "*":
            found |= _read(others[statement.module], names, above | {file})
        for name, value in _assigned(statement):
            if name in names:
                found[name] = _literal(file, statement.lineno, value if is_plain else None)
    return found


def _text(file: Path) -> str:
    try:
        return read_plain(inside(file), limit=_LONGEST).decode("utf-8", errors="replace")
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error.args[0]}"
        raise FactsError(file, [Mistake(0, "", message, "replace it with a plain file that can be read")]) from None


def _parsed(file: Path, text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = f"this is not valid Python: {getattr(error, 'msg', error)}"
        raise FactsError(file, [Mistake(getattr(error, "lineno", 0) or 0, "", message, "correct this line")]) from None


def _statements(body: Iterable[ast.stmt], *, is_plain: bool) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield all statements that may run when the file is imported, each with whether it runs in any case."""
    for node in body:
        yield node, is_plain
        if not isinstance(node, _FUNCTIONS):
            inner = (each for each in ast.iter_child_nodes(node) if isinstance(each, ast.stmt))
            yield from _statements(inner, is_plain=False)


def _assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield each name that a statement gives a value, with the value if it is written there as a whole."""
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
        yield node.target.id, node.value
    elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        yield node.target.id, None
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            names = (each.id for each in ast.walk(target) if isinstance(each, ast.Name))
            yield from ((name, node.value if isinstance(target, ast.Name) else None) for name in names)


def _literal(file: Path, line: int, value: ast.expr | None) -> Literal:
    try:
        return Literal(file, line) if value is None else Literal(file, line, ast.literal_eval(value), is_plain=True)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return Literal(file, line)
