"""The badge of a scan: a small picture with its score, for pages elsewhere."""

from html import escape

from scanpress.corpus import PUBLISHED, Scan
from scanpress.export.citations import plain_line

_WIDE = 6.6  # pixels that a character of 11 pixels takes in most fonts
_EDGE = 6
# White text on these has a contrast of more than 5 : 1, and both differ from a white and from a black page.
_LEFT, _RIGHT, _GRAVE = "#4a4f57", "#2b5fa8", "#a3302c"


def badge(scan: Scan) -> bytes:
    """Return the badge of a scan: its instrument and its score, or what became of it, as text."""
    state = scan.status.state
    left = plain_line(scan.instrument.label)
    right = plain_line(scan.first_score.text) if state == PUBLISHED else state
    label = escape(f"{left}: {right}")
    first, second = _width(left), _width(right)
    whole = first + second
    colour = _RIGHT if state == PUBLISHED else _GRAVE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" aria-label="{label}">'
        f"<title>{label}</title>"
        f'<rect width="{whole}" height="20" rx="3" fill="{colour}"/>'
        f'<path d="M3 0h{first - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="{_LEFT}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f"{_text(left, first / 2, first)}{_text(right, first + second / 2, second)}</g></svg>\n"
    ).encode()


def _width(text: str) -> int:
    return round(len(text) * _WIDE) + 2 * _EDGE


def _text(text: str, middle: float, width: int) -> str:
    """Return a text that fits, whatever the font."""
    length = width - 2 * _EDGE
    return f'<text x="{middle:g}" y="14" textLength="{length}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
