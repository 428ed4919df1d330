"""The report for programs; its schema is `check-report-1.schema.json` in the package."""

import json
from dataclasses import asdict
from importlib.resources import files

from scanpress.checking.reports.report import Report, summary


def render(report: Report) -> str:
    """Write all facts of all problems."""
    document = {
        "format": "scanpress-check-1",
        "summary": summary(report.problems, report.files),
        "files": report.files,
        "errors": report.errors,
        "warnings": report.warnings,
        "problems": [asdict(problem) for problem in report.problems],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def report_schema() -> bytes:
    """Read the schema of this report."""
    return files("scanpress.checking").joinpath("schemas", "check-report-1.schema.json").read_bytes()
