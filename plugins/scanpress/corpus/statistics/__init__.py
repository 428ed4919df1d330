"""Count over sets of scans: tables of answers, shares with their intervals, and how often raters agree."""

from scanpress.corpus.statistics.columns import Columns, Kind, Letters, load_columns, number_by_kind
from scanpress.corpus.statistics.table import Share, Table, tables

__all__ = [
    "Columns",
    "Kind",
    "Letters",
    "Share",
    "Table",
    "load_columns",
    "number_by_kind",
    "tables",
]
