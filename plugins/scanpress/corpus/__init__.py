"""Turn checked documents into scans, papers and scores, and compute figures over all of them."""

from scanpress.corpus.answer import Answer, Section
from scanpress.corpus.changes import summarise_change
from scanpress.corpus.corpus import Corpus
from scanpress.corpus.loading.archive import Memories, Memory
from scanpress.corpus.loading.load import CheckError, Loaded, load_corpus
from scanpress.corpus.papers import SharedPaper
from scanpress.corpus.scan import MODEL, PUBLISHED, Origin, Paper, Rater, Reply, Review, Scan, Status, digest_of
from scanpress.corpus.scores import Score, Tally, decides_type, in_words, percent
from scanpress.corpus.segment import Segment
from scanpress.corpus.summary import Summary, keys_of
from scanpress.instruments import SIGNS, Verdict

__all__ = [
    "MODEL",
    "PUBLISHED",
    "SIGNS",
    "Answer",
    "CheckError",
    "Corpus",
    "Loaded",
    "Memories",
    "Memory",
    "Origin",
    "Paper",
    "Rater",
    "Reply",
    "Review",
    "Scan",
    "Score",
    "Section",
    "Segment",
    "SharedPaper",
    "Status",
    "Summary",
    "Tally",
    "Verdict",
    "decides_type",
    "digest_of",
    "in_words",
    "keys_of",
    "load_corpus",
    "percent",
    "summarise_change",
]
