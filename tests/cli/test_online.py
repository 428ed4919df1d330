"""What the client libraries make of answers of arXiv and Crossref, from a server of our own.

One answer of each is recorded, of 2020 and 2024, without the summary and the references; the others have their form.
"""

import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.support.paths import EXAMPLES
from tests.support.serving import answered

from scanpress.cli import online

ANSWERS = EXAMPLES / "online"


class Recorded(BaseHTTPRequestHandler):
    """Answer as the two services do."""

    def do_GET(self) -> None:
        name = {"2406.13229": "arxiv.xml", "9999.99999": "arxiv-none.xml", "10.1000/182": "crossref.json"}
        name |= {"2406.99": "arxiv-error.xml", "1911.12281": "arxiv-recorded.xml"}
        name |= {"10.1371/journal.pone.0033693": "crossref-recorded.json"}
        found = next((file for wanted, file in name.items() if wanted in self.path.replace("%2F", "/")), "")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json" if found.endswith("json") else "application/atom+xml")
        self.end_headers()
        self.wfile.write((ANSWERS / found).read_bytes() if found else b"Resource not found.")

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a server in place of both services."""
    with answered(Recorded) as address:
        monkeypatch.setattr(online, "ARXIV", f"{address}api/query?{{}}")
        monkeypatch.setattr(online, "CROSSREF", address.removesuffix("/"))
        yield


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize("doi", ["", "10.48550/arXiv.2406.13229"])
def test_arxiv_is_asked_for_its_own_papers(doi: str) -> None:
    assert online.look_up(arxiv_id="" if doi else "2406.13229", doi=doi) == {
        "title": "Probing the Emergence of Cross-lingual Alignment during LLM Training",
        "authors": ["Hetong Wang", "Pasquale Minervini", "Edoardo M. Ponti"],
        "year": 2024,
    }


@pytest.mark.usefixtures("services")
def test_crossref_is_asked_for_a_doi() -> None:
    assert online.look_up(arxiv_id="", doi="10.1000/182") == {
        "title": "On Made-up Records & their use",
        "authors": ["Ada Byron", "The Analytical Society"],
        "year": 2024,
        "venue": "Proceedings of a Made-up Meeting",
    }


@pytest.mark.usefixtures("services")
def test_recorded_answers_are_understood() -> None:
    assert online.look_up(arxiv_id="1911.12281", doi="") == {
        "title": "Configuration Spaces of Surfaces",
        "authors": ["Ricardo Campos", "Najib Idrissi", "Thomas Willwacher"],
        "year": 2019,
    }
    found = online.look_up(arxiv_id="", doi="10.1371/journal.pone.0033693")
    assert (found["year"], found["venue"]) == (2012, "PLoS ONE")
    assert found["authors"][1:3] == ["Brooks B. Pond", "Amar K. Pani"]
    assert found["title"].startswith("Methylphenidate Exposure Induces Dopamine Neuron Loss")


# To a number in a form that it does not know arXiv answers with an entry named Error.
UNKNOWN = [("9999.99999", "", "arXiv"), ("2406.99", "", "arXiv"), ("", "10.1000/0", "Crossref")]


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(("number", "doi", "service"), UNKNOWN)
def test_an_unknown_paper_is_reported(number: str, doi: str, service: str) -> None:
    with pytest.raises(online.OnlineError, match=f"{service} .*{doi or number}"):
        online.look_up(arxiv_id=number, doi=doi)


@pytest.mark.parametrize(("number", "doi", "service"), [("2406.13229", "", "arXiv"), ("", "10.1000/182", "Crossref")])
def test_being_offline_is_reported(number: str, doi: str, service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorded) as server:
        port = server.server_port  # nobody listens there once it is closed
    monkeypatch.setattr(online, "ARXIV", f"http://127.0.0.1:{port}/api/query?{{}}")
    monkeypatch.setattr(online, "CROSSREF", f"http://127.0.0.1:{port}")

    with pytest.raises(online.OnlineError, match=f"{service} did not answer .* leave out --online"):
        online.look_up(arxiv_id=number, doi=doi)


@pytest.mark.parametrize(("library", "doi"), [("arxiv", ""), ("habanero", "10.1000/182")])
def test_a_missing_library_is_reported(library: str, doi: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(online.OnlineError, match=r'pip install "scanpress\[online\]"'):
        online.look_up(arxiv_id="2406.13229", doi=doi)
