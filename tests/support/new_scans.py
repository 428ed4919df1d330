"""Options of `scanpress new` that describe a paper and its rater, and the scans that it makes."""

import json
from pathlib import Path
from typing import Any

PAPER = ["--title", "A Paper: of Ours", "--author", "Ada", "--author", "Bo", "--year", "2024", "--venue", "ACL"]
RATER = ["--rater-kind", "person", "--rater-name", "Ada Byron"]


def read(repository: Path, name: str) -> Any:
    """Return the content of a scan by its path below scans/."""
    return json.loads((repository / "scans" / name).read_bytes())
