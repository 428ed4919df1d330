"""A form an instrument: a scan is filled in within the browser, and leaves it as a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.checking import MAX_BYTES
from scanpress.instruments import Instrument, instruments, require
from scanpress.scan_pages.form_parts import form_parts
from scanpress.writer import Page


def declare() -> Iterator[Page]:
    """Declare a form an instrument version."""
    for instrument in instruments():
        yield Page(address_of(instrument), "form.html", view, (instrument.name, instrument.version))


def address_of(instrument: Instrument) -> str:
    """Return the address of an instrument's form."""
    return f"instruments/{instrument.name}/{instrument.version}/form/index.html"


def view(made_from: tuple[str, int]) -> Mapping[str, Any]:
    """Return the variables of `form.html`."""
    instrument = require(*made_from)
    return {
        "instrument": {
            "title": f"{instrument.title}, version {instrument.version}",
            "name": instrument.name,
            "key": instrument.key,
            "assumed": instrument.assumed,
        },
        "largest": MAX_BYTES,
        "parts": form_parts(instrument),
    }
