"""Notice several authors in one text, as people copy them from a paper, and write them apart.

This is the one rule on them: `scanpress new`, the check and the form use it. The form gets the same patterns, which are
written so that Python and JavaScript (with the flags `i` and `u`) read them alike.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from math import prod

PATTERNS: Mapping[str, str] = {
    # Between two authors, whatever is around them.
    "apart": r"[;|\uff1b\u061b\u3001\n\u2028\u2029]|\s[/\u2022\u00b7]\s",
    "and": r"(?:\s*[,\uff0c])?\s+(?:and|und|&(?:amp;)?)\s+",
    # "and" in other languages, which is also part of names: "Ortega y Gasset".
    "joined": r"\s+(?:y|et)\s+",
    "comma": r"[,\uff0c\u060c]",
    # Belongs to the name before the comma.
    "suffix": r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?\s?d|m\.?\s?sc|b\.?\s?sc|esq|inc|ltd|llc|gmbh|co)\.?",
    # Groups that sign a paper have "and" and commas in their names.
    "group": r"(?<![A-Za-z0-9_])(?:administration|agency|alliance|association|authority|cent(?:er|re)s?|"
    r"collaborations?|committee|community|consortium|corporation|council|department|faculty|foundation|group|inc|initiative|"
    r"institutes?|laborator(?:y|ies)|ministry|network|office|organi[sz]ation|project|research|school|services?|"
    r"society|teams?|university)(?![A-Za-z0-9_])",
    "others": r"(?<![A-Za-z0-9_])et\s+al(?![A-Za-z0-9_])|\sand\s+others(?![A-Za-z0-9_])|\u2026|\.\.\.|"
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]\\s*(?:\u7b49\u4eba?|\u4ed6|\u307b\u304b|\uc678)"
    "\\s*(?:[0-9]+\\s*[\u540d\u4eba\uba85\uc778])?$",
    # Scripts whose names have no space between their parts.
    "spaceless": "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]",
}
"""The parts of the rule that are patterns, for the form's script."""

_ORCID = re.compile(r"(?<![\s,(])[\s,(]*(?:https?://orcid\.org/)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]\)?\s*\Z")
_BESIDE = re.compile(r"\s*([^\s,(][^,(]*?)\s*(\([^()]*\)|,.*)\s*")
_BLANKS = re.compile("[ \t\u00a0]{2,}")
_LONGEST = 20_000  # characters; longer texts are not a list of names
_LONGEST_NAME = 1_000  # characters of a name and what is beside it: the patterns look at some of them again and again
_LETTERS = 3  # of the initials of one person
_MOST = 4  # readings of a text
_Names = tuple[str, ...]


def readings(text: str) -> tuple[_Names, ...]:
    """Return the lists of names that a text may mean: one if that is certain, none if it is not clear.

    >>> readings("Ada Byron, Bo Li"), readings("Byron, Ada"), readings("Ada Byron et al.")
    ((('Ada Byron', 'Bo Li'),), (('Byron, Ada',), ('Byron', 'Ada')), ())
    """
    # The patterns look at each of several blanks again and again.
    text = _BLANKS.sub(" ", text.strip().strip(" \t,;\uff0c"))
    if not text or len(text) > _LONGEST or _pattern("others").search(text):
        return ()
    listed = _split("apart", text)
    if len(listed) > 1:
        # "Byron, Ada; Li, Bo": a part with a comma is one author, unless it certainly has several.
        inner = [tuple(_readings(re.sub(r"^(?:and|&)\s+", "", part))) for part in listed]
        return (_flat(_certain(found) or (part,) for found, part in zip(inner, listed, strict=True)),)
    return tuple(dict.fromkeys(_readings(text)))


def written_apart(text: str) -> _Names:
    """Return the authors that one text names: the text itself if it is one name or may be one.

    An empty tuple means several authors, but it is not clear where each begins.

    >>> written_apart("Ada Byron, Bo Li and Cy Twombly"), written_apart("Byron, Ada"), written_apart("A, B, C, D")
    (('Ada Byron', 'Bo Li', 'Cy Twombly'), ('Byron, Ada',), ())
    """
    found = readings(text)
    return (text.strip(),) if not text.strip() or any(len(names) == 1 for names in found) else _certain(found)


def affiliation(name: str) -> str:
    """Return what a name has behind a comma or in brackets that is not part of it: an institution or an ORCID iD.

    >>> affiliation("Ada Byron (University of X)"), affiliation("Bo Li, X Institute"), affiliation("The Drug Agency")
    ('(University of X)', ', X Institute', '')
    """
    if len(name) > _LONGEST_NAME:
        return ""
    if match := _ORCID.search(name):
        return match[0]
    match = _BESIDE.fullmatch(name)
    if match and " " in match[1] and not _pattern("group").search(match[1]) and _pattern("group").search(match[2]):
        return match[2]
    return ""


