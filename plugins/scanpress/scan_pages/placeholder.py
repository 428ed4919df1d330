"""Text that stands in for something: empty, a sample, an address that leads nowhere, a P.O. box."""

import re

_EMPTY = "is empty"
_SAMPLE = "is sample text"
_NOWHERE = "names a domain that leads nowhere"
_BOX = "is a P.O. box"

REMEDIES = {
    _EMPTY: "fill it in",
    _SAMPLE: "replace it with what is true for you",
    _NOWHERE: "write an address that people can reach",
    _BOX: "write street and house number: papers cannot be served on a box",
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
    """Return what is wrong with the text of the field `name`, or None where it may be published.

    >>> placeholder("kontakt@example.org", name="email", in_address=False)
    'names a domain that leads nowhere'
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
