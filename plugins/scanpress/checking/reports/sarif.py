"""The report for code scanning: SARIF 2.1.0 (OASIS), with all rules described."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

import scanpress
from scanpress.checking.problem import Problem
from scanpress.checking.reports.report import Report
from scanpress.checking.rules import Rule, rules

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """Return the report as one run with one result per problem."""
    index = {rule.code: number for number, rule in enumerate(rules())}
    run = {
        "tool": {
            "driver": {
                "name": "scanpress check",
                "semanticVersion": scanpress.__version__,
                "rules": [_rule(rule) for rule in rules()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, index[problem.code]) for problem in report.problems],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.purpose},
        "help": {"text": f"Wrong: {rule.wrong}\nRight: {rule.right}"},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, index: int) -> dict[str, Any]:
    result = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": f"{problem.message}: {problem.remedy}"},
        "locations": [
            {"physicalLocation": _place(problem), "logicalLocations": [{"fullyQualifiedName": problem.pointer}]}
        ],
        "partialFingerprints": {"scanpress/v1": _fingerprint(problem)},
    }
    if problem.also:
        result["relatedLocations"] = [_further(problem, line) for line in problem.also]
    return result


def _further(problem: Problem, line: int) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": _place(problem)["artifactLocation"], "region": {"startLine": line}}
    }


def _place(problem: Problem) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(problem.file)},
        "region": {
            "startLine": problem.line,
            "startColumn": problem.column,
            "endLine": problem.end_line,
            "endColumn": problem.end_column,
        },
    }


def _fingerprint(problem: Problem) -> str:
    """Return an id of a problem that does not change when lines are added above it."""
    facts = f"{problem.code}\0{problem.file}\0{problem.pointer}\0{problem.message}"
    return hashlib.sha256(facts.encode()).hexdigest()[:32]
