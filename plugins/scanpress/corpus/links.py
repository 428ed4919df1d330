"""What identifies a paper in an address: a DOI, an arXiv id, an OpenReview id, or its place in some proceedings."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

# `identifier` in theme/static/columns.js does the same with an address that a reader looks for.
_START = re.compile(r"^(?:[a-z]+:)?//(?:www\.|dx\.|export\.)?|#.*", re.DOTALL)
_QUERY_ID = re.compile(r"[?&]id=([^&]+)")
_ARTICLE = re.compile(r"/(?:article|paper)/(?:view|download)[a-z]*/([0-9]+).*")
_END = re.compile(r"(?:\.full)?\.(?:pdf|html?)$|-(?:paper|abstract)(?:-[a-z_]+)*\.[a-z]+$")
_CLASS = re.compile(r"(?<=[a-z])\.[a-z-]+(?=/[0-9]{7}$)")  # of an id from before April 2007
_VERSION = re.compile(r"v[0-9]+$")
_NUMBER = re.compile(r"/0+(?=[0-9])|/vol(?:ume)?(?=[0-9])")
_FORMS = frozenset({"", "abs", "file", "forum", "hash", "html", "index.php", "paper", "papers", "pdf"})
DOI, ARXIV = "https://doi.org/", "https://arxiv.org/abs/"
"""The services that lead from an identifier to the paper."""
_UNQUOTED = "/:;()._-"
_LONGEST = 300  # characters of an address
_LONG = 12  # a last part that is as long, and has letters and digits, is a name of its own


def linked(paper: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what identifies a paper in its `url` and `pdf_url`."""
    given = [address for address in (paper.get("url"), paper.get("pdf_url")) if address]
    return tuple(dict.fromkeys(identifier(address) for address in given)) if given else ()


def identifier(address: str) -> str:
    """Return what the addresses of one paper have in common, whether they lead to its page or its PDF.

    >>> identifier("https://openreview.net/pdf?id=BJxsrgStvr")
    'bjxsrgstvr'
    >>> identifier("https://proceedings.mlr.press/v97/abels19a/abels19a.pdf")
    'proceedings.mlr.press/v97/abels19a'
    >>> identifier("https://arxiv.org/pdf/2212.04089v3.pdf")
    '2212.04089'
    >>> identifier("https://arxiv.org/abs/math.AG/0601001")
    'math/0601001'
    """
    bare = unquote(_START.sub("", address[:_LONGEST].strip().lower()))
    if found := _QUERY_ID.search(bare):
        return found[1]
    host, _, path = bare.partition("?")[0].partition("/")
    if host == "doi.org":
        return path
    if host == "arxiv.org":
        return _CLASS.sub("", _VERSION.sub("", path.partition("/")[2].removesuffix(".pdf")))
    parts = _ARTICLE.sub(r"/\1", "/" + path)
    parts = _NUMBER.sub(lambda found: "/v" if "v" in found[0] else "/", _END.sub("", parts))
    kept = list(dict.fromkeys(part for part in parts.split("/") if part not in _FORMS))
    last = kept[-1] if kept else ""
    is_name = len(last) >= _LONG and not last.isalpha() and not last.isdigit() and "_" not in last
    return last if is_name else "/".join([host, *kept])


def resolved(service: str, identifier: str) -> str:
    """Return the address at which a service has an identifier.

    >>> resolved(DOI, "10.1002/(SICI)1097-4571<1:A>3.0")
    'https://doi.org/10.1002/(SICI)1097-4571%3C1:A%3E3.0'
    """
    return service + quote(identifier, safe=_UNQUOTED)
