"""The settings of the forge, and the links made from them."""

from typing import Any

import pytest

from scanpress.scan_pages.correction import Forge, mistakes
from scanpress.scan_pages.pages.form import Asked, view

PATH = "scans/a/b.json"


@pytest.mark.parametrize(
    ("kind", "url", "link"),
    [
        ("github", "https://github.com/o/r", "https://github.com/o/r/edit/main/scans/a/b.json"),
        ("gitlab", "https://gitlab.com/g/s/r/", "https://gitlab.com/g/s/r/-/edit/main/scans/a/b.json"),
        ("forgejo", "https://codeberg.org/o/r", "https://codeberg.org/o/r/_edit/main/scans/a/b.json"),
    ],
)
def test_each_forge_opens_its_editor(kind: str, url: str, link: str) -> None:
    settings = {"FORGE_KIND": kind, "FORGE_URL": url}
    assert not list(mistakes(settings))
    forge = Forge.of(settings)
    assert forge is not None
    assert forge.edit(PATH) == link


@pytest.mark.parametrize(
    ("forge", "start", "name"),
    [
        (Forge("github", "https://github.com/o/r", "main"), "https://github.com/o/r/new/main/scans", "filename"),
        (Forge("gitlab", "https://gitlab.com/g/s/r", "main"), "https://gitlab.com/g/s/r/-/new/main/scans", "file_name"),
        (Forge("forgejo", "https://codeberg.org/o/r", "main"), "https://codeberg.org/o/r/_new/main/scans", "filename"),
    ],
)
def test_each_forge_opens_a_new_file_whose_name_can_be_filled_in(forge: Forge, start: str, name: str) -> None:
    way = view(Asked("reproducibility", 1, "", forge, ()))["forge"]
    assert (way["new"], way["name"]) == (start, name)


def test_without_settings_there_is_no_forge() -> None:
    assert Forge.of({}) is None


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"FORGE_KIND": "gitea.com", "FORGE_URL": "https://x.eu/o/r"}, ["FORGE_KIND"]),
        ({"FORGE_KIND": "github"}, ["FORGE_URL"]),
        ({"FORGE_URL": "https://github.com/o/r"}, ["FORGE_KIND"]),
        ({"FORGE_KIND": "github", "FORGE_URL": "https://github.com/o/r.git"}, ["FORGE_URL"]),
        (
            {"FORGE_KIND": 1, "FORGE_URL": "github.com/o/r", "FORGE_BRANCH": ""},
            ["FORGE_KIND", "FORGE_URL", "FORGE_BRANCH"],
        ),
    ],
)
def test_every_mistake_is_reported_under_its_name(settings: dict[str, Any], named: list[str]) -> None:
    assert [line.split(":")[0] for line in mistakes(settings)] == named
