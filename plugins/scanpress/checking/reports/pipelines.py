"""The short reports for programs, which are complete: JSON, and JUnit for test runners."""

import json
from collections.abc import Sequence
from dataclasses import fields
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from scanpress.checking.problem import Problem
from scanpress.checking.reports.report import Report, all_files, in_one_line, summary


def render_json(report: Report) -> str:
    """Return all facts of all problems as JSON.

    The schema is `schemas/check-report-1.schema.json` in the package `checking`.
    """
    names = [field.name for field in fields(Problem)]
    document = {
        "format": "scanpress-check-1",
        "summary": summary(report.problems, report.files),
        "files": report.files,
        "errors": report.errors,
        "warnings": report.warnings,
        "problems": [{name: getattr(problem, name) for name in names} for problem in report.problems],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def render_junit(report: Report) -> str:
    """Return a JUnit test suite, as GitLab reads it: one case per file with problems, and one for all other files.

    A file that has only warnings passes, with the warnings in its output.
    """
    groups = [(file, list(group)) for file, group in groupby(report.problems, key=lambda problem: problem.file)]
    cases = [_test_case(file, group) for file, group in groups]
    good = all_files(report.problems, report.files) - len(groups)
    if good > 0 or not cases:
        name = f"{good:,} file{'s' * (good != 1)} without problems"
        cases.append(f'  <testcase classname="scanpress" name="{name}"/>')
    failures = sum(any(problem.severity == "error" for problem in group) for _, group in groups)
    head = f'<testsuite name="scanpress check" tests="{len(cases)}" failures="{failures}" errors="0">'
    tail = f"  <system-out>{escape(summary(report.problems, report.files))}</system-out>"
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, tail, "</testsuite>", ""])


def _test_case(file: str, problems: Sequence[Problem]) -> str:
    text = escape("\n".join(in_one_line(problem) for problem in problems))
    errors = [problem for problem in problems if problem.severity == "error"]
    inner = f"<system-out>{text}</system-out>"
    if errors:
        message = quoteattr(f"{errors[0].code} {errors[0].name}, line {errors[0].line}: {errors[0].message}")
        inner = f'<failure type="{errors[0].code}" message={message}>{text}</failure>'
    return f'  <testcase classname="scanpress" name={quoteattr(file)} file={quoteattr(file)}>{inner}</testcase>'
