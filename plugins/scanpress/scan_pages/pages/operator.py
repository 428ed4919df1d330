"""The pages that say who runs the site: imprint and privacy in English and in German, and how to report a mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scanpress.facts.operator import Operator
from scanpress.scan_pages import addresses
from scanpress.writer import Page

_PAGES = ("imprint", "impressum", "privacy", "datenschutz", "report")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What the pages are made from: the operator, and whether the site shows the e-mail addresses of commits."""

    operator: Operator
    emails_shown: bool


def operator_pages(operator: Operator, *, emails_shown: bool = False) -> Iterator[Page]:
    """Declare the pages; they do not depend on the line numbers of the operator's file."""
    disclosure = Disclosure(replace(operator, lines={}), emails_shown)
    for name in _PAGES:
        yield Page(addresses.legal_page(name), f"{name}.html", variables, disclosure)


def variables(disclosure: Disclosure) -> Mapping[str, Any]:
    """Return the templates' variables."""
    return {"operator": disclosure.operator, "emails_shown": disclosure.emails_shown}
