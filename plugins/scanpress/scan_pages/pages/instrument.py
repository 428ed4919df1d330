"""An instrument's questionnaire as a page, and its schema as a file."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from scanpress.facts.layout import DEFAULT, Layout
from scanpress.instruments import SCHEMA_BASE, instruments, published_schema, schema_names, with_key
from scanpress.scan_pages import addresses
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.pages import form as form_page
from scanpress.writer import File, Output, Page, href


def declare(
    site_url: str,
    correction: Correction,
    venues: Sequence[tuple[str, str]],
    used: Container[str],
    layout: Layout = DEFAULT,
) -> Iterator[Output]:
    """Declare one page and one form per instrument version, and every schema at its own address.

    `venues` has the normalised names of venues with their slugs. Instruments that are `used`, by their keys, have a
    page for each question.
    """
    for instrument in instruments():
        made_from = instrument.key, instrument.key in used
        yield Page(addresses.instrument_page(instrument.key), "instrument.html", view, made_from)
    yield from form_page.declare(correction, venues, layout)
    for name in schema_names():
        base = f"{site_url}/schemas/" if site_url else SCHEMA_BASE
        yield File(addresses.schema_file(name), schema, (name, base))


def view(made_from: tuple[str, bool]) -> Mapping[str, Any]:
    """Return the variables of `instrument.html`."""
    key, is_used = made_from
    instrument = with_key(key)
    return {
        "instrument": {
            "title": instrument.label,
            "description": instrument.description,
            "key": instrument.key,
        },
        "count": sum(len(category.questions) for category in instrument.categories),
        "categories": [
            {
                "id": category.id,
                "label": category.label,
                "guidance": category.guidance,
                "module": category.module,
                "questions": [
                    {
                        "id": q.id,
                        "href": href(addresses.question_page(key, q.id)) if is_used else "",
                        "label": q.label,
                        "sentence": q.sentence,
                        "guidance": q.guidance,
                        "results": ", ".join(q.results),
                    }
                    for q in category.questions
                ],
            }
            for category in instrument.categories
        ],
    }


def schema(made_from: tuple[str, str]) -> bytes:
    """Return a schema as it is published, its `$id` below the site's address."""
    return published_schema(*made_from)
