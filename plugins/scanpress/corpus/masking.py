"""E-mail addresses in quoted text: personal data that a published page would hand to harvesters."""

import re

# Bounded repetitions: linear on any text. A brace list stands for several addresses of one host.
_ADDRESS = re.compile(r"(?:\{[^{}@\n]{1,300}\}|[\w.+%-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MASK = "EMAIL"


def mask_addresses(text: str) -> str:
    """Return a text with its e-mail addresses masked.

    >>> mask_addresses("{ada, charles}@analytical.engine and ada@engine.uk")
    'EMAIL and EMAIL'
    """
    return _ADDRESS.sub(_MASK, text) if "@" in text else text
