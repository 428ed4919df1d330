"""Licences, written as SPDX expressions."""

from functools import lru_cache

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

EXAMPLE = "CC-BY-4.0"
_LIST = "https://spdx.org/licenses/"
_OWN = "LicenseRef-"
_OPERATORS = frozenset({"AND", "OR", "WITH"})


@lru_cache(maxsize=1 << 10)
def canonical_licence(text: str) -> str | None:
    """Return an SPDX expression as the list of SPDX writes it; None if it is not one.

    >>> canonical_licence("cc-by-4.0"), canonical_licence("MIT or LicenseRef-our-terms"), canonical_licence("CC BY")
    ('CC-BY-4.0', 'MIT OR LicenseRef-our-terms', None)
    """
    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return None


def is_listed(licence: str) -> bool:
    """Return whether an expression is a single licence of the list of SPDX.

    >>> is_listed("CC-BY-4.0"), is_listed("MIT OR CC0-1.0"), is_listed("LicenseRef-our-terms")
    (True, False, False)
    """
    return bool(licence) and _OPERATORS.isdisjoint(licence.split()) and not licence.startswith(_OWN)


def licence_text(licence: str) -> str:
    """Return the address of the text of a licence, empty if the list of SPDX has no such page.

    >>> licence_text("CC-BY-4.0")
    'https://spdx.org/licenses/CC-BY-4.0.html'
    """
    return f"{_LIST}{licence}.html" if is_listed(licence) else ""
