"""What is asked: one JSON Schema an instrument version, and its questions read from it."""

from scanpress.instruments.catalogue import find, instruments, load_schema, require, schema_names
from scanpress.instruments.identification import Unidentified, identify
from scanpress.instruments.labels import label_of
from scanpress.instruments.model import Category, Instrument, Question
from scanpress.instruments.publication import SCHEMA_BASE, published_schema

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
]
