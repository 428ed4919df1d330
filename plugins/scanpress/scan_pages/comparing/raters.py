"""Raters and runs: their addresses, and the scans with their answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scanpress.corpus.statistics import Kind, Table, Who, merged
from scanpress.facts.slugs import Named, Slugs, assign
from scanpress.scan_pages import addresses
from scanpress.scan_pages.set_figures import SetFigures, set_figures
from scanpress.scan_pages.tabulated import TabulatedCorpus


class Rater(NamedTuple):
    """A rater: the kind (model or person, empty if not known), the name, and the last part of the page's address."""

    kind: str
    name: str
    slug: str
    who: tuple[Who, ...]


@dataclass(frozen=True)
class Raters:
    """All raters that scans name, and all runs."""

    tabulated: TabulatedCorpus

    @cached_property
    def named(self) -> Sequence[Rater]:
        """Return the raters in the order of their names; spellings that the check does not tell apart are one."""
        own = self._slugs.own
        return [Rater(kind, name, own[place], who) for place, (kind, name, who) in enumerate(self._found)]

    @property
    def same_names(self) -> Iterator[tuple[str, list[Rater]]]:
        """Yield each address that several raters share by their name, with the raters."""
        for other, places in self._slugs.others.items():
            yield addresses.rater_page(other), [self.named[place] for place in places]

    @cached_property
    def runs(self) -> Mapping[str, Sequence[Who]]:
        """Return who answered in each run that has a file or that a scan names."""
        found: dict[str, set[Who]] = {name: set() for name in self.tabulated.corpus.runs}
        for who in map(Who.of, self.tabulated.kinds):
            if who.run:
                found.setdefault(who.run, set()).add(who)
        return {name: sorted(found[name]) for name in sorted(found)}

    def label(self, who: Who) -> tuple[str, str]:
        """Return the name of a rater as pages show it, and the address of the rater's page, empty if not known."""
        rater = self._by_name.get(who.rater)
        return (rater.name, addresses.rater_page(rater.slug)) if rater else ("unknown rater", "")

    def tables(self, who: Sequence[Who]) -> list[Table]:
        """Return the answers of some raters and runs, a table for each instrument."""
        wanted = frozenset(who)
        found: dict[str, list[Table]] = {}
        for (instrument, each), table in self._tables.items():
            if each in wanted:
                found.setdefault(instrument, []).append(table)
        return [merged(found[instrument]) for instrument in sorted(found)]

    def figures(self, who: tuple[Who, ...]) -> tuple[SetFigures, ...]:
        """Return the figures over the answers of some raters and runs; a rater and the only run have the same."""
        if who not in self._figures:
            self._figures[who] = tuple(map(set_figures, self.tables(who)))
        return self._figures[who]

    @cached_property
    def _figures(self) -> dict[tuple[Who, ...], tuple[SetFigures, ...]]:
        return {}

    @cached_property
    def _tables(self) -> Mapping[tuple[str, Who], Table]:
        return self.tabulated.tables(lambda kind: (kind.instrument, Who.of(kind)))

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Rater]:
        return {who.rater: rater for rater in self.named for who in rater.who}

    @cached_property
    def _slugs(self) -> Slugs:
        return assign([Named(f"{kind} {who[0].name}", [addresses.rater_slug(name)]) for kind, name, who in self._found])

    @cached_property
    def _found(self) -> Sequence[tuple[str, str, tuple[Who, ...]]]:
        found: dict[tuple[str, str], list[Kind]] = {}
        for kind in self.tabulated.kinds:
            if kind.rater:
                found.setdefault(Who.of(kind).rater, []).append(kind)
        named = ((min(each.rater for each in kinds), kinds) for kinds in found.values())
        return sorted((kinds[0].rater_kind, name, tuple(sorted(set(map(Who.of, kinds))))) for name, kinds in named)
