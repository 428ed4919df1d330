"""The parts of a schema that describe the values of a document, each looked up once."""

from collections.abc import Mapping
from typing import Any

from scanpress.instruments.reading import describe, resolve

_MANY = 5000  # keys of one part that are remembered: those of the schema, and what files add to them


class Part:
    """A part of a schema with its references followed; it remembers the parts of its members."""

    __slots__ = ("_members", "_schema", "keywords")

    def __init__(self, schema: Mapping[str, Any], keywords: Mapping[str, Any]) -> None:
        self.keywords = keywords
        self._schema = schema
        self._members: dict[str | int, Part] = {}

    @classmethod
    def whole(cls, schema: Mapping[str, Any]) -> "Part":
        """Return the part that is a whole schema."""
        return cls(schema, resolve(schema, schema))

    def member(self, key: str | int) -> "Part":
        """Return the part of a member of an object or of an entry of a list; it is empty if there is none."""
        key = key if isinstance(key, str) else 0
        found = self._members.get(key)
        if found is None:
            found = Part(self._schema, describe(self._schema, self.keywords, key) if self.keywords else {})
            if len(self._members) < _MANY:
                self._members[key] = found
        return found
