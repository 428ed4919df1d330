"""A scan with one value of one's own, and the rules that the check names for it."""

import copy
import json
from datetime import date
from typing import Any

from tests.support.paths import EXAMPLES
from tests.support.suspicious_texts import AUTHOR, REASON

from scanpress.checking import CheckedFile, check_bytes

SCAN: dict[str, Any] = json.loads((EXAMPLES / "invalid/copied-scan/scans/x-2023/a.json").read_bytes())


def checked(place: str, value: object, path: str = "scans/x-2023/a.json") -> CheckedFile:
    """Check a scan with a value at a place; an author is the first of two."""
    document = part = copy.deepcopy(SCAN)
    *above, key = place.split(".")
    for name in above:
        part = part[name]
    if place == REASON:
        part["result"] = "Yes" if str(value).startswith("Yes,") else "No"  # which the reasons do not contradict
    part[key] = [value, "Bo Li"] if place == AUTHOR and isinstance(value, str) else value
    return check_bytes(path, json.dumps(document, ensure_ascii=False).encode(), today=date(2026, 11, 29))


def names(*given: Any) -> set[str]:
    """Return the names of the rules."""
    return {problem.name for problem in checked(*given).problems}
