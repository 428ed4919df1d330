"""The files that a scan has besides its page, if the address of one is that of another scan."""

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.corpus import load_corpus
from scanpress.export.citations import Publication
from scanpress.export.files import memories_here
from scanpress.export.names import EXTRAS
from scanpress.facts import Collection
from scanpress.scan_pages.data.extras import Extras


def test_the_file_of_a_scan_gives_way_to_another_scan(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    shutil.copy(SURVEY_FILE, tmp_path / "papers/a.json")
    shutil.copy(REPRODUCIBILITY_FILE, tmp_path / "papers/A.bib.json")
    collection = Collection.of({"SCAN_FILES": ["papers/*.json"]}, tmp_path)
    loaded = load_corpus(collection, today=date(2026, 12, 1))
    known: Any = SimpleNamespace(layout=collection.layout)

    extras = Extras(loaded.corpus, known, Publication("A site"), "sha1", EXTRAS, memories_here()("extras"))

    assert extras.names_for("papers/a.json") == ("ris", "csl.json", "svg")
    assert extras.names_for("papers/A.bib.json") == ("bib", "ris", "csl.json", "svg")
