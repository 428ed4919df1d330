"""Notice several authors in one text, as people copy them from a paper, and write them apart."""

import re
from collections.abc import Sequence

# A person's name has at most one comma, between family name and given name, and perhaps one before a suffix.
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?sc)\.?", re.IGNORECASE)
_HARD = re.compile(r"[;\uff1b\u3001\n]")
_AND = re.compile(r"[,\uff0c]?\s+(?:and|&)\s+")
_COMMA = re.compile(r"[,\uff0c]")
_LETTERS = 3  # of the initials of one person
# Groups that sign a paper have "and" and commas in their names.
_GROUP = re.compile(
    r"\b(?:administration|agency|alliance|association|authority|cent(?:er|re)s?|collaborations?|committee|community|"
    r"consortium|corporation|council|department|faculty|foundation|group|inc|initiative|institutes?|laborator(?:y|ies)|"
    r"ministry|network|office|organi[sz]ation|project|research|school|services?|society|teams?|university)\b",
    re.IGNORECASE,
)


def written_apart(text: str) -> tuple[str, ...]:
    """Return the authors that one text names: the text itself if it is one name or may be one.

    An empty tuple means several authors, but it is not clear where each begins.

    >>> written_apart("Ada Byron, Bo Li and Cy Twombly"), written_apart("Byron, Ada"), written_apart("A, B, C, D")
    (('Ada Byron', 'Bo Li', 'Cy Twombly'), ('Byron, Ada',), ())
    """
    listed = _parts(_HARD, text)
    if len(listed) > 1:
        return listed
    if _GROUP.search(text):
        return (text.strip(),)
    ends = _parts(_AND, text)
    if len(ends) > 1 and len(_between_commas(ends[-1])) == 1:
        return tuple(name for end in ends for name in _between_commas(end))
    apart = [_named(_between_commas(end)) for end in ends]
    return tuple(name for names in apart for name in names) if all(apart) else ()


def _named(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the names in a text without "and" from its parts between commas; an empty tuple if they are not clear."""
    families, given = parts[::2], parts[1::2]
    if len(families) == len(given) and all(map(_are_initials, given)) and not any(map(_are_initials, families)):
        return tuple(f"{family}, {initials}" for family, initials in zip(families, given, strict=True))
    if len(parts) > 1 and all(map(_is_full, parts)) and not _may_be_one(parts):
        return tuple(parts)
    return (", ".join(parts),) if len(parts) <= 2 else ()  # noqa: PLR2004 - "Byron, Ada" is one name


def _between_commas(text: str) -> tuple[str, ...]:
    """Return the parts of a text between commas; a suffix, such as Jr., belongs to the part before it."""
    parts: list[str] = []
    for part in _parts(_COMMA, text):
        if parts and _SUFFIX.fullmatch(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return tuple(parts)


def _is_full(part: str) -> bool:
    """Return whether a part between commas can be a whole name: "van der Berg" in "van der Berg, Ada" cannot."""
    words = part.split()
    return len(words) > 1 and not words[0].islower()


def _may_be_one(parts: Sequence[str]) -> bool:
    """Return whether two parts may be a double family name and its given names, as in "García Márquez, Ana M."."""
    first, last = (_are_initials(part.split()[-1]) for part in (parts[0], parts[-1]))
    return len(parts) == 2 and last and not first  # noqa: PLR2004


def _are_initials(part: str) -> bool:
    letters = re.sub(r"[\s.-]", "", part)
    return letters.isalpha() and letters.isupper() and len(letters) <= _LETTERS


def _parts(separator: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip(" \t,\uff0c") for part in separator.split(text))))
