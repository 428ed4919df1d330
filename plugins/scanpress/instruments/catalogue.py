"""The schemas that come with the package."""

from functools import cache
from importlib.resources import files

from scanpress.instruments.model import Instrument
from scanpress.instruments.reading import read_instrument

# The one place where the base of every `$id` is said; a test compares the schemas with it.
SCHEMA_BASE = "https://scanpress.example/schemas/"


def schema_id(name: str, base: str = SCHEMA_BASE) -> str:
    """Make the address of a schema."""
    return f"{base.rstrip('/')}/{name}{SUFFIX}"


def published_schema(name: str, base: str = SCHEMA_BASE) -> bytes:
    """Return a schema's bytes with the `$id` it has on the site, such as `https://site.example/schemas/`."""
    return load_schema(name).replace(schema_id(name).encode(), schema_id(name, base).encode())


SUFFIX = ".schema.json"


@cache
def schema_names() -> tuple[str, ...]:
    """Return the names of all schemas, such as `survey-3`, instruments or not."""
    entries = files(__package__).joinpath("schemas").iterdir()
    return tuple(sorted(entry.name.removesuffix(SUFFIX) for entry in entries if entry.name.endswith(SUFFIX)))


@cache
def load_schema(name: str) -> bytes:
    """Read one schema as it is in the package."""
    return files(__package__).joinpath("schemas", name + SUFFIX).read_bytes()


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return all instruments by name and version."""
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
