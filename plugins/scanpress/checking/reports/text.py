"""The report for people: a code frame with a caret, the remedy, and the question's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanpress.checking.decoding import readable
from scanpress.checking.lines import Lines
from scanpress.checking.reports.frame import frame
from scanpress.checking.reports.summary import summary
from scanpress.checking.rules import rule_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scanpress.checking.problem import Problem
    from scanpress.checking.reports.report import Report

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "caret": "\x1b[1;36m", "dim": "\x1b[2m", "bold": "\x1b[1m"}
_END = "\x1b[0m"
_INDENT = " " * 6
_SHOWN = 8  # of further places, so many lines are named


def render_text(problems: Sequence[Problem], sources: Mapping[str, bytes], *, files: int, colour: bool = False) -> str:
    """Write all problems and a line of counts; `sources` holds the bytes of files by name, `files` is their number."""
    paint = _painted if colour else _unpainted
    lines: dict[str, Lines] = {}
    parts: list[str] = []
    for problem in problems:
        if problem.file in sources and problem.file not in lines:
            lines[problem.file] = Lines(readable(sources[problem.file]))
        parts += _entry(problem, lines.get(problem.file), paint)
    parts.append(paint("bold", summary(problems, files)))
    return "\n".join(parts) + "\n"


def render(report: Report) -> str:
    """Write the report for people."""
    return render_text(report.problems, report.sources, files=report.files, colour=report.colour)


def _entry(problem: Problem, lines: Lines | None, paint: Paint) -> Iterator[str]:
    where = paint("bold", f"{problem.file}:{problem.line}:{problem.column}")
    rule = f"{problem.code} {problem.name}"
    yield f"{where}  {paint(problem.severity, problem.severity)}  {rule}  {problem.pointer}".rstrip()
    text = lines.line(problem.line) if lines else ""
    if text:
        line, carets = frame(problem, text)
        yield paint("dim", line[:7]) + line[7:]
        yield paint("dim", carets[:7]) + paint("caret", f"{carets[7:]} {problem.remedy}")
    if not rule_named(problem.name).evident:
        yield f"{_INDENT}{problem.message}"
    if not text:
        yield f"{_INDENT}{problem.remedy}"
    if problem.also:
        yield f"{_INDENT}{_further(problem.also)}"
    if problem.question:
        yield f"{_INDENT}question: {problem.question}   see {problem.see}"


def _further(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:_SHOWN]))
    rest = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f"also in line{'s' if len(lines) > 1 else ''} {shown}{rest}"


def _painted(colour: str, text: str) -> str:
    return f"{_COLOURS[colour]}{text}{_END}"


def _unpainted(_: str, text: str) -> str:
    return text


if TYPE_CHECKING:
    from collections.abc import Callable

    Paint = Callable[[str, str], str]
