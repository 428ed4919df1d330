"""The instruments, which are versioned questionnaires: one JSON Schema per version, and the questions in it."""

from scanpress.instruments.answering import SIGNS, WORDS, AnswerForm, Verdict
from scanpress.instruments.catalogue import (
    SCHEMA_BASE,
    find,
    forget_with_schemas,
    instruments,
    load_schema,
    own_digest,
    own_schemas,
    published_schema,
    require,
    schema_names,
    use_folder,
    use_schemas,
    with_key,
)
from scanpress.instruments.identification import Unidentified, identify
from scanpress.instruments.model import Category, Instrument, Question, When, label_of
from scanpress.instruments.own.mistake import InstrumentError
from scanpress.instruments.scoring import Scoring

__all__ = [
    "SCHEMA_BASE",
    "SIGNS",
    "WORDS",
    "AnswerForm",
    "Category",
    "Instrument",
    "InstrumentError",
    "Question",
    "Scoring",
    "Unidentified",
    "Verdict",
    "When",
    "find",
    "forget_with_schemas",
    "identify",
    "instruments",
    "label_of",
    "load_schema",
    "own_digest",
    "own_schemas",
    "published_schema",
    "require",
    "schema_names",
    "use_folder",
    "use_schemas",
    "with_key",
]
