"""Templates rendered once for what many pages share, and cut where each page has texts of its own."""

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from scanpress.writer.rendering.syntax import usage
from scanpress.writer.rendering.templates import Templates

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


_PLAIN = {str, int, type(None)}
_MOST = 1 << 14  # fragments of one template: what pages share is little, unless a view takes too much for shared


class _Shown(NamedTuple):
    """Items that belong in a page, with the template and the name by which they are shown."""

    template: str
    name: str
    items: Iterable[Any]


class _Hole(NamedTuple):
    """A place of the row whose content belongs in a fragment; inner items with their template and name."""

    place: int
    shown_by: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands for the inner items at one place of the row while a template is cut."""

    number: int


Fragment = tuple[bytes, tuple[tuple[int, tuple[str, str] | None, bytes], ...]]
"""The bytes before the first hole, then each hole with the bytes behind it."""

_Known = dict[Hashable, Fragment]
_Render = Callable[[str, Mapping[str, Any]], str]


class Fragments:
    """Show items by templates: `{{ each("scan/answer.html", answer=answers) }}`.

    This gives what `{% for answer in answers %}{% include "scan/answer.html" %}{% endfor %}` gives, but that the
    template sees the page's variables and its item alone. Where all that it does with the texts of Items is to write
    them, and it uses nothing else of the page, it is rendered once for all items that share the rest. Where pages only
    write what `each` gives, it is put in when the page is ready, and never passes through the template engine.
    """

    def __init__(self, templates: Templates, *, within: _Render, alone: _Render, written: Callable[[Any], str]) -> None:
        self._templates = templates
        self._written = written
        self._within = within
        self._alone = alone
        self._known: dict[Hashable, _Known | None] = {}
        self._only_written: dict[str, bool] = {}
        self._waits = False
        self._shown: list[_Shown] = []
        self._holes: list[_Hole] = []
        self._mark = os.urandom(16).hex()  # nobody can guess it, so it stands in no text

    def begin(self, template: str) -> None:
        """Begin a page."""
        if template not in self._only_written:
            self._only_written[template] = self._templates.only_written(template)
        self._waits = self._only_written[template]
        self._shown = []

    def finish(self, text: str) -> bytes:
        """Return the page's bytes, with everything in the place of its mark."""
        if not self._shown:
            return text.encode()
        pieces: list[bytes] = []
        self._fill(text, pieces)
        return b"".join(pieces)

    def each(self, template: str, **named: Iterable[Any] | _Place) -> Markup:
        """Return a template rendered for each item one after the other, or a mark in its place."""
        if len(named) != 1:
            raise TypeError(f"each({template!r}, …) takes the items under one name, such as answer=answers")
        ((name, items),) = named.items()
        if isinstance(items, _Place):
            return self._hole(_Hole(items.number, (template, name)))
        if self._waits:
            self._shown.append(_Shown(template, name, items))
            return self._marked(len(self._shown))
        pieces: list[bytes] = []
        self._show(template, name, items, pieces)
        return Markup(b"".join(pieces).decode())  # noqa: S704 (from the template engine, or escaped here)

    def _hole(self, hole: _Hole) -> Markup:
        self._holes.append(hole)
        return self._marked(len(self._holes))

    def _marked(self, number: int) -> Markup:
        return Markup(f"{self._mark}{number};")  # noqa: S704 (letters and digits)

    def _cut(self, text: str) -> tuple[bytes, list[tuple[int, bytes]]]:
        """Return the bytes before the first mark, then the number of each mark with the bytes behind it."""
        start, *rest = text.split(self._mark)
        parts = (part.partition(";") for part in rest)
        return start.encode(), [(int(number) - 1, after.encode()) for number, _, after in parts]

    def _fill(self, text: str, pieces: list[bytes]) -> None:
        start, marks = self._cut(text)
        pieces.append(start)
        for number, after in marks:
            self._show(*self._shown[number], pieces)
            pieces.append(after)

    def _show(self, template: str, name: str, items: Iterable[Any], pieces: list[bytes]) -> None:
        known = self._fragments(template, name, items) if isinstance(items, Items) else None
        if known is None or not isinstance(items, Items):
            for item in items:
                self._fill(self._within(template, {name: item}), pieces)
            return
        add = pieces.append
        for row in items.rows:
            start, holes = known.get(row[0]) or self._fragment(template, name, items, row, known)
            add(start)
            for place, shown_by, after in holes:
                value = row[place]
                if shown_by:
                    self._show(*shown_by, value, pieces)
                else:
                    add(value.encode() if value.__class__ is Markup else self._written(value).encode())
                add(after)

    def _fragments(self, template: str, name: str, items: Items) -> _Known | None:
        """Return the fragments cut so far; None where the template has to be rendered for each item."""
        key = template, name, items.texts, items.inner
        if key not in self._known:
            used = usage(self._templates.content(template), name)
            self._known[key] = {} if used and used.leaves_alone(items.texts, items.inner) else None
        return self._known[key]

    def _fragment(self, template: str, name: str, items: Items, row: Row, known: _Known) -> Fragment:
        """Render a template with marks in place of what is not shared, and keep what it is cut into."""
        if not {type(value) for value in row[0]} <= _PLAIN:
            # Equal values must be written alike: Markup equals its text, which is escaped, and True equals 1.
            raise TypeError(f"each({template!r}, …) takes items that share texts and whole numbers, not {row[0]!r}")
        self._holes = []
        texts = [self._hole(_Hole(place)) for place in range(1, len(items.texts) + 1)]
        inner = [_Place(place) for place in range(len(texts) + 1, len(row))]
        start, marks = self._cut(self._alone(template, {name: items.variables((row[0], *texts, *inner))}))
        if len(known) >= _MOST:
            known.clear()
        known[row[0]] = start, tuple((*self._holes[number], after) for number, after in marks)
        return known[row[0]]
