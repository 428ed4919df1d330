"""Look a paper up at arXiv or Crossref, only with --online, through their client libraries."""

import re
from html import unescape
from typing import Any

from scanpress.checking import paper_identity

ARXIV = "https://export.arxiv.org/api/query?{}"
CROSSREF = "https://api.crossref.org"
_ERROR_ENTRY = "/api/errors"  # arXiv reports an error as an entry that looks like a paper with the title Error
_TIMEOUT = 5  # seconds
_TAG = re.compile(r"<[^<>]{1,100}>")
_INSTALL = 'the libraries for --online are not installed: run pip install "scanpress[online]"'


class OnlineError(Exception):
    """The paper could not be looked up; the message is for the user of the command."""


def look_up(*, arxiv_id: str, doi: str) -> dict[str, Any]:
    """Return the title, authors, year and venue of a paper, as far as the service has them."""
    known = paper_identity({"arxiv_id": arxiv_id, "doi": doi})  # arXiv's own DOIs are not at Crossref
    arxiv_id, doi = known.arxiv, known.doi
    service, ask, wanted = ("Crossref", _crossref, doi) if doi else ("arXiv", _arxiv, arxiv_id)
    try:
        found = ask(wanted)
    except ImportError:
        raise OnlineError(_INSTALL) from None
    except Exception as error:  # the libraries raise many kinds of errors, which all mean the same here
        reason = _reason(error)
        message = f"{service} did not answer for {wanted} ({reason}): try again, or leave out --online"
        raise OnlineError(message) from error
    if not found.get("title"):
        raise OnlineError(f"{service} has no paper {wanted}: correct the id, or give --title and --author")
    return {key: value for key, value in found.items() if value}


def _reason(error: BaseException) -> str:
    """Return the message of the first cause; the errors that it caused only repeat it."""
    while cause := error.__cause__ or error.__context__:
        error = cause
    return " ".join(str(error).split())[:200] or type(error).__name__


def _arxiv(wanted: str) -> dict[str, Any]:
    import arxiv  # noqa: PLC0415 - used only here, and perhaps not installed
    import requests  # noqa: PLC0415

    class WithTimeout(requests.adapters.HTTPAdapter):
        def send(self, *arguments: Any, **options: Any) -> requests.Response:
            return super().send(*arguments, **options | {"timeout": _TIMEOUT})

    client = arxiv.Client(page_size=1, delay_seconds=0, num_retries=0)
    client.query_url_format = ARXIV
    # The library has no setting for a timeout, and would wait for ever.
    for scheme in ("https://", "http://"):
        client._session.mount(scheme, WithTimeout())  # noqa: SLF001
    entry = next(client.results(arxiv.Search(id_list=[wanted])), None)
    if entry is None or _ERROR_ENTRY in entry.entry_id:
        return {}
    return {
        "title": _plain(entry.title),
        "authors": [_plain(author.name) for author in entry.authors],
        "year": entry.published.year,
        "venue": _plain(entry.journal_ref or ""),
    }


def _crossref(wanted: str) -> dict[str, Any]:
    import habanero  # noqa: PLC0415

    work = habanero.Crossref(base_url=CROSSREF, timeout=_TIMEOUT).works(ids=wanted)["message"]
    dates = (work.get("issued") or {}).get("date-parts") or [[None]]
    return {
        "title": _plain(_first(work.get("title"))),
        "authors": [name for name in map(_name, work.get("author") or []) if name],
        "year": dates[0][0],
        "venue": _plain(_first(work.get("container-title")) or (work.get("event") or {}).get("name", "")),
    }


def _first(values: list[str] | None) -> str:
    return values[0] if values else ""


def _name(author: dict[str, str]) -> str:
    return _plain(author.get("name") or f"{author.get('given', '')} {author.get('family', '')}")


def _plain(text: str) -> str:
    """Return a text without markup and without line breaks."""
    return " ".join(unescape(_TAG.sub("", text)).split())
