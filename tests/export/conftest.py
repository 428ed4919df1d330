"""The data files that several tests read."""

import shutil
from pathlib import Path

import pytest
from tests.support.data_files import data_files, write_hostile_scans
from tests.support.paths import ROOT

from scanpress.export.names import FILES


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the five real scans and a hostile one with each instrument."""
    root = tmp_path_factory.mktemp("collection")
    shutil.copytree(ROOT / "scans", root / "scans")
    write_hostile_scans(root)
    return root


@pytest.fixture(scope="module")
def folder(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all data files of the collection."""
    folder = tmp_path_factory.mktemp("data")
    data = data_files(collection, folder)
    for name in FILES:
        data.make(name)
    return folder
