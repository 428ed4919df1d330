"""Titles and venues that are something else: an address, a file, a running head, each other."""

import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from urllib.parse import unquote

import jsonschema_rs

from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.known.accents import has_accents, without_accents
from scanpress.checking.known.authors import authors_in_title
from scanpress.checking.known.venues import is_name_of_venue, known_venue, years_in
from scanpress.checking.known.wording import BULLETS, letters_joined, spaces_of_addresses
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.people import LOST_LETTER
from scanpress.checking.suspicions.placeholders import AS_PAPER, HEAD_BEFORE
from scanpress.checking.suspicions.venues import bullet, is_odd_venue, of_venue, spaces_twice

_TITLE, _VENUE = ("paper", "title"), ("paper", "venue")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?:doi:\s?)?10\.[0-9]{4,9}/\S+|arxiv:\s?[0-9]{4}\.[0-9]{4,5}\S*", re.IGNORECASE
)
_FILE = re.compile(r"\S+\.(?:pdf|tex|docx?|html?|txt|json|md)|.+\.pdf", re.IGNORECASE)
# A row of signs is read once, from its beginning.
_HEAD_BEHIND = re.compile(rf"(?<![.,;|\s])[.,;|\s]+{AS_PAPER}\.?\Z", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:{HEAD_BEFORE}|preprint\.? under review\.?:?\s+|"
    r"arxiv:\s?[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?\s+\[[\w.-]+\](?:\s+[0-9]{1,2} [a-z]{3} [0-9]{4})?\s+|"
    r"(?:supplement(?:ary|al)?(?: materials?| information)?|(?:online )?appendix)"
    r"(?:\s?:| (?:for|to|of)\s?[:\"\u201c])\s?|"
    r"(?:paper |article )?title\s?[:=]\s?|[\[(](?:pdf|html|arxiv|[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?)[\])]\s?)",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\s[|\u2013\u2014-]\s(?:openreview|arxiv(?:\.org)?|acl anthology|semantic scholar|google scholar|sciencedirect"
    r"|ieee xplore|springerlink|researchgate|cvf open access|papers with code|dblp|acm digital library|pmlr)\Z",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"(\*|`|__)(?=[^\s*])(.+)(?<=[^\s*])\1|(#{1,4}) +(.+)")
_QUOTED = re.compile(r"\"([^\"]+)\"|\u201c([^\u201c\u201d]+)\u201d|\u00ab\s?([^\u00ab\u00bb]+?)\s?\u00bb")
_BRACED = re.compile(r"\{([A-Z][^{}$\\]{0,60})\}|\\(?:text[a-z]{2}|emph|mathrm|mathbf)\{([^{}]{1,80})\}")
_LINE = re.compile(r"\s*\\\\\s*")  # a line break of LaTeX
_FORMULA = re.compile(r"\$[^$]{1,200}\$")
_AT_VENUE = re.compile(r"(?:\s?[(\[,]|\.\s(?:In:?|Published in|Proc\.(?: of)?)?)\s?([^()\[\],.]{3,60})[)\].]?\Z")
_ET_AL = re.compile(r"\bet\.? al\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=[a-z]{3})\s?(?:[*\u2217]|[\u2020\u2021]+)\Z")
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:Inc|Co|Ltd|etc|al|vs|Jr|Sr|St|No|Vol|Pt|ed))\.\Z|\.{2,}\Z")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITALS = (3, 15)  # words and letters of a title in capitals: "BERT" and "GLUE" are names
_WORDS_OF_SMALL = 5  # "word2vec explained" is a title
_ODD_ENDS = frozenset('\u2217\u2020\u2021.*`_"\u201d\u00bb\u2026)]}') | frozenset(",;:")
_ODD_STARTS = frozenset(f'0123456789`_#"\u201c\u00ab[({BULLETS}')