def may_name_persons(beside: str) -> bool:
    """Return whether what is behind a name has further names, and not only an institution and its place.

    >>> may_name_persons(", Bo Li, X Institute"), may_name_persons(", X Institute, New York")
    (True, False)
    """
    parts = _split("comma", beside.strip(" ,"))
    full = [place for place, part in enumerate(parts) if _PERSON.fullmatch(part) and not _pattern("group").search(part)]
    return len(full) > 1 or full[:1] == [0]


def is_orcid(beside: str) -> bool:
    """Return whether what is beside a name is an ORCID iD."""
    return _ORCID.fullmatch(beside) is not None


def in_usual_order(names: Sequence[str]) -> _Names:
    """Return names in their usual order if each has its family name before a comma, else as they are.

    >>> in_usual_order(["Byron, Ada", "van der Berg, Jan"]), in_usual_order(["Ada Byron", "Li, Bo"])
    (('Ada Byron', 'Jan van der Berg'), ('Ada Byron', 'Li, Bo'))
    """
    turned = tuple(map(_given_first, names))
    return turned if all(turned) else tuple(names)


def _given_first(name: str) -> str:
    """Return a name whose family name is before a comma in its usual order, or an empty text if it is not such a name.

    >>> _given_first("van der Berg, Ada M."), _given_first("Петрова, Ирина")
    ('Ada M. van der Berg', 'Ирина Петрова')
    >>> _given_first("Ada Byron, Jr."), _given_first("Ada Byron, Bo Li"), _given_first("The Drug Agency, Berlin")
    ('', '', '')
    """
    parts = _split("comma", name) if len(name) <= _LONGEST_NAME else ()
    if len(parts) != 2 or not all(map(_OF_PERSON.fullmatch, parts)):  # noqa: PLR2004 - family and given name
        return ""
    family, given = parts
    if _pattern("suffix").fullmatch(given) or _pattern("group").search(name) or len(written_apart(name)) != 1:
        return ""
    return f"{given} {family}"


# At most four words of letters, of which the last begins with a capital, or has none.
_WORD = r"[^\W\d_]*(?:[.'\u2019-][^\W\d_]*){0,4}"
_OF_PERSON = re.compile(rf"(?:[^\W\d_]{_WORD} ){{0,3}}(?![a-z])[^\W\d_]{_WORD}")


def authors_in_title(title: str, authors: Sequence[str]) -> tuple[str, str] | None:
    """Return the part of a title that names authors and the rest, which is empty if the names are inside; else None.

    >>> authors_in_title("Sorting Socks, by A. Byron and Bo Li", ["Ada Byron", "Bo Li"])
    ('by A. Byron and Bo Li', 'Sorting Socks')
    >>> authors_in_title("Captioning by Deep Networks and Trees", ["Ada Byron", "Bo Li"])
    """
    head, by, tail = title.rpartition(" by ")
    people = [part for part in _BETWEEN_NAMES.split(tail.strip(" .")) if part] if by else []
    if people and (_are_authors(people, authors) or (len(people) > 1 and all(map(_may_be_person, people)))):
        return f"by {tail}", head.rstrip(_BEFORE_NAMES)
    folded, full = title.casefold(), [name for name in authors if " " in name]
    places = [place for name in full if (place := folded.find(name.casefold())) >= 0]
    if not places:
        return None
    before, after = title[: min(places)].rstrip(_BEFORE_NAMES), title[min(places) :]
    others = after
    for name in full:
        others = others.replace(name, "")
    is_end = before and not re.sub(r"\band\b|\bet al\b|[\s,;.&)]", "", others)
    return (after, before) if is_end else (next(name for name in full if name.casefold() in folded), "")


def _are_authors(people: Sequence[str], authors: Sequence[str]) -> bool:
    """Return whether names of at least two words have the family names of authors."""
    families = {name.partition(",")[0].split()[-1].casefold() for name in authors if name.strip()}
    return all(" " in name and name.split()[-1].casefold() in families for name in people)


def _may_be_person(name: str) -> bool:
    """Return whether a name begins with an initial or a common given name."""
    return _NAME.fullmatch(name) is not None and (name[1] == "." or name.split(maxsplit=1)[0] in _COMMON)


