"""The report for GitHub and Forgejo: workflow commands beside lines, and the summary of a job."""

from collections.abc import Iterator

from scanpress.checking.problem import Problem
from scanpress.checking.reports.repetition import ordered
from scanpress.checking.reports.report import Report, in_one_line
from scanpress.checking.reports.text import render_for_summary

_ANNOTATIONS = 10  # GitHub shows so many of one step
_LARGEST = 900_000  # bytes of the summary of a job, which may have 1 MiB with what else is in it


def render(report: Report) -> str:
    """Return a workflow command for each of the ten problems that matter most; the others follow as plain lines.

    If the others are in the summary of the job, they are only counted. Text from a file cannot end a command or start
    another.
    """
    first, others = _parted(report)
    lines = [_workflow_command(problem) for problem in first]
    if others and report.has_summary:
        lines.append(f"{len(others):,} more {_problems(len(others))} in the summary of this job")
    else:
        lines += [f"- {in_one_line(problem)}" for problem in others]
    return "\n".join([*lines, report.counts]) + "\n"


def job_summary(report: Report, *, largest: int = _LARGEST) -> str:
    """Return the text report in Markdown, then a line for each problem that it only counts, as far as they fit."""
    lines = [*render_for_summary(report).splitlines(), *report.site]
    parts = ["#### The check", "", *_fitting(lines, largest // 2, "lines of this report")]
    if report.is_abridged:
        left = largest - sum(len(part.encode(errors="replace")) + 1 for part in parts)
        every = _fitting((in_one_line(problem) for problem in report.problems), left, "problems")
        parts += ["", "#### All problems", "", *every]
    return "\n".join([*parts, ""])


def _fitting(lines: "Iterator[str] | list[str]", left: int, what: str) -> Iterator[str]:
    """Yield lines, indented so that they are shown as they are, and at the end how many did not fit."""
    left_out = 0
    for line in lines:
        left -= len(line.encode(errors="replace")) + 5
        if left > 0:
            yield f"    {line}"
        else:
            left_out += 1
    if left_out:
        yield f"    {left_out:,} more {what} did not fit here: scanpress check --all shows them"


def _parted(report: Report) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that matter most, and the others, each in the order of the files."""
    if len(report.problems) <= _ANNOTATIONS:
        return list(report.problems), []
    first = {id(problem) for problem in ordered(report.problems)[:_ANNOTATIONS]}
    chosen = [problem for problem in report.problems if id(problem) in first]
    return chosen, [problem for problem in report.problems if id(problem) not in first]


def _problems(number: int) -> str:
    return "problem is" if number == 1 else "problems are"


def _workflow_command(problem: Problem) -> str:
    properties = {"file": problem.file, "line": problem.line, "endLine": problem.end_line, "col": problem.column}
    # GitHub refuses an end column if the place has more than one line.
    if problem.end_line == problem.line:
        properties["endColumn"] = max(problem.column, problem.end_column - 1)
    properties["title"] = f"{problem.code} {problem.name}"
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    question = f" (question: {problem.question})" if problem.question else ""
    return f"::{problem.severity} {given}::{_data(f'{problem.message}: {problem.remedy}{question}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
