"""Scans as models answer them, changed here and there, and what the check says of them."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.support.paths import ROOT

from scanpress.checking import Problem, check_bytes

RECORD = json.loads((ROOT / "scans/iclr-2024/sequencematch.json").read_bytes())
SURVEY = json.loads((ROOT / "scans/acl-2024/cross-lingual-alignment.json").read_bytes())
Document = dict[str, Any]


def problems(document: object, path: str = "scans/x-2024/a.json") -> tuple[Problem, ...]:
    return check_bytes(path, json.dumps(document).encode(), today=date(2026, 11, 29)).problems


def only(document: object, path: str = "scans/x-2024/a.json") -> Problem:
    (problem,) = problems(document, path)
    return problem


def answers(document: Document) -> list[Document]:
    if "variables" in document:
        return list(document["variables"].values())
    return [answer for category in document["checklist"].values() for answer in category.values()]


def changed(document: Document, change: Callable[[Document], object]) -> Document:
    """Return a copy of a scan with each answer changed."""
    changed_one = copy.deepcopy(document)
    for answer in answers(changed_one):
        change(answer)
    return changed_one
