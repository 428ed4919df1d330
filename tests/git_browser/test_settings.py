"""The settings: their defaults, and mistakes in them, which are reported together."""

from pathlib import Path

import pytest

from scanpress.git_browser.settings import Settings
from scanpress.pelican_build.settings import SettingsError


def settings(tmp_path: Path, **given: object) -> Settings:
    (tmp_path / "content").mkdir(exist_ok=True)
    return Settings.parse({"PATH": str(tmp_path / "content"), **given})


def test_default_is_the_folder_that_holds_the_content(tmp_path: Path) -> None:
    parsed = settings(tmp_path)
    assert parsed.repository.resolve() == tmp_path.resolve()
    assert parsed.clone_folder == f"{parsed.name}.git"


def test_all_mistakes_are_reported_together_each_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(
            tmp_path,
            GIT_REPOSITORY="nowhere",
            GIT_HOME="yes",
            GIT_NAME=3,
            GIT_BRANCH="-x",
            GIT_SUMMARIES=["no.such:function", len],
        )
    keys = [line.partition(":")[0] for line in str(caught.value).splitlines()]
    assert keys == ["GIT_NAME", "GIT_HOME", "GIT_BRANCH", "GIT_SUMMARIES", "GIT_REPOSITORY"]


def test_a_summary_that_is_not_a_module_level_function_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GIT_SUMMARIES: "):
        settings(tmp_path, GIT_SUMMARIES=[lambda *_: []])
    with pytest.raises(SettingsError, match="GIT_SUMMARIES: 'os' is"):
        settings(tmp_path, GIT_SUMMARIES="os")


@pytest.mark.parametrize(("name", "folder"), [("a b/c", "a-b-c.git"), ("..", "repository.git"), ("plain", "plain.git")])
def test_name_of_the_clone_is_fit_for_a_folder(tmp_path: Path, name: str, folder: str) -> None:
    assert settings(tmp_path, GIT_NAME=name).clone_folder == folder
