"""Who runs the site: what the imprint and the privacy page are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from scanpress.corpus.facts import Facts, Key, record
from scanpress.scan_pages.operator_gaps import Gap, gaps_of
from scanpress.scan_pages.operator_parts import Controller, Editor, Privacy, Provider

_SCHEMA = Path(__file__).with_name("operator.schema.json")


@dataclass(frozen=True, slots=True)
class Operator:
    """Everything that the law wants to be said about who runs the site; `lines` tells where the file says it."""

    provider: Provider
    editor: Editor
    consumer_disputes: str
    privacy: Privacy
    lines: Mapping[Key, int] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the operator's file; raise a FactsError with all mistakes."""
        facts = Facts.load(path, schema=_SCHEMA)
        return replace(record(cls, facts.value), lines=facts.lines)

    @property
    def controller(self) -> Controller:
        """Return who decides about personal data: the provider where nobody else is named."""
        provider = self.provider
        return self.privacy.controller or Controller(provider.full_name, provider.address, provider.email)

    def gaps(self) -> tuple[Gap, ...]:
        """Return everything that still has to be filled in before the site may be published."""
        return gaps_of(self, self.lines)
