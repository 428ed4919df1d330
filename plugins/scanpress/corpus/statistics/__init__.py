"""Count over sets of scans: tables of answers, shares with their intervals, and how often raters agree."""

from scanpress.corpus.statistics.agreement import Confusion, Measure, alpha, pairs_of, whole
from scanpress.corpus.statistics.columns import Columns, Kind, Letters, load_columns, number_by_kind
from scanpress.corpus.statistics.comparisons import Comparison, Comparisons, Who, asked, question_name
from scanpress.corpus.statistics.intervals import Interval, mean_reproducibility_score, wilson
from scanpress.corpus.statistics.table import Correlation, Share, Table, merged, tables

__all__ = [
    "Columns",
    "Comparison",
    "Comparisons",
    "Confusion",
    "Correlation",
    "Interval",
    "Kind",
    "Letters",
    "Measure",
    "Share",
    "Table",
    "Who",
    "alpha",
    "asked",
    "load_columns",
    "mean_reproducibility_score",
    "merged",
    "number_by_kind",
    "pairs_of",
    "question_name",
    "tables",
    "whole",
    "wilson",
]
