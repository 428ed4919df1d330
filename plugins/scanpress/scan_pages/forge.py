"""The service that takes pull requests, and the address at which it lets a file be edited."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

DEFAULTS: Mapping[str, Any] = {"FORGE_KIND": None, "FORGE_URL": None, "FORGE_BRANCH": "main"}

# Each opens the file in an editor, offers a copy of the repository to who may not write, and ends in a pull request.
_EDITORS = {"github": "edit", "gitlab": "-/edit", "forgejo": "_edit"}
_URL = re.compile(r"https?://[^\s/?#\"'<>]+(?:/[^\s/?#\"'<>]+)+")
_BRANCH = re.compile(r"[^\s~^:?*\[\\]+")


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the repository is hosted: what runs there, its address, and the branch that pull requests aim at."""

    kind: str
    url: str
    branch: str

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self | None:
        """Read settings without mistakes; None where no forge is named."""
        given = {name: settings.get(name, default) for name, default in DEFAULTS.items()}
        if given["FORGE_KIND"] is None:
            return None
        return cls(given["FORGE_KIND"], given["FORGE_URL"].rstrip("/"), given["FORGE_BRANCH"])

    def edit(self, path: str) -> str:
        """Return the address that opens a file of the repository in an editor; with `#L42` behind it at that line.

        >>> Forge("gitlab", "https://gitlab.com/o/r", "main").edit("scans/a/b.json")
        'https://gitlab.com/o/r/-/edit/main/scans/a/b.json'
        """
        return f"{self.url}/{_EDITORS[self.kind]}/{quote(self.branch)}/{quote(path)}"


def mistakes(settings: Mapping[str, Any]) -> Iterator[str]:
    """Tell what is wrong with the settings of the forge; each line begins with the setting's name."""
    kind, url, branch = (settings.get(name, default) for name, default in DEFAULTS.items())
    kinds = ", ".join(_EDITORS)
    if kind is None:
        if url is not None:
            yield f"FORGE_KIND: is not set, and FORGE_URL is: write what runs there, one of {kinds}"
    elif kind not in _EDITORS:
        yield f"FORGE_KIND: {kind!r} is not known: write one of {kinds}, or None where there is no forge"
    if kind is not None or url is not None:
        yield from _url_mistakes(url)
    if not isinstance(branch, str) or not _BRANCH.fullmatch(branch):
        yield f"FORGE_BRANCH: {branch!r} is no branch: write the name of the one that pull requests aim at"


def _url_mistakes(url: Any) -> Iterator[str]:
    if not isinstance(url, str) or not _URL.fullmatch(url.rstrip("/")):
        yield f"FORGE_URL: {url!r} is no address of a repository: write one such as https://github.com/owner/repository"
    elif url.rstrip("/").endswith(".git"):
        yield f"FORGE_URL: {url!r} is the address to clone from: write that of the web page, without .git"
