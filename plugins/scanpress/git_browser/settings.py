"""The settings of the git browser, parsed once, with all their mistakes reported together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scanpress.git_browser import summaries

DEFAULTS: Mapping[str, Any] = {
    "GIT_REPOSITORY": ".",
    "GIT_NAME": "",
    "GIT_DESCRIPTION": "",
    "GIT_CLONE_URL": "",
    "GIT_BRANCH": "",
    "GIT_SHOW_EMAILS": False,
    "GIT_PUBLISH_CLONE": True,
    "GIT_FILE_PAGES": True,
    "GIT_HOME": False,
    "GIT_SUMMARIES": (),
}
_NOT_IN_FOLDER_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class SettingsError(ValueError):
    """One or more settings have mistakes; every line of the message begins with the setting's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which repository to publish, and how; `summaries` are names of functions that any process can import."""

    repository: Path
    name: str
    description: str
    clone_url: str
    branch: str
    show_emails: bool
    publish_clone: bool
    file_pages: bool
    home: bool
    summaries: tuple[str, ...]
    site_url: str

    @classmethod
    def parse(cls, settings: Mapping[str, Any]) -> Self:
        """Parse Pelican's settings; raise SettingsError with all their mistakes."""
        given = {key: settings.get(key, default) for key, default in DEFAULTS.items()}
        mistakes = [*_mistakes(given), *summaries.mistakes(given["GIT_SUMMARIES"])]
        # Pelican has made PATH absolute; relative paths start at the folder that holds content/.
        repository = Path(settings["PATH"]).resolve().parent / str(given["GIT_REPOSITORY"])
        if not repository.is_dir():
            mistakes.append(
                f"GIT_REPOSITORY: {repository} is not a folder: write the path of a checkout or a bare repository"
            )
        if mistakes:
            raise SettingsError("\n".join(mistakes))
        return cls(
            repository=repository,
            name=given["GIT_NAME"] or _name_of(repository),
            description=given["GIT_DESCRIPTION"],
            clone_url=given["GIT_CLONE_URL"],
            branch=given["GIT_BRANCH"],
            show_emails=given["GIT_SHOW_EMAILS"],
            publish_clone=given["GIT_PUBLISH_CLONE"],
            file_pages=given["GIT_FILE_PAGES"],
            home=given["GIT_HOME"],
            summaries=tuple(summaries.import_name(hook) for hook in given["GIT_SUMMARIES"]),
            site_url=settings.get("SITEURL", "").rstrip("/"),
        )

    @property
    def clone_folder(self) -> str:
        """Return the folder of the output in which the repository is published."""
        return f"{_NOT_IN_FOLDER_NAMES.sub('-', self.name).strip('.-') or 'repository'}.git"


def _name_of(repository: Path) -> str:
    resolved = repository.resolve()
    return (resolved.parent if resolved.name == ".git" else resolved).name.removesuffix(".git") or "repository"


def _mistakes(given: Mapping[str, Any]) -> Iterator[str]:
    for key, default in DEFAULTS.items():
        value = given[key]
        if isinstance(default, bool) and not isinstance(value, bool):
            yield f"{key}: {value!r} is neither True nor False: write one of the two"
        elif isinstance(default, str) and not isinstance(value, str | Path):
            yield f"{key}: {value!r} is not a text: write a text in quotes"
    if isinstance(given["GIT_BRANCH"], str) and given["GIT_BRANCH"].startswith("-"):
        yield f"GIT_BRANCH: {given['GIT_BRANCH']!r} begins with a dash: write the name of a branch"
