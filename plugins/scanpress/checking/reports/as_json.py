"""The report for programs; its schema is `schemas/check-report-1.schema.json` in the package `checking`."""

import json
from dataclasses import asdict

from scanpress.checking.reports.report import Report, summary


def render(report: Report) -> str:
    """Return the report with all facts of all problems."""
    document = {
        "format": "scanpress-check-1",
        "summary": summary(report.problems, report.files),
        "files": report.files,
        "errors": report.errors,
        "warnings": report.warnings,
        "problems": [asdict(problem) for problem in report.problems],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
