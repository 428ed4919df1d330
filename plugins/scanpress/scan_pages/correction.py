"""The links by which readers suggest a correction: the forge's editor, or an e-mail that already names the place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple, Self
from urllib.parse import quote

from markupsafe import Markup

from scanpress.pelican_build.settings import Setting, defaults_of

SETTINGS = (
    Setting(
        "FORGE_KIND",
        None,
        'the software of the forge that takes pull requests: `"github"`, `"gitlab"` or `"forgejo"`; `None` if there is '
        "no forge; see [corrections](operating.md#corrections)",
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


Links = Mapping[str, Mapping[str, Markup]]
"""By category and question, the link to correct the answer."""
_QUESTIONS = "Wrong:%0D%0A%0D%0AThe%20paper%20says,%20and%20where:%20"  # the lines of a letter end so


class Suggestion(NamedTuple):
    """The links for one scan: their common beginning, escaped for an attribute, and whether they lead to a forge."""

    start: str
    to_forge: bool

    @property
    def of_scan(self) -> Markup:
        """Return the link for the whole scan."""
        return Markup(self.start if self.to_forge else f"{self.start}&amp;body={_QUESTIONS}")  # noqa: S704

    def of_answers(self, answers: Mapping[str, Iterable[str]], lines: Mapping[str, Sequence[int]]) -> Links:
        """Return the link for each answer; names and lines of the questions are given by category.

        >>> Correction(email="a@b.eu").of("scans/a/b.json").of_answers({"data": ["open"]}, {"data": [42]})
        {'data': {'open': Markup('mailto:a@b.eu?subject=scans/a/b.json:42%20open')}}
        """
        return {
            category: {name: self._of_answer(name, line) for name, line in zip(names, lines[category], strict=True)}
            for category, names in answers.items()
        }

    def _of_answer(self, name: str, line: int) -> Markup:
        if self.to_forge:
            return Markup(f"{self.start}#L{line}")  # noqa: S704 - `start` is escaped
        # Names of questions are plain words; the id of a question that a scan adds may be anything.
        named = name if name.isidentifier() else quote(name)
        return Markup(f"{self.start}:{line}%20{named}")  # noqa: S704 - `start` is escaped, and the name quoted


@dataclass(frozen=True, slots=True)
class Correction:
    """How corrections reach the operator: through a forge, else by e-mail."""

    forge: Forge | None = None
    email: str = ""

    def of(self, path: str) -> Suggestion:
        """Return the links for the scan at a path, escaped once: the engine would take six bytes for each slash.

        >>> Correction(email="a@b.eu").of("scans/a/b.json").of_scan
        Markup('mailto:a@b.eu?subject=scans/a/b.json&amp;body=Wrong:%0D%0A%0D%0AThe%20paper%20says,%20and%20where:%20')
        """
        start = self.forge.edit(path) if self.forge else f"mailto:{quote(self.email, safe='@+')}?subject={quote(path)}"
        return Suggestion(escape(start), to_forge=self.forge is not None)
