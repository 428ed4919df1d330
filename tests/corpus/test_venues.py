"""Venues under all of their names."""

from pathlib import Path

import pytest
from tests.support.paths import ROOT

from scanpress.facts import FactsError
from scanpress.facts.venues import Venues, load_venues

_CONTENT = ROOT / "content" / "venues.yaml"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("ICLR", "iclr"),
        ("iclr 2024", "iclr"),
        ("International Conference on Learning Representations", "iclr"),
        ("Annual Meeting of the Association for Computational Linguistics", "acl"),
        ("Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics", "acl"),
        ("Conference of the European Chapter of the Association for Computational Linguistics", "eacl"),
        ("Advances in Neural Information Processing Systems", "neurips"),
        ("NIPS", "neurips"),
        ("J. Mach. Learn. Res.", "jmlr"),
        ("NAACL-HLT", "naacl"),
    ],
)
def test_a_venue_is_found_under_each_of_its_names(name: str, slug: str) -> None:
    assert load_venues(_CONTENT).find(name).slug == slug


def test_the_known_venues_have_links() -> None:
    venues = load_venues(_CONTENT).known
    assert {venue.short for venue in venues} >= {"ACL", "ICLR", "ICML", "NeurIPS", "AAAI", "IJCAI", "JAIR", "TMLR"}
    assert all(venue.url and venue.url.startswith("https://") for venue in venues)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Zürich AI-Day 2024", "zurich-ai-day"),
        ("Workshop on Foo_Bar", "workshop-on-foo-bar"),
        ("中文会议", "中文会议"),
        ("../../etc", "etc"),
    ],
)
def test_an_unknown_venue_gets_a_slug_from_its_name(name: str, slug: str) -> None:
    venue = Venues().find(name)
    assert (venue.slug, venue.name, venue.short, venue.url) == (slug, name, name, None)


@pytest.mark.parametrize("name", ["!!!", "2024", "a very long name " * 40, "会议" * 100])
def test_every_slug_can_be_part_of_a_file_name(name: str) -> None:
    slug = Venues().find(name).slug
    assert slug
    assert len(slug.encode()) < 100
    assert slug == slug.strip("-")


def test_a_name_that_two_venues_claim_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "venues.yaml"
    path.write_text(
        "venues:\n- {slug: a, short: A, name: Alpha}\n- {slug: b, short: B, name: Beta, aliases: [ALPHA 2024]}\n",
        encoding="utf-8",
    )
    with pytest.raises(FactsError, match=r"line 3: venues\[1\]: 'ALPHA 2024' is a name of A already"):
        load_venues(path)


def test_a_slug_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "venues.yaml"
    path.write_text("venues:\n- {slug: a, short: A, name: B}\n- {slug: a, short: C, name: D}\n", encoding="utf-8")
    with pytest.raises(FactsError, match="'a' is a name of A already"):
        load_venues(path)
