"""Texts that are valid and probably wrong, and legitimate ones beside them, for each rule that warns of a text.

They are in `suspicious/`, a file for each kind of mistake, as JSON with all odd characters escaped.
"""

import json
from pathlib import Path

REASON, TITLE, VENUE, AUTHOR = "variables.pseudocode.response", "paper.title", "paper.venue", "paper.authors"
DOI, ARXIV, URL, STATUS = "paper.doi", "paper.arxiv_id", "paper.url", "status"


def _kinds() -> list[tuple[str, str, list[str], list[str]]]:
    files = sorted((Path(__file__).parent / "suspicious").glob("*.json"))
    rows = [row for file in files for row in json.loads(file.read_bytes())]
    return [(row["place"], row["rule"], row["wrong"], row["right"]) for row in rows]


# Place, rule, texts that break it, and texts that do not.
KINDS = _kinds()
