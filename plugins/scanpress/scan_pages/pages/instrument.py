"""An instrument's questionnaire as a page, and its schema as a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.instruments import SCHEMA_BASE, instruments, published_schema, require, schema_names
from scanpress.scan_pages import addresses
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.pages import form as form_page
from scanpress.writer import File, Output, Page


def declare(site_url: str, correction: Correction) -> Iterator[Output]:
    """Declare one page and one form per instrument version, and every schema at its own address."""
    for instrument in instruments():
        yield Page(
            addresses.instrument_page(instrument.key), "instrument.html", view, (instrument.name, instrument.version)
        )
    yield from form_page.declare(correction)
    for name in schema_names():
        base = f"{site_url}/schemas/" if site_url else SCHEMA_BASE
        yield File(addresses.schema_file(name), schema, (name, base))


def view(made_from: tuple[str, int]) -> Mapping[str, Any]:
    """Return the variables of `instrument.html`."""
    instrument = require(*made_from)
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
