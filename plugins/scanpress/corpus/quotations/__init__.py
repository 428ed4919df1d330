"""Whether the quotations in the answers of a scan are in the text of the paper: a hint for readers, never a verdict."""

from scanpress.corpus.quotations.extracting import quotations_of
from scanpress.corpus.quotations.matching import EXACT, Found, PaperText
from scanpress.corpus.quotations.record import Quoted, quoted_answers, read_record, with_record

__all__ = [
    "EXACT",
    "Found",
    "PaperText",
    "Quoted",
    "quotations_of",
    "quoted_answers",
    "read_record",
    "with_record",
]
