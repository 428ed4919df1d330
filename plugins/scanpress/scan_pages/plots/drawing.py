"""A drawing: shapes and texts as the template writes them, in units of which a phone shows about one per pixel."""

from dataclasses import dataclass, field
from typing import Any

from scanpress.scan_pages.plots.scales import pairs

WIDTH = 380
"""The width of most drawings: on a window of 390 pixels text of 12 units has 11 pixels."""
COLOURS = ("link", "caution", "met", "visited", "unmet", "faint", "ink")
"""The site's colours that have enough contrast in both schemes; none means anything by itself."""


def colour(index: int) -> str:
    """Return a colour of the site's own, again from the first one after the last.

    >>> colour(0), colour(7)
    ('var(--link)', 'var(--link)')
    """
    return f"var(--{COLOURS[index % len(COLOURS)]})"


@dataclass(slots=True)
class Drawing:
    """Shapes, from back to front, and texts above them all, by their anchors."""

    height: float = 0
    width: float = WIDTH
    shapes: list[dict[str, str]] = field(default_factory=list)
    texts: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)

    def path(self, d: str, **attributes: str) -> None:
        """Add a path; underscores of attributes become hyphens, and empty attributes are left out."""
        if d:
            named = {name.replace("_", "-"): value for name, value in attributes.items() if value}
            self.shapes.append({"d": d, **named})

    def text(self, at: tuple[float, float], text: str, *, anchor: str = "", fill: str = "", bold: str = "") -> None:
        """Add a line of text at the start, middle or end of its base line; `bold` comes before it."""
        x, y = (pairs(value) for value in at)
        self.texts.setdefault((anchor, fill), []).append({"x": x, "y": y, "bold": bold, "text": text})

    @property
    def variables(self) -> dict[str, Any]:
        """Return what the template shows."""
        groups = [
            {
                "attributes": {name: value for name, value in (("text-anchor", anchor), ("fill", fill)) if value},
                "texts": texts,
            }
            for (anchor, fill), texts in self.texts.items()
        ]
        return {
            "width": pairs(self.width),
            "height": pairs(self.height),
            "shapes": self.shapes,
            "groups": groups,
            "wide": self.width > WIDTH,
        }
