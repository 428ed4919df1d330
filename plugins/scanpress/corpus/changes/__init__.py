"""What changed between two states of the scans, in terms of papers, questions and answers."""

from scanpress.corpus.changes.comparing import changed_parts, compare
from scanpress.corpus.changes.records import Base, Difference, Event, EventKind, Part, Passage, ScanChange
from scanpress.corpus.changes.reports import FORMATS, render_json, render_markdown, render_text, summarise_change

__all__ = [
    "FORMATS",
    "Base",
    "Difference",
    "Event",
    "EventKind",
    "Part",
    "Passage",
    "ScanChange",
    "changed_parts",
    "compare",
    "render_json",
    "render_markdown",
    "render_text",
    "summarise_change",
]
