"""Checked documents as scans, with their papers, scores and what follows from all of them."""

from scanpress.corpus.answer import Answer, Section, Verdict
from scanpress.corpus.changes import summarise_change
from scanpress.corpus.corpus import Corpus
from scanpress.corpus.loading.archive import Memories, Memory
from scanpress.corpus.loading.load import CheckError, Loaded, is_large, load_corpus
from scanpress.corpus.scan import MODEL, PUBLISHED, Paper, Rater, Reply, Scan, Status, digest_of, read_scan
from scanpress.corpus.scores import Score, Tally, experimental, percent, tally
from scanpress.corpus.segment import Segment
from scanpress.corpus.summary import Summary, keys_of

__all__ = [
    "MODEL",
    "PUBLISHED",
    "Answer",
    "CheckError",
    "Corpus",
    "Loaded",
    "Memories",
    "Memory",
    "Paper",
    "Rater",
    "Reply",
    "Scan",
    "Score",
    "Section",
    "Segment",
    "Status",
    "Summary",
    "Tally",
    "Verdict",
    "digest_of",
    "experimental",
    "is_large",
    "keys_of",
    "load_corpus",
    "percent",
    "read_scan",
    "summarise_change",
    "tally",
]
