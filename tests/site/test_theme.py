"""The theme's one stylesheet."""

import gzip
import re

from tests.site.conftest import REPOSITORY

STYLES = (REPOSITORY / "plugins/scanpress/theme/static/site.css").read_text(encoding="utf-8")
TEMPLATES = sorted((REPOSITORY / "plugins/scanpress/theme/templates").rglob("*.html"))


def test_every_token_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\((--[\w-]+)", STYLES))
    defined = set(re.findall(r"(--[\w-]+)\s*:", STYLES))
    assert used
    assert used == defined


def test_stylesheet_is_small() -> None:
    assert len(gzip.compress(STYLES.encode(), 9)) <= 4096


def test_stylesheet_names_no_single_element_and_overrules_nothing() -> None:
    selectors = re.sub(r"\{[^{}]*\}", "", STYLES)
    assert "#" not in selectors
    assert "!important" not in STYLES


def test_no_template_carries_style_or_script_of_its_own() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert not re.search(r"<script(?![^>]* src=)", text), path
        assert not re.search(r"\son[a-z]+=", text), path
