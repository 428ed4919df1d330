"""Identifiers and addresses that have the right form but cannot be right."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from scanpress.checking.display import quoted
from scanpress.checking.known.arxiv import (
    NEW,
    OLD,
    arxiv_id_in_doi,
    is_no_doi_of_arxiv,
    is_odd_arxiv_id,
    is_template_doi,
    plain_arxiv_id,
)
from scanpress.checking.known.hosts import is_host, is_no_paper, is_redirecting
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.suspicions.texts import Text

DOI_ENDS = ".,;:…"
ADDRESS_ENDS = ".,;'\""
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES, "-"))
_TWICE = re.compile(r"https?:/{1,2}(?:www\.)?(https?):?/{1,2}(.*)", re.IGNORECASE | re.DOTALL)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s?#]+")
_RESOLVER_TWICE = re.compile(
    r"https?://(?:dx\.)?doi\.org/(?:https?:/{1,2}(?:dx\.)?doi\.org/|doi\.org/|doi:\s?)(10\..+)", re.IGNORECASE
)
_ARXIV = re.compile(r"(?:arxiv:)?([0-9]{4}\.[0-9]{4,5})(v[0-9]+)?", re.IGNORECASE)
_ARXIV_PAGE = re.compile(
    rf"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/({NEW}|{OLD})(?:v[0-9]+)?(?:\.pdf)?/?", re.IGNORECASE
)
_REDIRECT = re.compile(
    r"https?://(?:(?:www\.|scholar\.)?google\.[a-z.]{2,6}/(?:url|scholar_url)\?|[\w.-]+\.safelinks\.protection\.outlook\.com/\?"
    r"|l\.(?:facebook|instagram)\.com/l\.php\?|(?:www\.)?linkedin\.com/redir/redirect\?)(?:[^#]*&)?(?:q|url|u)=([^&#]+)",
    re.IGNORECASE,
)
_OF_PAGE = re.compile(r"(?:\.full)?(?:\.pdf|/(?:pdf|epdf|full|abstract|fulltext|meta|html))+\Z", re.IGNORECASE)
_TRACKING = re.compile(r"[?&](?:utm_[a-z]+|fbclid|gclid)=[^&#]*", re.IGNORECASE)
_PORT = re.compile(r":[0-9]{0,5}\Z")


def doi(text: Text) -> Iterator[Finding]:
    """Yield a finding on a DOI that ends with punctuation or has a dash in place of a hyphen."""
    if text.part.get("x-scanpress-problem") != "bad-doi":
        return
    if is_template_doi(text.value):
        message = f"{quoted(text.value)} is an example from a template or a manual, and not the DOI of a paper"
        yield Finding("doubtful-doi", text.pointer, message, "look the DOI up, or leave it out")
        return
    better = corrected_doi(text.value)
    if is_no_doi_of_arxiv(better):
        message = f"{quoted(text.value)} begins as the DOIs of arXiv do, and names no arXiv id"
        remedy = "look the DOI up, or leave it out"
        yield Finding("doubtful-doi", text.pointer, message, remedy)
        return
    if better == text.value:
        return
    if (entity := unescape(text.value)) != text.value:
        message = f"{quoted(text.value)} has signs as HTML escapes them, and a wrong DOI leads nowhere"
        better = corrected_doi(entity)
    elif better.translate(_TO_HYPHEN) != better or len(better) == len(text.value):
        dash = next(each for each in text.value if each in DASHES)
        message = f"a DOI has hyphens, and this one has the dash {dash} (U+{ord(dash):04X})"
    else:
        message = f"a DOI seldom ends with {quoted(text.value[len(better) :])}, and a wrong one leads nowhere"
    yield Finding("doubtful-doi", text.pointer, message, f"write {_shown(better.translate(_TO_HYPHEN))}")


def arxiv(text: Text) -> Iterator[Finding]:
    """Yield a finding on an arXiv id that cannot exist: digits of it were lost or changed."""
    if text.part.get("x-scanpress-problem") == "bad-arxiv-id" and is_odd_arxiv_id(text.value):
        message = f"{quoted(text.value)} cannot be an arXiv id: it has year and month, then five digits since 2015"
        remedy = "look it up: a zero at its end or a digit may be lost"
        if not "01" <= text.value[2:4] <= "12":
            message = f"{quoted(text.value)} cannot be an arXiv id: the months are 01 to 12"
            remedy = "look it up: a digit is wrong, or two are exchanged"
        elif not text.value.partition(".")[2].strip("0"):
            message = f"{quoted(text.value)} cannot be an arXiv id: the first of a month ends with 00001"
            remedy = "look it up, or leave it out"
        elif len(text.value.partition(".")[2]) == len("12345"):
            message = f"{quoted(text.value)} cannot be an arXiv id: no month had so many papers"
            remedy = "look it up: it may be invented, or a digit may be wrong"
        yield Finding("doubtful-arxiv-id", text.pointer, message, remedy)


def corrected_doi(value: str) -> str:
    """Return a DOI without punctuation at its end, and with hyphens in place of dashes.

    >>> corrected_doi("10.1000/a(1)."), corrected_doi("10.1000/a\u2013b)"), corrected_doi("10.1000/a(1)")
    ('10.1000/a(1)', '10.1000/a-b', '10.1000/a(1)')
    """
    better = _OF_PART.sub("", _QUERY.sub("", unescape(value))).rstrip(DOI_ENDS + DASHES + "\"'”’»")
    return _without_unopened(better, DOI_ENDS).translate(_TO_HYPHEN) or value


def _without_unopened(text: str, ends: str) -> str:
    """Return a text without the brackets at its end that it does not open, and without the signs before them."""
    end = len(text)
    # Counted once, so that a text of nothing but brackets is not read again for each of them.
    unopened = {closing: text.count(closing) - text.count(opening) for closing, opening in _OPENING.items()}
    while end and unopened.get(text[end - 1], 0) > 0:
        unopened[text[end - 1]] -= 1
        end -= 1
        while end and text[end - 1] in ends:
            end -= 1
    return text[:end]


_OF_PART = re.compile(rf"{_OF_PAGE.pattern}|\.s0[0-9]{{2}}\Z", re.IGNORECASE)  # a page, or a supplement
_QUERY = re.compile(r"\?[\w.-]+=.*", re.DOTALL)  # of the address that the DOI was in
_OPENING = {")": "(", "]": "[", "}": "{", ">": "<"}


def disagreement(paper: object, pointer: Pointer) -> Iterator[Finding]:
    """Yield a finding if a paper's arXiv id is not the one in its DOI."""
    if not isinstance(paper, Mapping):
        return
    given = paper.get("arxiv_id")
    if not isinstance(given, str) or not given.strip():
        return
    for key, label in (("doi", "DOI"), ("url", "web address"), ("pdf_url", "address of the PDF")):
        value = paper.get(key)
        named = _arxiv_id_in(value.strip()) if isinstance(value, str) else ""
        if named and named != plain_arxiv_id(given.strip()):
            message = f"the {label} says arXiv {named}, and arxiv_id says {given.strip()[:60]}"
            remedy = "look up which paper is meant, and correct the other one"
            yield Finding("ids-disagree", (*pointer, "arxiv_id"), message, remedy)
            return


