"""All texts of a document, each with its place and what the schema says of it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scanpress.checking.form import Form
from scanpress.checking.problem import Pointer
from scanpress.instruments.reading import describe, resolve


class Text(NamedTuple):
    """A text of a document; `part` is its part of the schema, empty for users' own keys."""

    pointer: Pointer
    value: str
    part: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The name under which the text is, or the list of texts that it is in."""
        return next((part for part in reversed(self.pointer) if isinstance(part, str)), "")

    @property
    def is_prose(self) -> bool:
        """Whether anything may be written: a name, a title, a reason; not a choice, an address or an identifier."""
        return bool(self.part.get("maxLength")) and not {"pattern", "enum", "const"} & self.part.keys()

    @property
    def is_name(self) -> bool:
        """Whether the text is one line of plain text, such as a title, a venue or a person."""
        return self.is_prose and self.part["maxLength"] <= _ONE_LINE and self.key != "$schema"


_ONE_LINE = 1000  # characters: reasons may be longer


def texts(form: Form, document: object) -> Iterator[Text]:
    """Yield the texts of a document in its order."""
    yield from _texts(form.schema, resolve(form.schema, form.schema), document, ())


def _texts(schema: Mapping[str, Any], part: Mapping[str, Any], value: object, pointer: Pointer) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(pointer, value, part)
    elif isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in members:
            yield from _texts(schema, describe(schema, part, key) if part else part, child, (*pointer, key))