def may_be_odd(title: str, venue: str | None) -> bool:
    """Return whether a title or a venue may be something else; most are not, and this is a look at a few letters."""
    if (
        title[-1] in _ODD_ENDS
        or title[0] in _ODD_STARTS
        or title.isupper()
        or title.islower()
        or " " not in title
        or not _PLAIN_TITLE.is_valid(title)
        or title.count(" ") * 4 > len(title)
        or title.startswith(_STARTS)
        or "?" in title[:-1]
        or " (20" in title
        or " (19" in title
        or (venue and is_odd_venue(venue))
    ):
        return True
    # The name of a venue as a title is short, or the paper has a venue that nobody knows.
    return (len(title) < _SHORT or (bool(venue) and not known_venue(venue))) and is_name_of_venue(title)


# One search for all of them takes a third of the time of a search for each: 2 % of the check of a record.
_PLAIN_TITLE = jsonschema_rs.Draft202012Validator(
    {
        "not": {
            "pattern": r"://|\{|\\| - |\u2013|\u2014| \| |\.pdf|10\.|et al|r[xX]iv"
            r"|ublished as|nder review|ccepted as|itle:|  | by "
        }
    }
)
_STARTS = (
    *("Supplement", "supplement", "SUPPLEMENT", "Appendix", "appendix", "APPENDIX", "Online", "online", "ONLINE"),
    *("Abstract", "RETRACT", "Retract", "WITHDRAW", "Withdraw"),
    "Microsoft",
    "Proc",
    "Advances in",
    "International Conf",
    "Annual Meet",
    *("Not ", "not ", "NOT ", "Unknown", "unknown", "No title", "Title ", "The title"),
    "Conference",
    "Transactions",
    "Journal",
)
_SHORT = 24  # characters of the abbreviation of a venue with its year


def headings(document: object) -> Iterator[Finding]:
    """Yield the findings on the title and the venue of the paper."""
    title, venue = value_at(document, _TITLE), value_at(document, _VENUE)
    if isinstance(title, str) and (
        found := _of_title(title.strip(), venue if isinstance(venue, str) else "") or _of_authors(title, document)
    ):
        yield Finding("doubtful-title", _TITLE, *found)
    if isinstance(venue, str) and (said := of_venue(venue.strip(), document)):
        yield Finding("doubtful-venue", _VENUE, *said)


def _of_title(title: str, venue: str) -> tuple[str, str] | None:
    """Return why a title is none, and what to do."""
    if _ADDRESS.fullmatch(title):
        return f"{quoted(title)} is an address and not the title of a paper", _LOOK
    if _FILE.fullmatch(title):
        return f"{quoted(title)} is the name of a file and not the title of a paper", _LOOK
    if spaces_of_addresses(title):
        return "+ and %20 are how a web address writes a space", f"write {quoted(unquote(title.replace('+', ' ')))}"
    if is_name_of_venue(title):
        if venue and not known_venue(venue):
            remedy = f"if the two are exchanged, write {quoted(venue)} as the title and {quoted(title)} as the venue"
            return f"{quoted(title)} is the name of a venue", remedy
        return f"{quoted(title)} is the name of a venue and not the title of a paper", _LOOK
    return (
        _lost_letter(title)
        or _retracted_or_cited(title)
        or _is_other_part(title)
        or _around(title)
        or _at_the_end(title)
        or ((f"{quoted(title)} says that the title is not known", _LOOK) if _UNKNOWN.fullmatch(title) else None)
        or _letters(title)
        or bullet(title)
        or spaces_twice(title)
    )


def _lost_letter(title: str) -> tuple[str, str] | None:
    if not (match := LOST_LETTER.search(title)):
        return None
    return f"{quoted(match[0])} has a question mark in place of a letter, which another encoding lost", _LOOK


