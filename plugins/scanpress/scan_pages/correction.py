"""How corrections reach the operator: by e-mail, or through the editor of a forge."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

from scanpress.pelican_build.settings import Setting, defaults_of

SETTINGS = (
    Setting(
        "FORGE_KIND",
        None,
        'the software of the forge that takes pull requests: `"github"`, `"gitlab"` or `"forgejo"` (also for Gitea); '
        "`None` if there is no forge; see [corrections](operating.md#corrections)",
    ),
    Setting(
        "FORGE_URL",
        None,
        "the repository's page on the forge, such as `https://github.com/owner/repository`, without `.git` at its end",
    ),
    Setting("FORGE_BRANCH", "main", "the target branch of pull requests"),
)
DEFAULTS = defaults_of(SETTINGS)

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
        """Read settings without mistakes; None if no forge is named."""
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
    """Return what is wrong with the settings of the forge; each line begins with the setting's name."""
    kind, url, branch = (settings.get(name, default) for name, default in DEFAULTS.items())
    kinds = ", ".join(_EDITORS)
    if kind is None:
        if url is not None:
            yield f"FORGE_KIND: is not set, and FORGE_URL is: name the forge's software, one of {kinds}"
    elif kind not in _EDITORS:
        yield f"FORGE_KIND: {kind!r} is not known: write one of {kinds}, or None if there is no forge"
    if kind is not None or url is not None:
        yield from _url_mistakes(url)
    if not isinstance(branch, str) or not _BRANCH.fullmatch(branch):
        yield f"FORGE_BRANCH: {branch!r} is not a branch: write the target branch of pull requests"


def _url_mistakes(url: Any) -> Iterator[str]:
    if not isinstance(url, str) or not _URL.fullmatch(url.rstrip("/")):
        yield f"FORGE_URL: {url!r} is not the address of a repository: write one such as https://github.com/owner/repository"
    elif url.rstrip("/").endswith(".git"):
        yield f"FORGE_URL: {url!r} is the address to clone from: write that of the web page, without .git"


@dataclass(frozen=True, slots=True)
class Correction:
    """How corrections reach the operator: through a forge, else by e-mail."""

    forge: Forge | None = None
    email: str = ""
