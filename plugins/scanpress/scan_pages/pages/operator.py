"""The pages that say who runs the site: imprint and privacy in English and in German, and how to report a mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import orjson

from scanpress.facts.operator import Operator
from scanpress.instruments import instruments
from scanpress.scan_pages import addresses
from scanpress.scan_pages.correction import Forge
from scanpress.scan_pages.list_data import answer_forms
from scanpress.scan_pages.pages.form import forms
from scanpress.scan_pages.words import MARKS
from scanpress.writer import Page

_PAGES = ("imprint", "impressum", "privacy", "datenschutz", "report")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What the pages are made from: the operator, whether the site shows the e-mail addresses of commits, the forge."""

    operator: Operator
    emails_shown: bool
    forge: Forge | None


def operator_pages(operator: Operator, *, emails_shown: bool = False, forge: Forge | None = None) -> Iterator[Page]:
    """Declare the pages; they do not depend on the line numbers of the operator's file."""
    disclosure = Disclosure(replace(operator, lines={}), emails_shown, forge)
    for name in _PAGES:
        yield Page(addresses.legal_page(name), f"{name}.html", variables, disclosure)


def variables(disclosure: Disclosure) -> Mapping[str, Any]:
    """Return the templates' variables."""
    forge = disclosure.forge
    return {
        "operator": disclosure.operator,
        "emails_shown": disclosure.emails_shown,
        "forms": forms(),
        "answer_forms": orjson.dumps(answer_forms(instruments())).decode(),
        "words": {verdict.name.lower(): mark.word for verdict, mark in MARKS.items()},
        "forge": forge and {"url": forge.url, "host": urlsplit(forge.url).hostname, "edit": forge.edit("")},
    }
