"""The guide's kind of page is a real one."""

import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from tests.support.files import write
from tests.support.paths import REPRODUCIBILITY, ROOT

from scanpress.corpus import load_corpus
from scanpress.facts import Collection
from scanpress.pelican_build.host import THEME
from scanpress.writer import Published, Publisher, Renderer, Site

GUIDE = (ROOT / "docs/development.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


@pytest.fixture
def years(tmp_path: Path) -> Iterator[ModuleType]:
    """Return the guide's module, written to a file and imported."""
    write(tmp_path / "templates/year.html", block("jinja"))
    write(tmp_path / "years.py", block("python"))
    spec = importlib.util.spec_from_file_location("years", tmp_path / "years.py")
    assert spec
    assert spec.loader
    module = sys.modules["years"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["years"]


def publish(root: Path, years: ModuleType) -> Published:
    corpus = load_corpus(Collection.at(root), today=date(2026, 6, 1)).corpus
    renderer = Renderer([root / "templates", THEME / "templates"], Site(name="Made up"))
    publisher = Publisher(folder=root / "output", renderer=renderer, state=root / "cache/state.sqlite")
    return publisher.publish_groups("years", list(years.groups(corpus)))


def test_the_kind_of_page_in_the_guide_is_made_and_made_again_only_where_it_changed(
    tmp_path: Path, years: ModuleType
) -> None:
    shutil.copytree(ROOT / "scans", tmp_path / "scans")
    assert publish(tmp_path, years).written == 4
    page = (tmp_path / "output/years/2024/index.html").read_text(encoding="utf-8")
    assert page.count("<li><a href") == 2
    assert "Papers of 2024" in page
    assert publish(tmp_path, years) == Published(unchanged=4)
    path = tmp_path / f"{REPRODUCIBILITY}.json"
    scan = json.loads(path.read_bytes())
    scan["paper"]["title"] += "!"
    path.write_text(json.dumps(scan), encoding="utf-8")
    assert publish(tmp_path, years) == Published(1, 3)
