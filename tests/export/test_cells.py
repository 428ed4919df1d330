"""Lines of CSV are those that Python's own writer makes of guarded cells, whatever the cells hold."""

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scanpress.export.cells import csv_lines, guarded

TEXTS = st.text(st.sampled_from("ab ,;\"'=+-@\t\r\né\u2028\U0001f600")) | st.text(max_size=5)
COLUMNS = (
    TEXTS,
    st.lists(TEXTS, max_size=3).map(tuple),
    st.none() | st.booleans(),
    st.none() | st.integers(),
    st.none() | st.integers(-2, 2) | st.floats(),
    st.none(),
    TEXTS,
)


@given(st.lists(st.tuples(*COLUMNS)))
def test_lines_are_those_of_a_writer(rows: list[tuple[Any, ...]]) -> None:
    lines = csv_lines(rows)
    assert lines == _written([list(map(_cell, row)) for row in rows])
    text = io.StringIO(lines.decode(), newline="")
    assert [row[0] for row in csv.reader(text)] == [guarded(row[0]) for row in rows]


def _written(rows: list[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return guarded("; ".join(value))
    return guarded(value) if isinstance(value, str) else value
