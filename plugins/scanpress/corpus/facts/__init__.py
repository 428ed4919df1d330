"""Facts about the site, kept in YAML: read strictly, checked against a schema, turned into records."""

from scanpress.facts.file import Facts, record
from scanpress.facts.strict_yaml import FactsError, Key, Mistake, dotted, line_of

__all__ = ["Facts", "FactsError", "Key", "Mistake", "dotted", "line_of", "record"]
