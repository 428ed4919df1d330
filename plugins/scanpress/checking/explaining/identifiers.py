"""Web addresses, DOIs, arXiv ids and licences as people write them, and as they should be written."""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from scanpress.checking.display import quoted
from scanpress.checking.known.arxiv import ARCHIVE, NEW
from scanpress.facts.licences import EXAMPLE, canonical_licence

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>\x00-\x20\x7f]+")
_BROKEN_DOI = re.compile(r"10\.[0-9]{4,9}/\S*[./-]\s+[\w.-]*[0-9][\w.-]*")  # a space behind a point
_DOI_BEFORE = re.compile(
    r"(?:https?:/*)?(?:(?:dx\.)?doi\.org/+|doi\.org:?\s*|doi\s*[:=]?\s*|info:doi/)?", re.IGNORECASE
)
# Neither more digits nor a further point follows: a part of a longer number would be another paper's.
# Before it may be the archive, as in old ids.
_ARXIV = re.compile(
    rf"(?:(?<![\w./-])(?:{ARCHIVE}|(?:eess|econ|q-fin)\.[A-Z]{{2}})/|(?<![0-9./-]))({NEW})(?:v[0-9]{{1,3}})?(?![0-9./-])"
)
_OLD_ARXIV = re.compile(r"(?<![\w./-])([a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]{1,3})?(?![0-9])")
# Another sign in place of the point, and nothing else in the text.
_ARXIV_SIGN = re.compile(
    r"(?:arxiv\s?[:.]?\s?)?([0-9]{2}(?:0[1-9]|1[0-2]))\s?(?:[,;:_/\u00b7\u2024\u2219\u3002\uff0e-]|\.\s?\.|\s)\s?([0-9]{4,5})(?:v[0-9]{1,3})?",
    re.IGNORECASE,
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_ARXIV_HOST = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org|alphaxiv\.org|ar5iv(?:\.labs\.arxiv)?\.org|huggingface\.co)"
    r"/(?:abs|pdf|html|format|papers|overview)/",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:h*t{1,3}ps?|http)\s*(?:[:;]+\s*/*|/{2,3}|:)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,24})(?::[0-9]{1,5})?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
# The last part of a name with points is more likely a file's ending than a host's.
_ENDINGS = frozenset(
    [
        "pdf",
        "html",
        "htm",
        "xhtml",
        "txt",
        "json",
        "jsonl",
        "md",
        "tex",
        "ps",
        "gz",
        "zip",
        "tar",
        "docx",
        "doc",
        "odt",
        "csv",
        "xml",
        "py",
        "bib",
        "ris",
        "png",
        "jpg",
        "jpeg",
        "svg",
    ]
)
_NOTHING = re.compile(
    r"(?:n\.?\s?/?\s?a\.?|none|null|nil|nan|unknown|not a(?:vail|pplic)able|tba|tbd|todo|no|[-\u2013\u2014?.]{1,3}"
    r"|nothing|(?:none|no (?:reply|response|red flags|issues|concerns|doi|url)) ?"
    r"(?:yet|identified|found|reported|observed|noted|detected|available|given|known)?\.?)",
    re.IGNORECASE,
)
_OWN_FILE = re.compile(
    r"file:|(?:zotero|mendeley|obsidian|papers3?)://|[A-Za-z]:[\\/](?!/)|\\\\\w|~?/(?:home|users|tmp|mnt|media|volumes|documents|downloads|root|data|content)/|~/|\.{1,2}[\\/]|"
    r"(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b|blob:|(?:chrome|moz)-extension:|sandbox:",
    re.IGNORECASE,
)
_BRACKETS = " \t\r\n<>\"'`()[]{}"


def says_nothing(text: str) -> bool:
    """Return whether a text stands for a value that does not exist."""
    return _NOTHING.fullmatch(text.strip()) is not None


def doi_readings(text: str) -> tuple[str, ...]:
    """Return the DOIs that a text names.

    >>> doi_readings("https://doi.org/10.1000%2F182"), doi_readings("arXiv:2406.13229")
    (('10.1000/182',), ('10.48550/arXiv.2406.13229',))
    """
    whole = _trimmed(text)
    if re.search("%2f", whole, re.IGNORECASE):
        whole = unquote(whole)
    if _BROKEN_DOI.fullmatch(whole):
        whole = re.sub(r"\s+", "", whole)
    found = [_without_end(_without_page(match) if "://" in whole else match) for match in _DOI.findall(whole)]
    if not found and (squeezed := re.sub(r"\s+", "", whole.replace("\\", "/"))) != whole:
        match = _DOI.fullmatch(_DOI_BEFORE.sub("", squeezed, count=1))
        found = [_without_end(match[0])] if match else []
    if not found:
        found = [f"10.48550/arXiv.{each}" for each in arxiv_readings(text)] if _is_arxiv(text) else []
    return tuple(dict.fromkeys(found))


def arxiv_readings(text: str) -> tuple[str, ...]:
    """Return the arXiv ids that a text names.

    >>> arxiv_readings("https://arxiv.org/abs/2406.13229v2"), arxiv_readings("2406.1322999")
    (('2406.13229',), ())
    """
    match = _ARXIV_SIGN.fullmatch(_trimmed(text))
    if match and len(match[2]) == (5 if match[1] >= "1501" else 4):  # digits since January 2015
        return (f"{match[1]}.{match[2]}",)
    plain = _ARXIV_HOST.sub(" ", _ARXIV_DOI.sub(" ", _trimmed(text).rstrip(".,;")))
    plain = re.sub(r"\.pdf\b", " ", re.sub(r"(?<=[0-9])\s*\.\s*(?=[0-9])", ".", plain))
    if _DOI.search(plain):
        return ()
    found = _ARXIV.findall(plain) or _OLD_ARXIV.findall(plain)
    return tuple(dict.fromkeys(each for each in found if each))


def address_readings(text: str) -> tuple[str, ...]:
    """Return the addresses that a text may mean, each with https:// or http:// before it.

    >>> address_readings("10.1145/3442188.3445922"), address_readings("www.example.org/my paper.pdf")
    (('https://doi.org/10.1145/3442188.3445922',), ('https://www.example.org/my%20paper.pdf',))
    """
    whole = _trimmed(text)
    if whole.lower().startswith(("http:\\", "https:\\", "www.")):
        whole = whole.replace("\\", "/")
    identified = _DOI_BEFORE.sub("", whole, count=1)
    if _DOI.fullmatch(identified):
        return (f"https://doi.org/{quote(_without_end(identified), safe='/:;()._-~@!$&*+,=%')}",)
    named = _ADDRESS.findall(whole)
    if (
        len(named) <= 1
        and not _ARXIV_HOST.match(whole)
        and _is_arxiv(whole)
        and len(found := arxiv_readings(whole)) == 1
    ):
        return (f"https://arxiv.org/abs/{found[0]}",)
    if len(named) > 1 or (named and not whole.lower().startswith("http")):
        return tuple(dict.fromkeys(_without_end(each) for each in named))
    return tuple(dict.fromkeys(_completed(whole)))


def names_own_file(text: str) -> bool:
    r"""Return whether an address leads to a file on a computer of its author, which nobody else can open.

    >>> [names_own_file(each) for each in ("file:///home/ada/a.pdf", "C:\\a.pdf", "~/a.pdf", "https://a.org/a.pdf")]
    [True, True, True, False]
    """
    return _OWN_FILE.match(text.strip()) is not None


def page_of_id(text: str) -> tuple[str, str] | None:
    """Return the page of a paper that the ACL Anthology, PubMed or another site names by an id, and what the id is.

    >>> page_of_id("2024.acl-long.656")
    ('https://aclanthology.org/2024.acl-long.656/', 'an id of the ACL Anthology')
    >>> page_of_id("PMID: 36927031"), page_of_id("36927031")
    (('https://pubmed.ncbi.nlm.nih.gov/36927031/', 'an id of PubMed'), None)
    """
    for pattern, page, what in _PAGES:
        if match := pattern.fullmatch(_trimmed(text)):
            return page.format(match[1]), what
    return None


_PAGES = (
    (re.compile(r"(?:hdl|handle):\s?([0-9][0-9.]{1,20}/[^\s\"<>]{1,80})"), "https://hdl.handle.net/{}", "a Handle"),
    (
        re.compile(r"((?:19|20)[0-9]{2}[A-Za-z][A-Za-z.]{4}[0-9.]{4}[A-Z.][0-9.]{4}[A-Z])"),
        "https://ui.adsabs.harvard.edu/abs/{}",
        "a bibcode of ADS",
    ),
    (re.compile(r"((?:hal|tel|halshs|inria)-[0-9]{8})(?:v[0-9]{1,2})?"), "https://hal.science/{}", "an id of HAL"),
    (
        re.compile(r"(?:dblp:|DBLP:)((?:conf|journals|phd|books|series)/[\w/-]{3,80})"),
        "https://dblp.org/rec/{}",
        "a key of DBLP",
    ),
    (
        re.compile(r"(?:s2\s*)?corpus\s?id\s*[:=]?\s*([0-9]{4,10})", re.IGNORECASE),
        "https://api.semanticscholar.org/CorpusID:{}",
        "an id of Semantic Scholar",
    ),
    (
        re.compile(
            r"(?:acl anthology:?\s*)?((?:19|20)[0-9]{2}\.[a-z0-9]+-[a-z0-9]+\.[0-9]{1,4}|[A-Z][0-9]{2}-[0-9]{4})"
        ),
        "https://aclanthology.org/{}/",
        "an id of the ACL Anthology",
    ),
    (
        re.compile(r"(?:pubmed|pmid)(?: id)?\s*[:=]?\s*([0-9]{6,8})", re.IGNORECASE),
        "https://pubmed.ncbi.nlm.nih.gov/{}/",
        "an id of PubMed",
    ),
    (
        re.compile(r"(?:pmcid\s*[:=]?\s*)?(PMC[0-9]{5,8})"),
        "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
        "an id of PubMed Central",
    ),
)


def _completed(text: str) -> Iterator[str]:
    """Yield a text that starts with a host as an address; white space in it is written as %20."""
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :].lstrip("/ ") if scheme else text.removeprefix("//")
    before = "http://" if scheme and "s" not in scheme[0].lower() else "https://"
    host = _HOST.fullmatch(rest)
    if not host or _is_file(rest, host[1], has_scheme=bool(scheme) or text.startswith("//")):
        return
    if re.search(r"\s", re.split("[/?#]", rest, maxsplit=1)[0]):
        return
    # A name in a sentence is not an address with spaces.
    if not scheme and not rest.lower().startswith("www.") and re.search(r"\s", rest) and "/" not in rest.split()[0]:
        return
    if "\t" in rest.strip():  # between two cells of a table
        yield before + rest.partition("\t")[0].strip()
    if re.search(r"[\t\r\n]", rest):  # a line that was broken where it was copied
        rest = re.sub(r"\s*[\t\r\n]+\s*", "", rest)
    yield before + re.sub(r"\s", "%20", rest)


def _is_file(rest: str, ending: str, *, has_scheme: bool) -> bool:
    """Return whether a text is the name of a file, or an e-mail address."""
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    return "@" in host or (host == rest and not has_scheme and ending.lower() in _ENDINGS)


def _is_arxiv(text: str) -> bool:
    plain = _trimmed(text)
    bare = _ARXIV.fullmatch(plain) or _OLD_ARXIV.fullmatch(plain)
    return bool(bare or _ARXIV_HOST.search(plain) or re.match(r"arxiv\b", plain, re.IGNORECASE))


def _trimmed(text: str) -> str:
    """Return a text without white space and brackets around it; of a link in Markdown, its address."""
    link = re.fullmatch(r"\[[^\]]*\]\((.+)\)", text.strip())
    return (link[1] if link else text).strip().lstrip(_BRACKETS).rstrip(" \t\r\n<>\"'`[]{}")


def _without_page(text: str) -> str:
    """Return a DOI from an address without what follows it there."""
    return _OF_PAGE.sub("", re.split(r"\?[\w.-]+=|#", text, maxsplit=1)[0])


_OF_PAGE = re.compile(r"(?:\.full)?(?:\.pdf|/(?:pdf|epdf|full|abstract|fulltext|meta|html))+/?\Z", re.IGNORECASE)


def _without_end(text: str) -> str:
    """Return a text without the punctuation of a sentence at its end."""
    while text and (text[-1] in ".,;:" or (text[-1] == ")" and text.count(")") > text.count("("))):
        text = text[:-1]
    return text


def licence_remedy(value: str) -> str:
    """Return what to write for a licence that is not an SPDX expression.

    >>> licence_remedy("https://creativecommons.org/licenses/by/4.0/").partition("?")[0]
    'did you mean "CC-BY-4.0"'
    """
    likely = _likely_licence(value)
    first = f"did you mean {quoted(likely)}? " if likely else ""
    return f"{first}write an identifier of spdx.org/licenses, such as {EXAMPLE}, or LicenseRef- and a name of your own"


_LONGEST_LICENCE = 200  # characters of a licence in words: some patterns take the square of it
_CONDITIONS = {"attribution": "BY", "noncommercial": "NC", "noderivatives": "ND", "noderivs": "ND", "sharealike": "SA"}
_IN_WORDS = re.compile(
    r"creative commons (attribution[a-z -]*?)(?: licen[sc]e)?,?\s*v?([0-9.]+)(?: international)?(?: licen[sc]e)?",
    re.IGNORECASE,
)


def _likely_licence(value: str) -> str:
    """Return the licence that other words or an address mean, or an empty text."""
    if len(value) > _LONGEST_LICENCE:
        return ""
    found = re.search(r"creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)", value)
    if named := _IN_WORDS.fullmatch(value.strip()):
        words = re.sub(r"non[ -]commercial", "noncommercial", named[1].lower()).replace("share alike", "sharealike")
        letters = [_CONDITIONS.get(word, "?") for word in re.findall(r"[a-z]+", words)]
        return canonical_licence(f"CC-{'-'.join(letters)}-{named[2]}") or ""
    text = f"CC-{found[1]}-{found[2]}" if found else re.sub(r"\s+licen[sc]e\Z", "", value.strip(), flags=re.IGNORECASE)
    return canonical_licence(re.sub(r"[\s_]+", "-", text)) or ""