def _arxiv_id_in(value: str) -> str:
    page = _ARXIV_PAGE.fullmatch(value)
    return plain_arxiv_id(page[1]) if page else arxiv_id_in_doi(value)


def address(text: Text) -> Iterator[Finding]:
    """Yield a finding on a web address that cannot exist."""
    if text.part.get("x-scanpress-problem") != "bad-url":
        return
    if found := wrong_address(text.value) or (_not_of_pdf(text.value) if text.key == "pdf_url" else None):
        yield Finding("doubtful-url", text.pointer, *found)
    elif text.pointer[0] != "source" and (what := is_no_paper(text.value)):
        message = f"this is the address of {what}"
        yield Finding("doubtful-url", text.pointer, message, "write the address of the paper itself, or leave it out")


def _not_of_pdf(value: str) -> tuple[str, str] | None:
    """Return that an address is that of the page about a paper, which is known of some sites, and that of its PDF."""
    for page, pdf in _PDF_OF_PAGE:
        if match := page.fullmatch(value):
            remedy = f'write {_shown(pdf.format(*match.groups()))}, or move it to "url"'
            return "this is the page about the paper and not its PDF", remedy
    return None


_ABSTRACT_PAGE = re.compile(r"https?://(?:www\.)?arxiv\.org/abs/([\w.-]+(?:/[0-9]{7}(?:v[0-9]+)?)?)/?", re.IGNORECASE)
_FORUM = re.compile(r"https?://(?:www\.)?openreview\.net/forum\?id=([\w-]+)", re.IGNORECASE)
_PDF_OF_PAGE = (
    (_ABSTRACT_PAGE, "https://arxiv.org/pdf/{}"),
    (_FORUM, "https://openreview.net/pdf?id={}"),
    (re.compile(r"https?://aclanthology\.org/([\w.-]+)/"), "https://aclanthology.org/{}.pdf"),
    (
        re.compile(r"https?://link\.springer\.com/(?:article|chapter)/(10\.\d+/[^\s?#/]+)"),
        "https://link.springer.com/content/pdf/{}.pdf",
    ),
    (re.compile(r"https?://www\.nature\.com/articles/([\w-]+)"), "https://www.nature.com/articles/{}.pdf"),
    (re.compile(r"https?://dl\.acm\.org/doi/(10\.\d+/[^\s?#/]+)"), "https://dl.acm.org/doi/pdf/{}"),
    (re.compile(r"https?://github\.com/([\w.-]+/[\w.-]+)/blob/(\S+\.pdf)"), "https://github.com/{}/raw/{}"),
)


