"""The example collections, which are made of data files alone, copied and built."""

import shutil
from pathlib import Path

from tests.support.paths import ROOT
from tests.support.sites import Site, build

NAMES = ("ml-checklist", "typed-survey")


def copy_example(folder: Path, name: str) -> Path:
    """Copy an example, and nothing else; return its folder."""
    example = folder / name
    shutil.copytree(ROOT / "examples" / name, example, ignore=shutil.ignore_patterns("cache", "output"))
    return example


def build_example(folder: Path, name: str) -> Site:
    """Build an example in a folder, with two workers."""
    return build(copy_example(folder, name), environment={"SCANPRESS_JOBS": "2"})
