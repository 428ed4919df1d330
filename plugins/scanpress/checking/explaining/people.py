"""Tell the authors apart that a file names in one text."""

import re
from collections.abc import Iterator

# "and" between two names; "et al." is not one of them.
_AND = re.compile(r"(?:\s*,\s*|\s+)(?:and|und|y|et(?!\s+al\b))\s+|\s*&(?:amp;)?\s*", re.IGNORECASE)
_STRONG = re.compile(r"\s*[;\uff1b|•·\n、]\s*|\s+/\s+")
_COMMA = re.compile(r"\s*[,\uff0c]\s*")
_OTHERS = re.compile(r"\bet\s+al\b|\band\s+others\b|…|\.\.\.", re.IGNORECASE)
# What follows a comma after a name, and is not another name.
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?\s?d|m\.?\s?sc|b\.?\s?sc|dr|prof|esq|inc|ltd|llc|gmbh|co)\.?", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_](?:\.|\b)[\s-]*){1,4}")
# Scripts whose names have no space between their parts.
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST = 20_000  # characters; longer texts are not a list of names


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the lists of names that a text may mean: one if that is certain, none if it names not all authors.

    >>> readings("Ada Byron, Bo Li")
    (('Ada Byron', 'Bo Li'),)
    >>> readings("Byron, Ada")
    (('Ada Byron',), ('Byron', 'Ada'))
    """
    text = text.strip().strip(";,")
    if not text or len(text) > _LONGEST or _OTHERS.search(text):
        return ()
    strong = [part for part in _STRONG.split(text) if part]
    if len(strong) > 1:
        return (tuple(name for part in strong for name in _single(re.sub(r"^(?:and|&)\s+", "", part))),)
    parts = [part for part in _AND.split(text) if part]
    pieces = [_pieces(part) for part in parts]
    if len(parts) > 1 and all(len(each) == 1 for each in pieces):
        return (tuple(each[0] for each in pieces),)
    if len(parts) > 1 and all(_is_one(each) for each in pieces):
        return (tuple(" ".join(reversed(each)) for each in pieces),)
    return tuple(dict.fromkeys(_of_commas([piece for each in pieces for piece in each])))


def _single(part: str) -> Iterator[str]:
    """Yield the names of a part that a strong separator ends: "Byron, Ada" is one, "Ada Byron, Bo Li" are two."""
    pieces = _pieces(part)
    if len(pieces) == 2 and not (_is_full(pieces[0]) and _is_full(pieces[1])):  # noqa: PLR2004
        yield f"{pieces[1]} {pieces[0]}"
    else:
        yield from pieces


def _is_one(pieces: list[str]) -> bool:
    """Return whether the text between two "and" is one name, as in "Byron, Ada and Bo Li"."""
    if len(pieces) == 1:
        return _is_full(pieces[0])
    return len(pieces) == 2 and not (_is_full(pieces[0]) and _is_full(pieces[1]))  # noqa: PLR2004


def _of_commas(pieces: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the readings of names with commas between them."""
    families, given = pieces[::2], pieces[1::2]
    pairs = tuple(f"{first} {last}" for last, first in zip(families, given, strict=False))
    if len(pieces) == 1 or all(map(_is_full, pieces)):
        yield tuple(pieces)
    elif len(pieces) % 2 == 0 and all(map(_INITIALS.fullmatch, given)):
        yield pairs
    elif len(pieces) % 2 == 0 and not any(map(_is_full, given)):
        yield pairs
        yield tuple(pieces)
    else:
        yield tuple(pieces)


def _pieces(text: str) -> list[str]:
    """Return the parts between commas; a suffix such as Jr. stays with its name."""
    found: list[str] = []
    for piece in filter(None, _COMMA.split(text)):
        if found and _SUFFIX.fullmatch(piece):
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return found


def _is_full(name: str) -> bool:
    """Return whether a name has more than one part."""
    return " " in name.strip() or bool(_WITHOUT_SPACES.search(name))
