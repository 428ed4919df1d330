"""What is missing before a site may be published in the operator's name."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from scanpress.corpus.facts import Key, Mistake, dotted, line_of
from scanpress.scan_pages.placeholder import REMEDIES, placeholder

if TYPE_CHECKING:
    from scanpress.scan_pages.operator import Operator


class Gap(Mistake):
    """A field that has to be filled in, told like a mistake: line, key, what, and what to do."""


def gaps_of(operator: "Operator", lines: Mapping[Key, int]) -> tuple[Gap, ...]:
    """Return all gaps, in the order of the file's lines."""
    gaps = [
        Gap(line_of(key, lines), dotted(key), reason, remedy)
        for key, reason, remedy in (*_in_texts(operator), *_in_duties(operator))
    ]
    return tuple(sorted(gaps, key=lambda gap: (gap.line, gap.key)))


def _in_texts(operator: "Operator") -> Iterator[tuple[Key, str, str]]:
    for key, text in _texts(operator, ()):
        name = next(part for part in reversed(key) if isinstance(part, str))
        reason = placeholder(text, name=name, in_address="address" in key)
        if reason:
            yield key, reason, REMEDIES[reason]


def _texts(value: Any, key: Key) -> Iterator[tuple[Key, str]]:
    """Yield every text with its key; what is optional and absent is None, and no text."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*key, index))
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts(getattr(value, part.name), (*key, part.name))


def _in_duties(operator: "Operator") -> Iterator[tuple[Key, str, str]]:
    """Yield what no single field shows: duties that follow from another one."""
    provider, privacy = operator.provider, operator.privacy
    if not (provider.second_contact.phone or provider.second_contact.form):
        yield ("provider", "second_contact"), "names no second contact", "fill in phone or form"
    if provider.legal_form and not provider.represented_by:
        yield ("provider", "represented_by"), "is empty", "name who represents the organisation"
    if privacy.legal_basis == "public_task" and not privacy.public_task_law:
        yield ("privacy", "public_task_law"), "is empty", "name the provision that assigns the public task"
    if privacy.host and not privacy.host.contract.concluded:
        remedy = "conclude the contract under Art. 28 GDPR with your host, then write true"
        yield ("privacy", "host", "contract", "concluded"), "is false", remedy
    elif privacy.host and not privacy.host.contract.date:
        yield ("privacy", "host", "contract", "date"), "is empty", "write the day on which it was concluded"
