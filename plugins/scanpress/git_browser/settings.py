"""The settings of the git browser, parsed once, with all their mistakes reported together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scanpress.git_browser import summaries
from scanpress.pelican_build.settings import DEFAULTS as SHARED
from scanpress.pelican_build.settings import SettingsError, plain_mistakes, root_of

DEFAULTS: Mapping[str, Any] = {
    "GIT_REPOSITORY": ".",
    "GIT_NAME": "",
    "GIT_DESCRIPTION": "",
    "GIT_CLONE_URL": "",
    "GIT_BRANCH": "",
    "GIT_PUBLISH_CLONE": True,
    "GIT_FILE_PAGES": True,
    "GIT_HOME": False,
    "GIT_SUMMARIES": (),
}
_NOT_IN_FOLDER_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


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
        mistakes = [*plain_mistakes(settings, DEFAULTS), *_mistakes(given), *summaries.mistakes(given["GIT_SUMMARIES"])]
        repository = root_of(settings) / str(given["GIT_REPOSITORY"])
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
            show_emails=settings.get("GIT_SHOW_EMAILS", SHARED["GIT_SHOW_EMAILS"]),
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
    if isinstance(given["GIT_BRANCH"], str) and given["GIT_BRANCH"].startswith("-"):
        yield f"GIT_BRANCH: {given['GIT_BRANCH']!r} begins with a dash: write the name of a branch"
