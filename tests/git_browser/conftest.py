"""A site of the plain repository, for tests that change the repository and build the site again."""

from pathlib import Path

import pytest
from tests.support.git_sites import build_git_site
from tests.support.nasty_repository import plain
from tests.support.restoring import Place
from tests.support.sites import Site


@pytest.fixture(scope="session")
def _repository_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("plain-site")
    build_git_site(folder / "site", plain(folder / "repository"))
    return Place.of(folder)


@pytest.fixture
def built_repository(_repository_place: Place) -> Path:
    """Return the plain repository, as it was when `plain_site` was built."""
    return _repository_place.restored() / "repository"


@pytest.fixture
def plain_site(built_repository: Path) -> Site:
    """Return the site of `built_repository` with its cache, as the first build left it."""
    return Site(built_repository.with_name("site"))
