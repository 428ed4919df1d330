"""Mask e-mail addresses in texts that are published: they are personal data that others could collect."""

import re

_MASK = "EMAIL"
# Bounded repetitions: linear on any text. A list in brackets means several addresses of one host. The last label of a
# host has no digits, so that mAP@0.5 is no address.
_ADDRESS = re.compile(
    r"(?:[{(\[][^{}()\[\]@]{1,300}[})\]]\s?|[\w.+%-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){0,7}\.[^\W\d_]{2,24}(?![\w-])"
)


def mask_addresses(text: str) -> str:
    """Return a text with its e-mail addresses masked.

    >>> mask_addresses("{ada, charles}@analytical.engine and ada@engine.uk, with mAP@0.5")
    'EMAIL and EMAIL, with mAP@0.5'
    """
    return _ADDRESS.sub(_MASK, text) if "@" in text else text
