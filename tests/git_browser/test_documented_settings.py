"""The settings that the documentation gives for a site with the git browser alone build that site."""

from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import new_repository
from tests.support.sites import build

DOCUMENT = Path(__file__).parents[2] / "docs" / "git-browser.md"
PROSE = {
    "without content/": {},
    "with content/ that is empty": {"content/.gitkeep": ""},
    "with a page": {"content/pages/about.md": "Title: About\n\nA site.\n"},
}


@pytest.mark.parametrize("files", PROSE.values(), ids=PROSE)
def test_the_documented_settings_build_a_site_in_a_new_folder(tmp_path: Path, files: dict[str, str]) -> None:
    write(tmp_path / "my-project" / "README.md", "# My project\n")
    new_repository(tmp_path / "my-project")
    block = DOCUMENT.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    write(tmp_path / "site" / "pelicanconf.py", block)
    for path, text in files.items():
        write(tmp_path / "site" / path, text)

    site = build(tmp_path / "site", environment={})

    assert {"index.html", "log.html", "file/README.md.html", "my-project.git/HEAD"} <= site.addresses()
    assert ("about/index.html" in site.addresses()) == ("content/pages/about.md" in files)
    assert "0 files written" in build(tmp_path / "site", environment={}).said
