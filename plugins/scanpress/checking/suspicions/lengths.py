"""Texts that are far longer than a reason: a model that repeats itself, or a copy of the paper."""

from collections.abc import Iterator

from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.texts import Text

LONG = 20_000
"""Characters of a text above which it is a warning; pages fold it."""


def long_text(text: Text) -> Iterator[Finding]:
    """Yield a finding on a text that is longer than readers read."""
    if len(text.value) > LONG and text.is_prose and len(text.value) <= text.part["maxLength"]:
        message = f"this text has {len(text.value):,} characters, and few readers read more than {LONG:,}"
        remedy = "check that nothing is repeated; name the section or table, and quote only what matters"
        yield Finding("long-text", text.pointer, message, remedy)
