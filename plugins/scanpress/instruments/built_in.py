"""The schemas in the package."""

from functools import cache
from importlib.resources import files

SUFFIX = ".schema.json"


@cache
def built_in_names() -> tuple[str, ...]:
    """Return the names of the schemas in the package, such as `survey-3`, also of those that are not instruments."""
    entries = files(__package__).joinpath("schemas").iterdir()
    return tuple(sorted(entry.name.removesuffix(SUFFIX) for entry in entries if entry.name.endswith(SUFFIX)))


def built_in_schema(name: str) -> bytes:
    """Return the bytes of a schema of the package."""
    return files(__package__).joinpath("schemas", name + SUFFIX).read_bytes()
