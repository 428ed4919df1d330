"""The links by which readers suggest a correction: the forge's editor, or a letter that is begun for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from scanpress.scan_pages.forge import Forge

Links = dict[str, list[Markup]]
"""By category the links of its answers, in the order of the file."""
_QUESTIONS = "Wrong:%0D%0A%0D%0AThe%20paper%20says,%20and%20where:%20"  # the lines of a letter end so


class Suggestion(NamedTuple):
    """The links for one scan: what all of them begin with, as it stands within an attribute, and where they lead."""

    start: str
    to_forge: bool

    @property
    def of_scan(self) -> Markup:
        """Return the link for the whole scan."""
        return Markup(self.start if self.to_forge else f"{self.start}&amp;body={_QUESTIONS}")  # noqa: S704

    def of_answers(self, answers: Mapping[str, Iterable[str]], lines: Mapping[str, Sequence[int]]) -> Links:
        """Return the link for each answer; names and lines of the questions are given by category.

        >>> Correction(email="a@b.eu").of("scans/a/b.json").of_answers({"data": ["open"]}, {"data": [42]})
        {'data': [Markup('mailto:a@b.eu?subject=scans/a/b.json:42%20open')]}
        """
        start, new = self.start, str.__new__  # Markup() itself takes three times as long: see links.py
        if self.to_forge:
            return {category: [new(Markup, f"{start}#L{line}") for line in lines[category]] for category in answers}
        return {
            category: [
                # Names of questions are plain words; a key of one's own may be anything.
                new(Markup, f"{start}:{line}%20{name if name.isidentifier() else quote(name)}")
                for name, line in zip(names, lines[category], strict=True)
            ]
            for category, names in answers.items()
        }


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
