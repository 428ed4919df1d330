"""Checked documents as scans, with their papers, scores and what follows from all of them."""

from scanpress.corpus.accuracy import Accuracy, Figures, find_accuracy, load_accuracy
from scanpress.corpus.answer import Answer, Section, Verdict
from scanpress.corpus.changes import summarise_change
from scanpress.corpus.corpus import Corpus
from scanpress.corpus.facts import FactsError
from scanpress.corpus.loaded import Loaded
from scanpress.corpus.loading import CheckError, is_large, load_corpus
from scanpress.corpus.masking import mask_addresses
from scanpress.corpus.memory import Memories, Memory
from scanpress.corpus.paper import Paper
from scanpress.corpus.provenance import MODEL, PUBLISHED, Rater, Reply, Status
from scanpress.corpus.redirects import load_redirects
from scanpress.corpus.scan import Scan, digest_of, read_scan
from scanpress.corpus.scores import Score, Tally, experimental, percent, tally
from scanpress.corpus.segment import Segment
from scanpress.corpus.summary import Summary, keys_of
from scanpress.corpus.venues import Venue, Venues, load_venues

__all__ = [
    "MODEL",
    "PUBLISHED",
    "Accuracy",
    "Answer",
    "CheckError",
    "Corpus",
    "FactsError",
    "Figures",
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
    "Venue",
    "Venues",
    "Verdict",
    "digest_of",
    "experimental",
    "find_accuracy",
    "is_large",
    "keys_of",
    "load_accuracy",
    "load_corpus",
    "load_redirects",
    "load_venues",
    "mask_addresses",
    "percent",
    "read_scan",
    "summarise_change",
    "tally",
]
