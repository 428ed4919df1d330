"""The report for test runners, such as GitLab's: one test case per file with problems, and one for all other files."""

from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from scanpress.checking.problem import Problem
from scanpress.checking.reports.report import Report, all_files, summary


def render(report: Report) -> str:
    """Return the report as a test suite; a file that has only warnings passes, with the warnings in its output."""
    groups = [(file, list(group)) for file, group in groupby(report.problems, key=lambda problem: problem.file)]
    cases = [_case(file, group) for file, group in groups]
    good = all_files(report.problems, report.files) - len(groups)
    if good > 0 or not cases:
        name = f"{good:,} file{'s' * (good != 1)} without problems"
        cases.append(f'  <testcase classname="scanpress" name="{name}"/>')
    failures = sum(any(problem.severity == "error" for problem in group) for _, group in groups)
    head = f'<testsuite name="scanpress check" tests="{len(cases)}" failures="{failures}" errors="0">'
    tail = f"  <system-out>{escape(summary(report.problems, report.files))}</system-out>"
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, tail, "</testsuite>", ""])


def _case(file: str, problems: Sequence[Problem]) -> str:
    text = escape("\n".join(_line(problem) for problem in problems))
    errors = [problem for problem in problems if problem.severity == "error"]
    inner = f"<system-out>{text}</system-out>"
    if errors:
        message = quoteattr(f"{errors[0].code} {errors[0].name}, line {errors[0].line}: {errors[0].message}")
        inner = f'<failure type="{errors[0].code}" message={message}>{text}</failure>'
    return f'  <testcase classname="scanpress" name={quoteattr(file)} file={quoteattr(file)}>{inner}</testcase>'


def _line(problem: Problem) -> str:
    where = f"{problem.file}:{problem.line}:{problem.column}"
    rule = f"{problem.severity} {problem.code} {problem.name} {problem.pointer}".rstrip()
    return f"{where}: {rule}: {problem.message}: {problem.remedy}"
