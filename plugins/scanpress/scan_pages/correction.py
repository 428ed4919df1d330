"""The links by which readers suggest a correction: the forge's editor, or a letter that is begun for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from scanpress.scan_pages.forge import Forge

Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Correction:
    """How corrections reach the operator: through a forge, else by e-mail."""

    forge: Forge | None = None
    email: str = ""

    def of_scan(self, path: str) -> Markup:
        """Return the link for a whole scan.

        >>> Correction(email="a@b.eu").of_scan("scans/a/b.json")
        Markup('mailto:a@b.eu?subject=scans/a/b.json&amp;body=What%20is%20wrong:%20')
        """
        return Markup(self._start(path) if self.forge else f"{self._start(path)}&amp;body=What%20is%20wrong:%20")  # noqa: S704

    def of_answers(self, path: str, lines: Mapping[Names, int]) -> dict[Names, Markup]:
        """Return the link for each answer, of which the line is given where it begins.

        >>> Correction(email="a@b.eu").of_answers("scans/a/b.json", {("data", "open"): 42})["data", "open"]
        Markup('mailto:a@b.eu?subject=scans/a/b.json:42%20open')
        """
        start, new = self._start(path), str.__new__  # Markup() itself takes three times as long: see links.py
        if self.forge:
            return {names: new(Markup, f"{start}#L{line}") for names, line in lines.items()}
        return {
            # Names of questions are plain words; a key of one's own may be anything.
            names: new(Markup, f"{start}:{line}%20{names[1] if names[1].isidentifier() else quote(names[1])}")
            for names, line in lines.items()
        }

    def _start(self, path: str) -> str:
        """Return what all links of a scan begin with, escaped once: the engine would take six bytes for each slash."""
        return escape(
            self.forge.edit(path) if self.forge else f"mailto:{quote(self.email, safe='@+')}?subject={quote(path)}"
        )
