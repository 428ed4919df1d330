"""Mistakes of persons who write by hand what becomes of a scan, or what identifies its paper."""

import random
from typing import Any

BY_HAND: tuple[dict[str, Any], ...] = (
    {"withdrawn": True, "withdrawn_reason": "It read another paper."},
    {"withdrawn": False},
    {"superseded_by": "scans/a/c.json"},
    {"replaced_by": "scans/a/c.json", "replaced_on": "2026-02-01"},
    {"contested": "The authors object."},
    {"reply": [{"text": "The code is public.", "name": "Ada Byron"}, {"text": "We agree."}]},
    {"reply": "The code is public."},
    {"status": [{"state": "contested", "note": "They object."}, {"state": "withdrawn", "note": "It is wrong."}]},
    {"status": {"state": "zurückgezogen", "reason": "Another paper."}},
    {"review": {"reviewer": "Mia Novak", "reviewed_on": "2026-02-01"}},
)
"""Keys that persons write at the top level of a scan."""
PAPER: tuple[dict[str, Any], ...] = (
    {"doi": "978-3-16-148410-0"},
    {"doi": "CorpusID:219573512"},
    {"year": "\u0662\u0660\u0662\u0663"},
    {"year": 2566},
    {"authors": ["محمد علي، فاطمة حسن"]},
    {"authors": ["Ada Byron (ETH Zürich)"]},
    {"url": "https://openreview.net/forum?id=aB\u2013cD"},
    {"title": "Sorting the Socks of a Household. In ICLR 2023."},
    {"status": "withdrawn"},
    {"reply": "The code is public."},
)
"""Keys that persons write in the paper of a scan."""
DATES = ("2024-W18", "1403-02-14", "\u0662\u0660\u0662\u0666-\u0660\u0665-\u0660\u0663", "3. Mai 2024")


def made_by_hand(document: dict[str, Any], draw: random.Random) -> None:
    """Make one of these mistakes in a scan."""
    match draw.randrange(5):
        case 0 | 1:
            document |= draw.choice(BY_HAND)
        case 2 | 3:
            document["paper"] |= draw.choice(PAPER)
        case _:
            document["rater"] = {"kind": "person", "name": "Jo Tester", "date": draw.choice(DATES)}
