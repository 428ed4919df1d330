"""The report for pipelines of GitHub and Forgejo: one workflow command per problem, shown beside the line."""

from scanpress.checking.problem import Problem
from scanpress.checking.reports.report import Report, summary


def render(report: Report) -> str:
    """Return the report with one command per problem; text from a file cannot end a command or start another."""
    lines = [_command(problem) for problem in report.problems]
    return "\n".join([*lines, summary(report.problems, report.files)]) + "\n"


def _command(problem: Problem) -> str:
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
