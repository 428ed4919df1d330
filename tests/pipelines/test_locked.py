"""The versions that CI and publishing install are written down, each with its checksums."""

import re
import tomllib
from functools import cache
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.support.paths import ROOT

_FOLDER = ROOT / ".ci" / "locked"
_PINNED = re.compile(r"([\w.-]+)==([^ ;]+)(?: ; [^\\]+)? (?:\\\n    --hash=sha256:[0-9a-f]{64} ?)+\n")
_PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def pinned(name: str) -> dict[str, list[str]]:
    """Return the versions of each package in a locked file: one, or one per version of Python."""
    found: dict[str, list[str]] = {}
    for package, version in _PINNED.findall((_FOLDER / f"{name}.txt").read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(package), []).append(version)
    return found


def stated(*groups: str) -> list[str]:
    """Return the requirements of groups, and of the groups that they include."""
    entries = [entry for group in groups for entry in _PROJECT["dependency-groups"][group]]
    own = [entry for entry in entries if isinstance(entry, str)]
    included = [entry["include-group"] for entry in entries if not isinstance(entry, str)]
    return own + (stated(*included) if included else [])


_RUN = _PROJECT["project"]["dependencies"]
_EXTRAS = [each for extra in _PROJECT["project"]["optional-dependencies"].values() for each in extra]


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("site", [*_RUN, *stated("build")]),
        ("tests", [*_RUN, *_EXTRAS, *stated("dev")]),
        ("audit", stated("audit")),
    ],
)
def test_every_requirement_is_locked_to_a_version_that_it_allows(name: str, requirements: list[str]) -> None:
    for requirement in map(Requirement, requirements):
        versions = pinned(name).get(canonicalize_name(requirement.name))
        assert versions, f"{requirement} is not in {name}.txt, run: make lock"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}, run: make lock"


@pytest.mark.parametrize("name", ["site", "tests", "audit"])
def test_every_line_is_a_version_with_checksums_and_names_no_host(name: str) -> None:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert _PINNED.sub("", text) == ""
    assert "://" not in text


def test_the_site_is_built_with_the_versions_that_the_tests_ran_with() -> None:
    assert pinned("site").items() <= pinned("tests").items()
