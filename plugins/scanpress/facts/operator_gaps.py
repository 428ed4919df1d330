"""What is missing before a site may be published in the operator's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from scanpress.facts.licences import EXAMPLE
from scanpress.facts.mistake import Mistake
from scanpress.facts.operator import Operator
from scanpress.facts.strict_yaml import Key, dotted, line_of

LICENCE = ("license",)
_EMPTY = "is empty"
_SAMPLE = "is sample text"
_NOWHERE = "uses a reserved domain"
_BOX = "is a P.O. box"

REMEDIES = {
    _EMPTY: "fill it in",
    _SAMPLE: "replace it with your own data",
    _NOWHERE: "write an address that people can reach",
    _BOX: "write street and house number: legal papers cannot be served at a P.O. box",
}

_SAMPLES = re.compile(
    r"""
    \bmuster(?:mann|frau|stra(?:ß|ss)e|str|weg|platz|stadt|ort|hausen|dorf|land|firma|verein|host|behörde|adresse)?\b
    | \bbeispiel | \b(?:example|sample)\b | \bplaceholder\b | \bplatzhalter\b | \blorem\b | \bdummy\b
    | \b(?:todo|tbd|tba|fixme|x{3,}|asdf|foobar|change[ _-]?me|replace[ _-]?me|fill[ _-]in|ausfüllen)\b
    | \b(?:your|ihre?|deine?)\b | \b(?:john|jane)\sdoe\b | \btest(?:stra(?:ß|ss)e|stadt|firma|name)\b | ^test$
    | \bany(?:town|where|street)\b | \b123\smain\sst
    | <[^>]*> | \[[^\]]*\] | \{[^}]*\} | \.\.\. | …
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SAMPLE_NUMBERS = {
    "postal_code": re.compile(r"^(?:0+|1+|9+|12345|54321|01234|X+)$"),
    "phone": re.compile(r"123456|234567|^(?:49)?(\d)\1+$|^(?:49)?0*$|55501\d\d$"),
    "vat_id": re.compile(r"123456789|987654321|(\d)\1{7}"),
}
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+|\blocalhost\b")
_RESERVED_ENDS = {"test", "invalid", "localhost", "local", "internal", "tld"}
_BOXES = re.compile(
    r"""
    \bpostfach\b | \bpost(?:al)?\s*office\s*box\b | \bp\.?\s*o\.?\s*-?\s*box\b | \bpost(?:al)?\s*box\b | ^\s*box\s*\d
    | ^\s*p\.?\s*f\.?\s*\d | \bpostbus\b | \bpostboks\b | \bbo[iî]te\s+postale\b | \bcase\s+postale\b
    | ^\s*b\.?\s*p\.?\s*\d | \bapartado\b | \bcasella\s+postale\b | \bskrytka\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def placeholder(text: str, *, name: str, in_address: bool) -> str | None:
    """Return what is wrong with the text of the field `name`, or None if it may be published.

    >>> placeholder("kontakt@example.org", name="email", in_address=False)
    'uses a reserved domain'
    """
    if not any(character.isalnum() for character in text):
        return _EMPTY
    if in_address and _BOXES.search(text):
        return _BOX
    if any(_leads_nowhere(domain) for domain in _DOMAIN.findall(text)):
        return _NOWHERE
    return _SAMPLE if _SAMPLES.search(text) or _is_sample_number(text, name) else None


def _leads_nowhere(domain: str) -> bool:
    labels = domain.casefold().split(".")
    return "example" in labels or labels[-1] in _RESERVED_ENDS or domain == "127.0.0.1"


def _is_sample_number(text: str, name: str) -> bool:
    pattern = _SAMPLE_NUMBERS.get(name)
    return bool(pattern and pattern.search("".join(character for character in text if character.isalnum())))


class Gap(Mistake):
    """A field that has to be filled in, reported like a mistake: line, key, problem and remedy."""


def gaps_of(operator: Operator) -> tuple[Gap, ...]:
    """Return everything that is missing before the site may be published, in the order of the file's lines."""
    gaps = [
        Gap(line_of(key, operator.lines), dotted(key), reason, remedy)
        for key, reason, remedy in (*_in_texts(operator), *_in_duties(operator))
    ]
    return tuple(sorted(gaps, key=lambda gap: (gap.line, gap.key)))


def gaps_in_words(path: Path, gaps: Sequence[Gap]) -> Iterator[str]:
    """Yield the lines of a message about the gaps of an operator's file, which may not exist yet."""
    if gaps and not path.is_file():
        yield f"{path}: there is no such file: copy content/operator.yaml of Scanpress, and fill it in; it must have:"
    elif gaps:
        yield f"{path}: these are needed before the site is published:"
    yield from (f"  {gap}" for gap in gaps)


def _in_texts(operator: Operator) -> Iterator[tuple[Key, str, str]]:
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


def _in_duties(operator: Operator) -> Iterator[tuple[Key, str, str]]:
    """Yield what no single field shows: duties that follow from another one."""
    provider, privacy = operator.provider, operator.privacy
    if not (provider.second_contact.phone or provider.second_contact.form):
        yield ("provider", "second_contact"), "names no second contact", "fill in phone or form"
    if not operator.license:
        yield LICENCE, "is empty", f"say how scans may be used, with an SPDX identifier such as {EXAMPLE}"
    if provider.legal_form and not provider.represented_by:
        yield ("provider", "represented_by"), "is empty", "name who represents the organisation"
    if privacy.legal_basis == "public_task" and not privacy.public_task_law:
        yield ("privacy", "public_task_law"), "is empty", "name the provision that assigns the public task"
    if privacy.host and not privacy.host.contract.concluded:
        remedy = "conclude the contract under Art. 28 GDPR with your host, then write true"
        yield ("privacy", "host", "contract", "concluded"), "is false", remedy
    elif privacy.host and not privacy.host.contract.date:
        yield ("privacy", "host", "contract", "date"), "is empty", "write the day on which it was concluded"
