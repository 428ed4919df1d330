"""What a rater answered, or what was answered in a run: figures, agreement with others, and the list of the scans."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from scanpress.corpus.statistics import Comparison, Table, Who
from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.agreement import AgreementTable, with_others
from scanpress.scan_pages.comparing.raters import Raters
from scanpress.scan_pages.numbered import NumberedPage
from scanpress.scan_pages.pages.contents import Entry, scan_entry
from scanpress.scan_pages.plots import figure
from scanpress.scan_pages.set_figures import SetFigures
from scanpress.scan_pages.set_plots import Drawn, named_plots, plots_of_answers
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import share_in_words
from scanpress.writer import href

LENGTH = 200  # scans on a page
_FEW = 12  # questions: figures name each of them


class Shares(NamedTuple):
    """The share of each question of an instrument that is met: label, share, and the id of the question."""

    key: str
    label: str
    shares: tuple[tuple[str, str, str], ...]

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/answered.html` shows."""
        page = href(addresses.instrument_page(self.key))
        rows = [{"label": label, "share": share, "href": page + "#" + name} for label, share, name in self.shares]
        return {"label": self.label, "rows": rows}


class Edition(NamedTuple):
    """A venue and year with the number of scans of its papers."""

    label: str
    address: str
    scans: int


class Answered(NamedTuple):
    """What the first page shows besides the list; all scans are in the numbers of editions."""

    figures: tuple[SetFigures, ...] = ()
    shares: tuple[Shares, ...] = ()
    editions: tuple[Edition, ...] = ()
    agreement: tuple[AgreementTable, ...] = ()
    plots: tuple[Drawn, ...] = ()

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/answered.html` shows."""
        return {
            "sets": [each.variables for each in self.figures],
            "shares": [each.variables for each in self.shares],
            "editions": [
                each._asdict() | {"href": href(each.address) if each.address else ""} for each in self.editions
            ],
            "agreement": [each.variables for each in self.agreement],
            "plots": [shown for plot in self.plots if (shown := figure(plot))],
        }


class Scans(NamedTuple):
    """The scans with the answers of some raters and runs, in numbered pages, and how others answered."""

    who: tuple[Who, ...]
    pages: Sequence[NumberedPage]
    compared: tuple[Comparison, ...]

    @classmethod
    def of(cls, tabulated: TabulatedCorpus, who: Sequence[Who]) -> "Scans":
        """Find the scans of some raters and runs."""
        pages = tabulated.pages(partial(_is_by, frozenset(who)), LENGTH)
        return cls(tuple(who), pages, tuple(tabulated.comparisons.by(who)))

    @property
    def number(self) -> int:
        """Return the number of scans."""
        return sum(stop - start for page in self.pages for _, start, stop in page.parts)

    def declared(self, agreement: Sequence[AgreementTable]) -> Iterator[tuple[int, int, list[Any]]]:
        """Yield the number of each page, of how many, and what it is made from; a list without scans has one page."""
        whole = [page.made_from for page in self.pages]
        for number in range(1, max(1, len(whole)) + 1):
            yield number, max(1, len(whole)), [whole, agreement] if number == 1 else [whole[number - 1], len(whole)]

    def entries(self, tabulated: TabulatedCorpus, number: int) -> tuple[Entry, ...]:
        """Return what a page of the list shows."""
        shown = self.pages[number - 1 : number]
        accepts = partial(_is_by, frozenset(self.who))
        entry = partial(scan_entry, is_rater_shown=len({who.name for who in self.who}) > 1)
        return tuple(entry(summary) for page in shown for summary in tabulated.scans(page, accepts))

    def answered(self, raters: Raters, agreement: tuple[AgreementTable, ...]) -> Answered:
        """Return what the first page shows."""
        tables = raters.tables(self.who)
        return Answered(
            figures=raters.figures(self.who),
            shares=tuple(_shares(table) for table in tables if len(table.instrument.judged) > _FEW and len(table)),
            editions=tuple(_editions(raters.tabulated, self.who)),
            agreement=agreement,
            plots=named_plots([(table.instrument, plots_of_answers(table)) for table in tables if len(table)]),
        )

    def agreement(self, raters: Raters) -> tuple[AgreementTable, ...]:
        """Return how others agree."""
        return with_others(self.compared, raters)


def _is_by(who: frozenset[Who], kind: Any) -> bool:
    return Who.of(kind) in who


def _shares(table: Table) -> Shares:
    questions = [(question, table.met(question)) for question in table.instrument.judged]
    shown = [(question.label, share_in_words(*share), question.id) for question, share in questions if share.whole]
    return Shares(table.instrument.key, table.instrument.label, tuple(shown))


def _editions(tabulated: TabulatedCorpus, who: Sequence[Who]) -> Iterator[Edition]:
    """Yield how many scans there are of each venue and year, the newest year first."""
    wanted = frozenset(who)
    numbers: Counter[tuple[int, str, str]] = Counter()
    for kind, number in tabulated.numbers.items():
        if Who.of(kind) in wanted:
            venue = tabulated.venue(kind)
            numbers[-kind.year, venue.short if venue else "", venue.slug if venue else ""] += number
    for (year, short, slug), number in sorted(numbers.items()):
        address = addresses.venue_page(slug, -year) if slug else ""
        yield Edition(f"{short or 'without a venue'} {-year}", address, number)


def variables(entries: Sequence[Entry], answered: Answered, scans: int) -> Mapping[str, Any]:
    """Return the variables of `scan/answered.html`."""
    return {
        "scans": f"{scans:,} scan{'' if scans == 1 else 's'}",
        "entries": [entry._asdict() | {"href": href(entry.address)} for entry in entries],
        **answered.variables,
    }
