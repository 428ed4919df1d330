"""Fragments of templates: rendered once for what many pages share, with slots for the texts of each page."""

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from scanpress.writer.rendering.syntax import usage
from scanpress.writer.rendering.templates import Templates

_PLAIN = {str, int, type(None)}
_MOST = 1 << 14  # fragments of one template; there are fewer unless a view shares what differs from page to page

Row = tuple[Any, ...]


class Items:
    """Items of one kind, to be shown by `each` or by a loop of a template, which uses their parts by name.

    A row begins with what its item has in common with items of other pages: a named tuple of texts and whole numbers.
    Then come the item's own texts and the items within it, under the names in `texts` and `inner`. As everywhere, a
    text is escaped unless it is Markup.
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


class _Shown(NamedTuple):
    """Items that belong in a page, with the template and the name by which it shows each of them."""

    template: str
    name: str
    items: Iterable[Any]


class _Slot(NamedTuple):
    """A place in a fragment for one value of a row; for inner items, `shown_by` is their template and name."""

    place: int
    shown_by: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _InnerItems:
    """The inner items at one place of the row, while the template is rendered as a fragment."""

    place: int


Fragment = tuple[bytes, tuple[tuple[int, tuple[str, str] | None, bytes], ...]]
"""The bytes before the first slot, then the two values of each slot and the bytes after it."""


class _Known(NamedTuple):
    """The fragments of a template, and the places of the texts that it tests for emptiness."""

    tested: tuple[int, ...]
    fragments: dict[Hashable, Fragment]

    def key(self, row: Row) -> Hashable:
        """Return what all rows with one fragment have in common."""
        if not self.tested:
            shared: Hashable = row[0]
            return shared
        # Of texts, None and numbers, each class has one value that is empty; True stands for all that are not.
        return row[0], *[True if row[place] else row[place].__class__ for place in self.tested]


_Render = Callable[[str, Mapping[str, Any]], str]


# Rendered once for each question and verdict, and cut: a cold build takes 6 % more CPU with loops in the templates, the
# pages alone half as much again (3,000 scans, November 2026).
class Fragments:
    """Show items by templates: `{{ each("scan/answer.html", answer=answers) }}`.

    This gives the same text as `{% for answer in answers %}{% include "scan/answer.html" %}{% endfor %}`, except that
    the template sees only its item and the variables of the page. If it does nothing with the texts of Items but write
    them or ask if they are empty, and uses nothing else of the page, it is rendered once for all items that share the
    rest. If pages only write the text from `each`, it is inserted when the page is ready, and does not pass through the
    template engine.

    `with_page` renders a template with the page's variables, `without_page` without them; `escaped` escapes a value.
    """

    def __init__(
        self, templates: Templates, *, with_page: _Render, without_page: _Render, escaped: Callable[[Any], str]
    ) -> None:
        self._templates = templates
        self._with_page = with_page
        self._without_page = without_page
        self._escaped = escaped
        self._known: dict[Hashable, _Known | None] = {}
        self._only_written: dict[str, bool] = {}
        self._is_inserted_later = False
        self._shown: list[_Shown] = []
        self._slots: list[_Slot] = []
        self._mark = os.urandom(16).hex()  # It cannot be guessed, so no text contains it.

    def begin(self, template: str) -> None:
        """Begin a page."""
        if template not in self._only_written:
            self._only_written[template] = self._templates.only_written(template)
        self._is_inserted_later = self._only_written[template]
        self._shown = []

    def finish(self, text: str) -> bytes:
        """Return the page's bytes, with all items in the places of their marks."""
        if not self._shown:
            return text.encode()
        pieces: list[bytes] = []
        self._insert(text, pieces)
        return b"".join(pieces)

    def each(self, template: str, **named: Iterable[Any] | _InnerItems) -> Markup:
        """Return a template rendered for each item in turn, or a mark for them."""
        if len(named) != 1:
            raise TypeError(f"each({template!r}, …) takes the items under one name, such as answer=answers")
        ((name, items),) = named.items()
        if isinstance(items, _InnerItems):
            return self._slot(_Slot(items.place, (template, name)))
        if self._is_inserted_later:
            self._shown.append(_Shown(template, name, items))
            return self._marked(len(self._shown))
        pieces: list[bytes] = []
        self._show(template, name, items, pieces)
        return Markup(b"".join(pieces).decode())  # noqa: S704 (from the template engine, or escaped here)

    def rendered(self, template: str, variables: Mapping[str, Any]) -> str:
        """Return the text of a template that sees only these variables, with all items in their places."""
        later, self._is_inserted_later = self._is_inserted_later, False
        try:
            return self._without_page(template, variables)
        finally:
            self._is_inserted_later = later

    def _slot(self, slot: _Slot) -> Markup:
        self._slots.append(slot)
        return self._marked(len(self._slots))

    def _marked(self, number: int) -> Markup:
        return Markup(f"{self._mark}{number};")  # noqa: S704 (letters and digits)

    def _cut(self, text: str) -> tuple[bytes, list[tuple[int, bytes]]]:
        """Return the bytes before the first mark, then the index of each mark and the bytes after it."""
        start, *rest = text.split(self._mark)
        parts = (part.partition(";") for part in rest)
        return start.encode(), [(int(number) - 1, after.encode()) for number, _, after in parts]

    def _insert(self, text: str, pieces: list[bytes]) -> None:
        """Add a text to the pieces of the page, with all items in the places of their marks."""
        start, marks = self._cut(text)
        pieces.append(start)
        for number, after in marks:
            self._show(*self._shown[number], pieces)
            pieces.append(after)

    def _show(self, template: str, name: str, items: Iterable[Any], pieces: list[bytes]) -> None:
        """Add items to the pieces of the page."""
        known = self._fragments(template, name, items) if isinstance(items, Items) else None
        if known is None or not isinstance(items, Items):
            for item in items:
                self._insert(self._with_page(template, {name: item}), pieces)
            return
        add, tested, fragments = pieces.append, known.tested, known.fragments
        for row in items.rows:
            key = known.key(row) if tested else row[0]
            start, slots = fragments.get(key) or self._fragment(template, name, items, row, known)
            add(start)
            for place, shown_by, after in slots:
                value = row[place]
                if shown_by:
                    self._show(*shown_by, value, pieces)
                else:
                    add(value.encode() if value.__class__ is Markup else self._escaped(value).encode())
                add(after)

    def _fragments(self, template: str, name: str, items: Items) -> _Known | None:
        """Return the known fragments of a template, or None if it has to be rendered for each item."""
        key = template, name, items.texts, items.inner
        if key not in self._known:
            used = usage(self._templates.content(template), name)
            self._known[key] = None
            if used and used.only_writes(items.texts, items.inner):
                tested = tuple(place for place, text in enumerate(items.texts, 1) if text in used.tested)
                self._known[key] = _Known(tested, {})
        return self._known[key]

    def _fragment(self, template: str, name: str, items: Items, row: Row, known: _Known) -> Fragment:
        """Render a template with marks for all values that are not shared; keep and return the fragment."""
        if not {type(value) for value in row[0]} <= _PLAIN:
            # Values that are equal must look equal: Markup equals its text, which is escaped, and True equals 1.
            raise TypeError(f"each({template!r}, …) takes items that share texts and whole numbers, not {row[0]!r}")
        self._slots = []
        texts = [
            row[place] if place in known.tested and not row[place] else self._slot(_Slot(place))
            for place in range(1, len(items.texts) + 1)
        ]
        inner = [_InnerItems(place) for place in range(len(texts) + 1, len(row))]
        start, marks = self._cut(self._without_page(template, {name: items.variables((row[0], *texts, *inner))}))
        if len(known.fragments) >= _MOST:
            known.fragments.clear()
        fragment = start, tuple((*self._slots[number], after) for number, after in marks)
        known.fragments[known.key(row)] = fragment
        return fragment
