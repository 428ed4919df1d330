"""The instruments, which are versioned questionnaires: one JSON Schema per version, and the questions in it."""

from scanpress.instruments.catalogue import (
    SCHEMA_BASE,
    find,
    instruments,
    load_schema,
    published_schema,
    require,
    schema_names,
    with_key,
)
from scanpress.instruments.identification import Unidentified, identify
from scanpress.instruments.model import Category, Instrument, Question, label_of

__all__ = [
    "SCHEMA_BASE",
    "Category",
    "Instrument",
    "Question",
    "Unidentified",
    "find",
    "identify",
    "instruments",
    "label_of",
    "load_schema",
    "published_schema",
    "require",
    "schema_names",
    "with_key",
]
