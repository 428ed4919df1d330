"""Comma- and tab-separated values as a table of their first rows and columns."""

import csv
from collections.abc import Sequence
from html import escape
from io import StringIO

_MOST_ROWS = 200
_MOST_COLUMNS = 30
_LONGEST_CELL = 200
_MOST_TEXT = 100_000  # characters of all cells


def render(text: str, suffix: str) -> str | None:
    """Return a table as HTML, "" if it has a single column, None if it is not valid: then its source is shown."""
    text = text.removeprefix("\ufeff")
    start = text[:10_000].partition("\n")[0]
    delimiter = "," if suffix == ".csv" else "\t"
    if suffix == ".csv" and start.count(";") > start.count(","):
        delimiter = ";"
    try:
        rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True) if row]
    except csv.Error:
        return None
    columns = max(map(len, rows), default=0)
    if columns < 2:  # noqa: PLR2004 - a single column reads better as it is
        return ""
    shown, room = 0, _MOST_TEXT
    while shown < min(len(rows), _MOST_ROWS) and room > 0:
        room -= sum(min(len(cell), _LONGEST_CELL) for cell in rows[shown][:_MOST_COLUMNS])
        shown += 1
    width = min(columns, _MOST_COLUMNS)
    head, *body = [_row(row, width, "td" if number else "th") for number, row in enumerate(rows[:shown])]
    return (
        f"<p>{_counted(len(rows), shown, 'row')}, {_counted(columns, width, 'column')}</p>"
        '<div class="wide" tabindex="0" role="region" aria-label="Table"><table class="cells">'
        f"<thead>{head}</thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _row(cells: Sequence[str], width: int, tag: str) -> str:
    padded = [*cells[:width], *[""] * (width - len(cells))]
    start = "<th scope=col>" if tag == "th" else "<td>"
    return "<tr>" + "".join([start + _cell(cell) for cell in padded])


def _cell(text: str) -> str:
    return escape(text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…", quote=False)


def _counted(count: int, shown: int, name: str) -> str:
    counted = f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"
    return counted if shown == count else f"{counted}, of which the first {shown:,} are shown"