_PERSON = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [\w.'\u2019-]+){0,2} [^\W\d_][\w'\u2019-]+")
_BETWEEN_NAMES = re.compile(r"(?:(?<!\s)\s+)?(?:,\s*and\s+|[,;&])\s*|(?<!\s)\s+and\s+")
_BEFORE_NAMES = " ,.;:(\u2013\u2014-"
_NAME = re.compile(
    r"(?:[A-Z]\.[ -]?){0,3}(?:[A-Z][\w-]+ (?:[A-Z]\. )?)?(?:(?:de|van|von|der|la|di) )*[A-Z][\w'\u2019-]+"
)
_COMMON = frozenset(
    re.findall(
        r"\S+",
        """Ada Adam Alan Alex Alexander Alice Amy Ana Andrea Andreas Andrew Anna Anne Anthony Antonio Barbara
        Ben Benjamin Bo Bob Brian Carl Carlos Carol Caroline Charles Chen Chris Christian Christopher
        Clara Claire Cy Dan Daniel David Diego Edward Elena Elizabeth Emily Emma Eric Eva Francesco
        Frank George Giovanni Grace Hans Helen Henry Hiroshi Ian Irene Jack Jacob James Jan Jane Jason
        Jean Jennifer Jie Jo Joe John Jonathan Jorge Jose Joseph Juan Julia Karen Kate Katherine Kevin
        Lara Laura Lei Li Linda Lisa Luca Luis Marco Maria Marie Mark Martin Mary Matthew Max Mei
        Michael Michelle Min Ming Mohammad Muhammad Nicolas Nina Olivia Oscar Pablo Patrick Paul Pedro
        Peter Philip Pierre Rachel Rajesh Richard Robert Rosa Ryan Sam Samuel Sara Sarah Sofia Simon
        Stefan Stephen Steven Susan Thomas Tim Tom Victor Wei William Xiao Xin Yan Yang Yi Ying Yuki Yu""",
    )
)
"""Common given names: they do not decide about an author, only whether "by" in a title is followed by persons."""


def _certain(found: Sequence[_Names]) -> _Names:
    return found[0] if len(found) == 1 else ()


def _readings(text: str) -> Iterator[_Names]:
    if _pattern("group").search(text):
        yield (text,)
        return
    ends, joined = _split("and", text), _split("joined", text)
    if len(ends) == 1 and len(joined) > 1 and all(_is_full(_between_commas(end)[-1]) for end in joined):
        if not _pattern("comma").search(text):
            yield (text,)
        ends = joined
    parts = [_between_commas(end) for end in ends]
    every = _flat(parts)
    if len(parts) > 1 and len(parts[-1]) == 1 and len({_is_full(name) for name in every}) == 1:
        yield every
        return
    found = [tuple(_of_commas(names)) for names in parts]
    if len(parts) > 1 and len(parts[-1]) > 1:  # "Byron, Ada and Li, Bo"
        found = [names[:1] if names and len(names[0]) == 1 else names for names in found]
    if prod(map(len, found)) <= _MOST:
        yield from map(_flat, product(*found))


def _of_commas(names: _Names) -> Iterator[_Names]:
    """Yield the readings of a text without "and" from its parts between commas."""
    families, given = names[::2], names[1::2]
    is_even = len(families) == len(given)
    pairs = tuple(f"{family}, {first}" for family, first in zip(families, given, strict=False))
    if is_even and all(map(_are_initials, given)) and not any(map(_are_initials, families)):
        yield pairs
    elif all(map(_is_full, names)):
        if _may_be_one(names):
            yield pairs
        yield names
    elif is_even and (len(given) == 1 or not any(map(_is_full, given)) or not any(map(_is_full, families))):
        yield pairs
        yield names
    elif not any(map(_is_full, names)) or len(names) == 1:
        yield names


def _between_commas(text: str) -> _Names:
    """Return the parts of a text between commas; a suffix, such as Jr., belongs to the part before it."""
    parts: list[str] = []
    for part in _split("comma", text):
        if parts and _pattern("suffix").fullmatch(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return tuple(parts)


def _is_full(part: str) -> bool:
    """Return whether a part between commas can be a whole name: "van der Berg" in "van der Berg, Ada" cannot."""
    words = part.split()
    return (len(words) > 1 and not words[0].islower()) or _pattern("spaceless").search(part) is not None


def _may_be_one(parts: _Names) -> bool:
    """Return whether two parts may be a double family name and its given names, as in "García Márquez, Ana M."."""
    first, last = (_are_initials(part.split()[-1]) for part in (parts[0], parts[-1]))
    return len(parts) == 2 and last and not first  # noqa: PLR2004


def _are_initials(part: str) -> bool:
    letters = re.sub(r"[\s.-]", "", part)
    return letters.isalpha() and letters.isupper() and len(letters) <= _LETTERS


def _flat(parts: Iterable[_Names]) -> _Names:
    return tuple(name for names in parts for name in names)


def _split(separator: str, text: str) -> _Names:
    return tuple(filter(None, map(_trimmed, _pattern(separator).split(text)))) or ("",)


def _trimmed(text: str) -> str:
    return text.strip(" \t,\uff0c")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return a part of the rule, compiled when it is first needed: most files need none."""
    return re.compile(PATTERNS[name], re.IGNORECASE)
