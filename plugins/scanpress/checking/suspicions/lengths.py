"""Texts that are far longer than a reason: a model that repeats itself, or a copy of the paper."""

from collections.abc import Iterator

from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.texts import Text

LONG = 20_000
"""Characters of a text above which it is a warning; pages fold it."""


RUNAWAY = 1500
"""Characters of a text above which a model may have repeated itself until it was stopped."""
REPEATED = 6
"""Times that a text has its end if a model repeated it."""


def long_text(text: Text) -> Iterator[Finding]:
    """Yield a finding on a text that is longer than readers read."""
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
