"""What changed between two states of the scans, in terms of papers, questions and answers."""

from scanpress.corpus.changes.comparing import compare
from scanpress.corpus.changes.records import Base, Difference, Passage, ScanChange
from scanpress.corpus.changes.reports import FORMATS, render_json, render_markdown, render_text, summarise_change

__all__ = [
    "FORMATS",
    "Base",
    "Difference",
    "Passage",
    "ScanChange",
    "compare",
    "render_json",
    "render_markdown",
    "render_text",
    "summarise_change",
]
