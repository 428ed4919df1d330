"""Links made from what scans say: they lead to the named place, whatever characters they contain."""

from html import unescape
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from scanpress.corpus import Paper
from scanpress.scan_pages.links import paper_links

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
IDENTIFIERS = st.one_of(TEXTS, st.from_regex(r"10\.[0-9]{4}/[A-Za-z0-9;()/:._-]{1,20}", fullmatch=True))


@given(IDENTIFIERS, IDENTIFIERS)
def test_an_identifier_is_led_to_its_service_and_breaks_out_of_no_attribute(doi: str, arxiv: str) -> None:
    links = paper_links(Paper(title="A title", authors=(), year=2024, doi=doi, arxiv_id=arxiv))
    assert [link["label"] for link in links] == [f"doi:{doi}", f"arXiv:{arxiv}"]
    for link, service, identifier in zip(
        links, ("https://doi.org/", "https://arxiv.org/abs/"), (doi, arxiv), strict=True
    ):
        address = link["href"]
        assert not set("\"'<> ") & set(address)
        assert unquote(unescape(address).removeprefix(service)) == identifier
