"""The report for people: the line of the file with carets, the remedy, and the text of the question."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from scanpress.checking.display import visible
from scanpress.checking.problem import Problem
from scanpress.checking.reading.text import Lines, readable
from scanpress.checking.reports.repetition import Shown, abridged, in_words
from scanpress.checking.reports.report import Report
from scanpress.checking.rules import rule_named

Paint = Callable[[str, str], str]

_WIDEST = 110
_BEFORE = 50
_NUMBER_WIDTH = 5
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "caret": "\x1b[1;36m", "dim": "\x1b[2m", "bold": "\x1b[1m"}
_END = "\x1b[0m"
_INDENT = " " * 6
_SHOWN = 8  # further lines that are named


def render(report: Report) -> str:
    """Return the report for people."""
    return _render(report.shown, report, "--all")


def render_text(
    problems: Sequence[Problem], sources: Mapping[str, bytes], *, files: int, colour: bool = False, way: str = "--all"
) -> str:
    """Return problems and a line of counts; the same finding in many files is shown for three, and `way` shows all.

    `sources` has the bytes of files by name, `files` is their number.
    """
    report = Report(tuple(problems), files, sources, colour)
    return _render(report.shown, report, way)


def render_for_summary(report: Report) -> str:
    """Return the report for people in the summary of a job, where no colour is shown."""
    return _render(tuple(abridged(report.problems)), replace(report, colour=False), "scanpress check --all")


def _render(shown: Sequence[Shown], report: Report, way: str) -> str:
    colour, sources = report.colour, report.sources
    paint = _painted if colour else _unpainted
    lines: dict[str, Lines] = {}
    parts: list[str] = []
    for problem, others in shown:
        if problem.file in sources and problem.file not in lines:
            lines[problem.file] = Lines(readable(sources[problem.file]))
        parts += _entry(problem, lines.get(problem.file), paint)
        if others:
            parts.append(f"{_INDENT}{in_words(others, way)}")
    parts.append(paint("bold", report.counts))
    return "\n".join(parts) + "\n"


def frame(problem: Problem, line: str) -> tuple[str, str]:
    """Return the line of a problem and the carets below it; a long line is cut around the place."""
    start = problem.column - 1
    end = problem.end_column - 1 if problem.end_line == problem.line else len(line)
    # The line is cut before its width is measured: in a hostile file it may be a megabyte long.
    first = max(0, start - _BEFORE) if len(line) > _WIDEST else 0
    last = min(len(line), first + _WIDEST)
    before, marked, after = line[first:start], line[start : min(end, last)], line[max(start, min(end, last)) : last]
    lead = "…" * (first > 0)
    shown = lead + _plain(before) + _plain(marked) + _plain(after) + "…" * (last < len(line))
    carets = " " * (len(lead) + _width(_plain(before))) + "^" * max(1, _width(_plain(marked)))
    return f"{problem.line:>{_NUMBER_WIDTH}} | {shown}".rstrip(), f"{'':>{_NUMBER_WIDTH}} | {carets}"


def _plain(text: str) -> str:
    return visible(text.replace("\t", " "))


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_columns(each) for each in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _entry(problem: Problem, lines: Lines | None, paint: Paint) -> Iterator[str]:
    where = paint("bold", f"{problem.file}:{problem.line}:{problem.column}")
    rule = f"{problem.code} {problem.name}"
    yield f"{where}  {paint(problem.severity, problem.severity)}  {rule}  {problem.pointer}".rstrip()
    text = lines.line(problem.line) if lines else ""
    if text.count("\0", 0, _WIDEST) > 1:  # a binary file has nothing that people can read
        text = ""
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
