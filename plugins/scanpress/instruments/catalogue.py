"""The schemas that come with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from scanpress.instruments.reading import read_instrument

if TYPE_CHECKING:
    from scanpress.instruments.model import Instrument

SUFFIX = ".schema.json"


@cache
def schema_names() -> tuple[str, ...]:
    """List the names of all schemas, such as `survey-3`, instruments or not."""
    entries = files(__package__).joinpath("schemas").iterdir()
    return tuple(sorted(entry.name.removesuffix(SUFFIX) for entry in entries if entry.name.endswith(SUFFIX)))


@cache
def load_schema(name: str) -> bytes:
    """Read one schema as it is in the package."""
    return files(__package__).joinpath("schemas", name + SUFFIX).read_bytes()


@cache
def instruments() -> tuple[Instrument, ...]:
    """List all instruments by name and version."""
    read = (read_instrument(load_schema(name)) for name in schema_names())
    return tuple(sorted(filter(None, read), key=lambda instrument: (instrument.name, instrument.version)))


def find(name: str, version: int) -> Instrument | None:
    """Find an instrument by name and version."""
    return next((each for each in instruments() if each.name == name and each.version == version), None)


def require(name: str, version: int) -> Instrument:
    """Return an instrument that is known to exist; raise LookupError where it does not."""
    found = find(name, version)
    if found is None:
        raise LookupError(f"there is no instrument {name}, version {version}")
    return found