def _of_authors(title: str, document: object) -> tuple[str, str] | None:
    """Return that a title names the authors of its paper, and what to write."""
    authors = value_at(document, ("paper", "authors"))
    named = [each.strip() for each in authors if isinstance(each, str)] if isinstance(authors, list) else []
    if not (found := authors_in_title(title, named)):
        return None
    names, rest = found
    remedy = f"write {quoted(rest)}" if rest else "write the title alone"
    return f"{quoted(names)} names authors, and is not part of the title", remedy


def _is_other_part(title: str) -> tuple[str, str] | None:
    """Return that a title is another part of the paper, or has what only files and pages have at their ends."""
    if _SECTION.fullmatch(title):
        return f"{quoted(title)} is the heading of a section and not the title of the paper", _LOOK
    if _ABSTRACT.match(title):
        return "this is the abstract of the paper and not its title", _LOOK
    if _OF_FILE.fullmatch(title):
        return f"{quoted(title)} is made from the name of a file, and is not how the paper writes its title", _LOOK
    for pattern, what in (
        (_FORMAT, "says in which format a page offers the paper"),
        (_DOI, 'belongs under "doi"'),
        (_COMMA, "does not end a title"),
    ):
        if (match := pattern.search(title)) and match.start() and not _ENTITY.search(title):
            return f"{quoted(match[0].strip())} {what}", f"write {quoted(title[: match.start()])}"
    if title.count('"') == 1 and '"' in title[0] + title[-1]:
        return "a title with one quotation mark lacks the other", f"write {quoted(title.strip(chr(34)))}, or both marks"
    return None


_UNKNOWN = re.compile(
    r"(?:(?:the )?(?:paper )?title (?:is )?)?"
    r"(?:unknown|not (?:specified|stated|provided|available|found|given|mentioned|known)|no title(?: given| found)?)"
    r"(?: (?:in|from) (?:the )?(?:provided |given )?(?:text|paper|document|excerpt|input|context|pdf))?\.?",
    re.IGNORECASE,
)


def _retracted_or_cited(title: str) -> tuple[str, str] | None:
    """Return that a title says that the paper was retracted, or that it is a citation of the paper."""
    if match := _RETRACTED.match(title):
        remedy = (
            f'write {quoted(title[match.end() :])}, and give the scan the status "excluded", with a note that says so'
        )
        return "the title says that the paper was retracted", remedy
    if match := _CITATION.match(title):
        return "this is a citation of the paper", f"write only its title: {quoted(match[1])}"
    return None


_SECTION = re.compile(
    r"(?:[0-9]{1,2}\.?\s+|[IVX]+\.\s+)?(?:introduction|abstract|references|related work|conclusions?|acknowledge?ments?"
    r"|(?:table of )?contents|bibliography|keywords)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"Abstract\s*[:.\u2014\u2013-]?\s+(?:We|This|In|The|Recent|Our|Many|While|Although|Deep|Large) .{30,}", re.DOTALL
)
_OF_FILE = re.compile(r"Microsoft (?:Word|PowerPoint) - .+|[a-z0-9]+(?:-[a-z0-9]+){4,}|_*[^\W_]+(?:_+[^\W_]+){3,}_*")
_FORMAT = re.compile(r"(?<!\s)\s*[\[(](?:pdf|html|ps|slides|poster|video)[\])]\Z", re.IGNORECASE)
_DOI = re.compile(r"(?<!\s)[\s.,;|]{1,3}(?:doi:?\s?|https?://(?:dx\.)?doi\.org/)10\.[0-9]{4,9}/\S+\Z", re.IGNORECASE)
_RETRACTED = re.compile(r"(?:RETRACTED|WITHDRAWN|Retracted|Withdrawn)(?: (?i:article|paper|chapter))?\s?:\s*(?=\S)")
_CITATION = re.compile(
    r"[^\W\d_][\w'\u2019-]{1,40}, (?:[A-Z]\.[ -]?){1,3}.{0,400}?\s\((?:19|20)[0-9]{2}[a-z]?\)[.,:]\s+"
    r"([^.]{10,300})\.(?=\s|\Z)"
)
_ENTITY = re.compile(r"&#?\w+;\Z")
_COMMA = re.compile(r"(?<!\s)\s*[,;:]\Z")
_LOOK = "write the title as the first page of the paper has it"


