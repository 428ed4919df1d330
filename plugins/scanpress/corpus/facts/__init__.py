"""Facts about the site, kept in YAML: read strictly, checked against a schema, turned into records."""

from scanpress.corpus.facts.file import Facts
from scanpress.corpus.facts.lines import line_of
from scanpress.corpus.facts.mistakes import FactsError, Mistake
from scanpress.corpus.facts.record import record
from scanpress.corpus.facts.strict_yaml import Key, dotted

__all__ = ["Facts", "FactsError", "Key", "Mistake", "dotted", "line_of", "record"]