def wrong_address(value: str) -> tuple[str, str] | None:
    """Return why a web address cannot exist and what to do, or None.

    >>> wrong_address("https://https://a.org/x")
    ('the address begins twice', 'write "https://a.org/x"')
    >>> wrong_address("https://web.archive.org/web/2020/https://a.org/")
    """
    if match := _RESOLVER_TWICE.match(value):
        return "the address of a DOI begins twice", f"write {_shown('https://doi.org/' + match[1])}"
    if found := _hidden_space(value) or _with_more(value) or _unfilled(value) or _with_dash(value):
        return found
    if match := _TWICE.match(value):
        return "the address begins twice", f"write {_shown(f'{match[1].lower()}://{match[2]}')}"
    if found := _identifier_as_host(value.partition("://")[2]):
        return found
    if value and not is_host(_host(value)):
        remedy = "look up the address in a browser and copy it, or leave it out"
        return f"{quoted(_host(value))} cannot be a host on the web", remedy
    return None


def _unfilled(value: str) -> tuple[str, str] | None:
    """Return that an address keeps the place of an id, as an example does."""
    if match := re.search(r"(?<=[=/.])(?:[xX]{4,}|\{[a-z_]+\}|<[a-z_ ]+>)(?=[/?&#.]|\Z)", value):
        return f"{quoted(match[0])} keeps the place of an id", "write the address of the paper, or leave it out"
    return None


def _hidden_space(value: str) -> tuple[str, str] | None:
    """Return what is wrong with an address that has a space which is none of ASCII, such as a no-break space."""
    if not (space := next((each for each in value if each.isspace()), "")):
        return None
    before, joined = value.partition(space)[0], "".join(value.split())
    message = f"an address has no spaces, and this one has {unicodedata.name(space, 'a space')} (U+{ord(space):04X})"
    choice = (
        "" if before.endswith("/") or len(before) < _SHORTEST else f", or {_shown(before)} if the rest is not of it"
    )
    return message, f"write {_shown(joined)}{choice}"


_SHORTEST = 12  # characters of an address with a host


def _with_dash(value: str) -> tuple[str, str] | None:
    """Return that an address has a dash which word processors write for hyphens."""
    dash = next((each for each in value if each in DASHES), "")
    if not dash:
        return None
    message = f"an address seldom has the dash {dash} (U+{ord(dash):04X}), which word processors write for -"
    return message, f"write {_shown(value.translate(_TO_HYPHEN))}, unless the address has it"


def _without_end(value: str) -> str:
    """Return an address without punctuation at its end, and without a bracket that it does not open."""
    return _without_unopened(value.rstrip(ADDRESS_ENDS), ADDRESS_ENDS)


def _with_more(value: str) -> tuple[str, str] | None:
    """Return what is wrong if an address has more than that of the page: a search engine, a proxy, a full stop."""
    if match := _REDIRECT.match(value):
        to = unquote(match[1])
        remedy = (
            f"write {_shown(to)}"
            if to.startswith(("https://", "http://"))
            else "open it, and copy the address of the page"
        )
        return f"{quoted(_host(value))} only leads on to another address, and notes who follows it", remedy
    if tracking := _TRACKING.search(value):
        without = _TRACKING.sub("", value)
        # The first parameter that is left follows a question mark.
        without = without if "?" in without else without.replace("&", "?", 1)
        return f"{quoted(tracking[0][1:])} only says where a link was found", f"write {_shown(without)}"
    if is_redirecting(_host(value)):
        remedy = "write the address that the page has without this proxy"
        return f"{quoted(_host(value))} is the proxy of a library, which is open to its members only", remedy
    if (better := _without_end(value)) != value:
        ending = quoted(value[len(better) :])
        return f"{ending} at the end belongs to the sentence around the address", f"write {_shown(better)}"
    return None


def _identifier_as_host(bare: str) -> tuple[str, str] | None:
    """Return what is wrong if an identifier is where the host should be, and what to do."""
    doi_ = bare[4:].lstrip("/ ") if bare.lower().startswith("doi:") else bare if _DOI.match(bare) else ""
    if doi_:
        return "this is a DOI and not a host", f'write {_shown("https://doi.org/" + doi_)}, or the DOI under "doi"'
    if match := _ARXIV.fullmatch(bare.rstrip("/")):
        page = f"https://arxiv.org/abs/{match[1]}{match[2] or ''}"
        return "this is an arXiv id and not a host", f'write {_shown(page)}, or the id under "arxiv_id"'
    return None


def _shown(address_: str) -> str:
    """Return an address in quotation marks, whole: one that is shortened would lead nowhere."""
    return f'"{address_}"' if len(address_) <= _LONGEST and '"' not in address_ else "it without that part"


_LONGEST = 400


def _host(value: str) -> str:
    try:
        return _PORT.sub("", urlsplit(value).netloc.rpartition("@")[2])
    except ValueError:  # an unclosed bracket
        return value.partition("://")[2].partition("/")[0]
