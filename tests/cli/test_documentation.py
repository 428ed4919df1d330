"""The documentation of the command is made from it, and names each of its options."""

import argparse

from tests.support.paths import ROOT

from scanpress.cli import check
from scanpress.cli.manual import command_page

DOCS = ROOT / "docs"


def test_every_option_and_format_of_check_is_documented() -> None:
    parser = argparse.ArgumentParser()
    check.configure(parser)
    options = {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}  # noqa: SLF001 - argparse has no other list
    page = (DOCS / "command.md").read_text(encoding="utf-8")

    assert [option for option in sorted(options) if f"| `{option}" not in page] == []
    assert [form for form in check.FORMATS if f"`{form}`" not in page] == []


def test_the_page_of_the_command_is_made_from_its_parsers() -> None:
    assert (DOCS / "command.md").read_text(encoding="utf-8") == command_page()
