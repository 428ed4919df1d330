"""Facts about the site, kept in YAML: read strictly, checked against a schema, turned into records."""

from scanpress.facts.accuracy import Accuracy, Agreement, Right, load_accuracy
from scanpress.facts.collection import Collection
from scanpress.facts.file import Facts, record
from scanpress.facts.layout import Layout
from scanpress.facts.operator import Operator
from scanpress.facts.operator_gaps import gaps_of
from scanpress.facts.redirects import load_redirects
from scanpress.facts.registry import Registry
from scanpress.facts.strict_yaml import FactsError
from scanpress.facts.venues import Venue, Venues, load_venues

__all__ = [
    "Accuracy",
    "Agreement",
    "Collection",
    "Facts",
    "FactsError",
    "Layout",
    "Operator",
    "Registry",
    "Right",
    "Venue",
    "Venues",
    "gaps_of",
    "load_accuracy",
    "load_redirects",
    "load_venues",
    "record",
]
