"""An instrument's questionnaire as a page, and its schema as a file."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from scanpress.facts.layout import DEFAULT, Layout
from scanpress.instruments import (
    SCHEMA_BASE,
    AnswerForm,
    instruments,
    own_digest,
    published_schema,
    schema_names,
    with_key,
)
from scanpress.scan_pages import addresses
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.formula import formula_of
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
        yield File(addresses.schema_file(name), schema, (name, base, own_digest()))


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
        "is_used": is_used,
        "formula": formula_of(instrument),
        "count": sum(len(category.questions) for category in instrument.categories),
        "categories": [
            {
                "id": category.id,
                "label": category.label,
                "guidance": category.guidance,
                "module": category.module,
                "when": str(category.when or ""),
                "questions": [
                    {
                        "id": q.id,
                        "href": href(addresses.question_page(key, q.id)) if is_used else "",
                        "label": q.label,
                        "sentence": q.sentence,
                        "guidance": q.guidance,
                        "results": _possible(q.form),
                        "when": str(q.when or ""),
                    }
                    for q in category.questions
                ],
            }
            for category in instrument.categories
        ],
    }


def _possible(form: AnswerForm) -> str:
    """Return the possible answers in words; empty for a plain yes or no."""
    if form.kind == "text":
        return "a text"
    if form.kind == "number":
        least, most = form.least, form.most
        if least is not None and most is not None:
            return f"a number {form.range_in_unit(least, most)}"
        limits = [("from", least), ("to", most)]
        return " ".join(["a number", *(f"{word} {form.in_unit(bound)}" for word, bound in limits if bound is not None)])
    return ", ".join(form.results)


def schema(made_from: tuple[str, str, str]) -> bytes:
    """Return a schema as it is published, its `$id` below the site's address."""
    name, base, _ = made_from
    return published_schema(name, base)
