"""All texts of a document, each with its place and what the schema says of it; and those that are far too long."""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from scanpress.checking.form import Form
from scanpress.checking.problem import Finding, Pointer

if TYPE_CHECKING:
    from scanpress.checking.parts import Part


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
LONG = 20_000
"""Characters of a text above which it is a warning; pages fold it."""
RUNAWAY = 1500
"""Characters of a text above which a model may have repeated itself until it was stopped."""
REPEATED = 6
"""Times that a text has its end if a model repeated it."""


def texts(
    form: Form, document: object, within: Container[str] | None = None, has: Callable[[str], bool] = bool
) -> Iterator[Text]:
    """Yield the texts of a document in its order: those below some of its keys, or those that have something."""
    if within is not None and isinstance(document, dict):
        document = {key: value for key, value in document.items() if key in within}
    level: list[tuple[Pointer, object, Part]] = [((), document, form.part)]
    while level:
        pointer, value, part = level.pop()
        if isinstance(value, str):
            if has(value):
                yield Text(pointer, value, part.keywords)
        elif isinstance(value, dict):
            level += [((*pointer, key), child, part.member(key)) for key, child in reversed(value.items())]
        elif isinstance(value, list):
            item = part.member(0)
            level += [((*pointer, index), value[index], item) for index in range(len(value) - 1, -1, -1)]


def long_text(text: Text) -> Iterator[Finding]:
    """Yield a finding on a text that is longer than readers read: a model repeated itself, or the paper was copied."""
    if (
        RUNAWAY < len(text.value) <= LONG
        and text.is_prose
        and (times := text.value.count(text.value[-40:])) >= REPEATED
    ):
        message = f"the end of this text is repeated {times:,} times: the model did not stop"
        yield Finding("long-text", text.pointer, message, "keep the part before it repeats itself")
    if len(text.value) > LONG and text.is_prose and len(text.value) <= text.part["maxLength"]:
        message = f"this text has {len(text.value):,} characters, and few readers read more than {LONG:,}"
        remedy = "check that nothing is repeated; name the section or table, and quote only what matters"
        yield Finding("long-text", text.pointer, message, remedy)
