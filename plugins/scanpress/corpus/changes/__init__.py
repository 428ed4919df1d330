"""What changed between two states of the scans, in terms of papers, questions and answers."""

from scanpress.corpus.changes.comparing import STATUS, compare, compare_answers
from scanpress.corpus.changes.records import Base, Difference, Passage, ScanChange
from scanpress.corpus.changes.reports import FORMATS, render_json, render_markdown, render_text, summarise_change

__all__ = [
    "FORMATS",
    "STATUS",
    "Base",
    "Difference",
    "Passage",
    "ScanChange",
    "compare",
    "compare_answers",
    "render_json",
    "render_markdown",
    "render_text",
    "summarise_change",
]
