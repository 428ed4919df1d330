"""Schemas as the site serves them: under the site's own address."""

from __future__ import annotations

from scanpress.instruments.catalogue import SUFFIX, load_schema

# The one place where the base of every `$id` is said; a test compares the schemas with it.
SCHEMA_BASE = "https://scanpress.example/schemas/"


def schema_id(name: str, base: str = SCHEMA_BASE) -> str:
    """Make the address of a schema."""
    return f"{base.rstrip('/')}/{name}{SUFFIX}"


def published_schema(name: str, base: str = SCHEMA_BASE) -> bytes:
    """Give a schema's bytes with the `$id` it has on the site, such as `https://site.example/schemas/`."""
    return load_schema(name).replace(schema_id(name).encode(), schema_id(name, base).encode())
