"""Hosts of web addresses: which names can be one."""

import re

_NO_DOMAIN = frozenset(
    [
        "pdf",
        "html",
        "htm",
        "json",
        "php",
        "txt",
        "docx",
        "tex",
        "bib",
        "png",
        "local",
        "localhost",
        "internal",
        "invalid",
    ]
)
_NUMBERS = 4  # of an IP address
_LONGEST_LABEL = 63


def is_host(host: str) -> bool:
    """Return whether a host can be on the web: a name with a domain, or an IP address.

    >>> [is_host(each) for each in ("arxiv.org", "müller.de", "10.1145", "localhost", "a..b.org", "1.2.3.4", "[::1]")]
    [True, True, False, False, False, True, True]
    """
    if host.startswith("["):
        return host.endswith("]") and ":" in host
    labels = host.rstrip(".").split(".")
    if all(label.isdecimal() for label in labels):
        return len(labels) == _NUMBERS and all(int(label) <= 255 for label in labels if len(label) < 4)  # noqa: PLR2004
    last = labels[-1].lower()
    return (
        len(labels) > 1
        and not last[:1].isdecimal()
        and last not in _NO_DOMAIN
        and len(last) > 1
        and all(map(_is_label, labels))
    )


def is_redirecting(host: str) -> bool:
    """Return whether a host is the proxy through which the members of a library read.

    >>> is_redirecting("link-springer-com.ezproxy.lib.example.edu"), is_redirecting("proxyml.org")
    (True, False)
    """
    return _PROXY.search(host.lower()) is not None


def leads_on(host: str) -> bool:
    """Return whether addresses of a host may only lead on to others."""
    return (
        is_redirecting(host)
        or host.lower().removeprefix("www.").startswith(_LEADING_ON)
        or host.endswith(("outlook.com", "sharepoint.com"))
    )


_PROXY = re.compile(r"(?:\A|\.)(?:ez|lib|web)?-?proxy[0-9]{0,2}\.[\w-]+\.|\.idm\.oclc\.org\Z")
_LEADING_ON = (
    *("google.", "scholar.google.", "l.facebook.", "l.instagram.", "linkedin.com", "bing.com", "duckduckgo.com"),
    *("drive.google.com", "docs.google.com", "dropbox.com", "1drv.ms", "we.tl", "wetransfer.com"),
    *("example.com", "example.net"),
    *("chatgpt.com", "chat.openai.com", "claude.ai", "gemini.google.", "sci-hub.", "libgen."),
)
HOMES = frozenset(
    re.findall(
        r"\S+",
        "arxiv.org openreview.net aclanthology.org doi.org dl.acm.org ieeexplore.ieee.org link.springer.com "
        "sciencedirect.com semanticscholar.org papers.nips.cc proceedings.mlr.press jmlr.org openaccess.thecvf.com",
    )
)
"""Hosts of many papers, whose first page is that of none."""
_NO_PAPER = (
    (
        r"(?:www\.)?(?:google\.[a-z.]{2,6}/search|scholar\.google\.[a-z.]{2,6}/scholar|bing\.com/search|duckduckgo\.com/\?)",
        "a page of search results",
    ),
    (
        r"(?:drive|docs)\.google\.com/|(?:www\.)?dropbox\.com/|1drv\.ms/|[\w-]+\.sharepoint\.com/|we\.tl/|wetransfer\.com/",
        "a file that one person shares, and can remove",
    ),
    (r"(?:chatgpt\.com|chat\.openai\.com|claude\.ai|gemini\.google\.com)/", "a chat with a model"),
    (r"(?:www\.)?example\.(?:com|net)(?:/|\Z)", "a host for examples, where there is no paper"),
    (r"(?:[\w-]+\.)?(?:sci-hub|libgen)\.[a-z]{2,4}/", "a site of unofficial copies"),
)


def is_no_paper(address: str) -> str:
    """Return what an address leads to if that is certainly not the page of a paper, else an empty text.

    >>> is_no_paper("https://www.google.com/search?q=socks"), is_no_paper("https://arxiv.org/")
    ('a page of search results', 'the first page of a site with many papers')
    >>> is_no_paper("https://arxiv.org/abs/2301.01234")
    ''
    """
    rest = re.sub(r"\Ahttps?://", "", address, flags=re.IGNORECASE)
    if rest.rstrip("/").lower().removeprefix("www.") in HOMES:
        return "the first page of a site with many papers"
    return next((what for pattern, what in _NO_PAPER if re.match(pattern, rest, re.IGNORECASE)), "")


def _is_label(label: str) -> bool:
    return (
        0 < len(label) <= _LONGEST_LABEL
        and not label.startswith("-")
        and re.fullmatch(r"[\w-]+|[^\x00-\x7f]+", label) is not None
    )
