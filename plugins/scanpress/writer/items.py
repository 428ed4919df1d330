"""What many pages have in common: items of one kind, of which each page shows some with texts of its own."""

from collections.abc import Iterator, Sequence
from typing import Any

Row = tuple[Any, ...]


class Items:
    """Items of one kind, for `each` or a loop of a template, which finds their parts by name in both.

    A row holds what its item shares with its like on other pages (a named tuple of texts and whole numbers), then its
    own texts and its own items under the names in `texts` and `inner`. As everywhere, a text that is no Markup is
    escaped.

    A plain class: a survey's page has 27 of them, and a frozen dataclass takes three times as long to make.
    """

    __slots__ = ("inner", "rows", "texts")

    def __init__(self, rows: Sequence[Row], texts: tuple[str, ...] = (), inner: tuple[str, ...] = ()) -> None:
        self.rows = rows
        self.texts = texts
        self.inner = inner

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(self.variables, self.rows)

    def variables(self, row: Row) -> dict[str, Any]:
        """Return an item as a template sees it."""
        return {**row[0]._asdict(), **dict(zip(self.texts + self.inner, row[1:], strict=True))}