def _around(title: str) -> tuple[str, str] | None:
    """Return what is around a title that does not belong to it."""
    if (match := _LABEL.match(title)) and (rest := title[match.end() :].strip()):
        plain = _SITE.sub("", rest)
        return f"{quoted(match[0].strip())} does not belong to the title", f"write {quoted(plain)}"
    for pattern, what in (
        (_HEAD_BEHIND, "is a line of each page of the paper"),
        (_SITE, "is the name of a website, from the title of its page"),
    ):
        if match := pattern.search(title):
            return f"{quoted(match[0].strip(' .,;'))} {what}", f"write {quoted(title[: match.start()].strip())}"
    if match := _MARKDOWN.fullmatch(title):
        return "Markdown is shown as it is written here: this is plain text", f"write {quoted(match[2] or match[4])}"
    if match := _QUOTED.fullmatch(title):
        inner = next(each for each in match.groups() if each)
        return "the title is in quotation marks", f"write {quoted(inner)}, unless the paper has them in its title"
    if _BRACED.search(bare := _FORMULA.sub(" ", title)) or has_accents(bare):
        plain = _without_latex(title)
        return "braces and commands of LaTeX are shown as they are written here", f"write {quoted(plain)}"
    return None


def _without_latex(title: str) -> str:
    """Return a title without braces and commands of LaTeX, and with its formulas as they are."""
    formulas = _FORMULA.findall(title)
    plain = map(without_accents, _FORMULA.split(title))
    pieces = (_LINE.sub(" ", _BRACED.sub(lambda match: match[1] or match[2], each)) for each in plain)
    return "".join(chain.from_iterable(zip_longest(pieces, formulas, fillvalue="")))


def _at_the_end(title: str) -> tuple[str, str] | None:
    """Return what ends a title too late or too early."""
    if match := _ET_AL.search(title):
        return (
            f"{quoted(match[0])} belongs to authors, not to a title",
            "write the title alone, and the authors in authors",
        )
    if (match := _FOOTNOTE.search(title)) and " " in title:
        return f"{match[0]} is the mark of a footnote, not part of the title", f"write {quoted(title[: match.start()])}"
    if title.endswith(("\u2026", "...")):
        return (
            "the title seems to be cut: it ends with an ellipsis",
            "write it whole, as the paper has it, or leave it if it is",
        )
    if (match := _AT_VENUE.search(title)) and years_in(match[1]) and known_venue(match[1]):
        return (
            f"{quoted(match[1])} is the venue, not part of the title",
            f"write {quoted(title[: match.start()].strip())}",
        )
    if title.endswith(".") and len(_WORD.findall(title)) >= _CAPITALS[0] and not _ABBREVIATED.search(title):
        return "a title seldom ends with a full stop", f"write {quoted(title[:-1])}, unless the paper has it"
    return None


def _letters(title: str) -> tuple[str, str] | None:
    """Return that a title is in capitals, or has a space after each letter, as a paper may print it."""
    if (joined := letters_joined(title)) is not None:
        remedy = f"write {quoted(joined)}" if joined else "write its words without spaces between their letters"
        return "the letters of the title have a space each", f"{remedy}, as the paper has it"
    words = _WORD.findall(title)
    if title.isupper() and len(words) >= _CAPITALS[0] and sum(map(str.isupper, title)) >= _CAPITALS[1]:
        remedy = "write it with small letters, as the list of the venue has it"
        return "the title is in capitals only", remedy
    if title.islower() and title.isascii() and title[0].isalpha() and len(words) >= _WORDS_OF_SMALL:
        return (
            "the title has no capital letter",
            "write it as the first page of the paper has it, or leave it if it is so",
        )
    return None
