"""Find a quotation in the text of a paper, without regard to how a PDF breaks and writes it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from scanpress.checking.masking import mask_addresses

EXACT = 100
_SIMILAR = 80  # per cent: a quotation with a lower score is not found
_PIECE = 200  # characters: the time of a comparison grows with the square of a longer text
_MOST_PIECES = 40  # of a long quotation, so many are compared
_ELLIPSIS = re.compile(r"[\[(]\s*(?:\.{2,}|…)\s*[\])]|(?:\.\s?){3,}|…")
# White space, hyphens and dashes, quotation marks, and characters of no width differ between a PDF and a quotation.
_UNEQUAL = re.compile(
    "[\\s\"'`\u00ad\u00b4\u00ab\u00bb\u2018-\u201f\u2039\u203a\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff-]+"
)
_SHORTEST = 3  # characters: a shorter part is everywhere


class Found(NamedTuple):
    """Whether a quotation was found, and how similar the place is, in per cent; 100 is the same text."""

    score: int

    @property
    def word(self) -> str:
        """Return it in words, as scans record it."""
        if self.score == EXACT:
            return "yes"
        return "with differences" if self.score >= _SIMILAR else "no"


@dataclass(frozen=True)
class PaperText:
    """The text of a paper, evened out once for all quotations."""

    text: str

    @classmethod
    def of(cls, text: str) -> "PaperText":
        """Even out a text."""
        return cls(evened(text))

    def find(self, quotation: str) -> Found:
        """Return whether the parts of a quotation between ellipses are in the text, in their order."""
        parts = [part for part in map(evened, _ELLIPSIS.split(quotation)) if len(part) >= _SHORTEST]
        length = sum(map(len, parts))
        if not length:
            return Found(EXACT)
        position, total = 0, 0.0
        for part in parts:
            score, position = self._find_part(part, position)
            total += score * len(part)
        score = total / length
        # A score of 100 means the same text, so others are rounded down.
        return Found(EXACT if score >= EXACT else int(score))

    def _find_part(self, part: str, start: int) -> tuple[float, int]:
        """Return the score of a part after an offset, and the offset after it."""
        place = self.text.find(part, start)
        if place >= 0:
            return EXACT, place + len(part)
        pieces = [part[begin : begin + _PIECE] for begin in range(0, len(part), _PIECE)]
        if len(pieces) > _MOST_PIECES:
            step = len(pieces) / _MOST_PIECES
            pieces = [pieces[int(number * step)] for number in range(_MOST_PIECES)]
        total, position = 0.0, start
        for piece in pieces:
            score, position = self._find_piece(piece, position)
            total += score * len(piece)
        # That a part is not there as a whole is a difference, even if its pieces are.
        return min(total / sum(map(len, pieces)), EXACT - 1), position

    def _find_piece(self, piece: str, start: int) -> tuple[float, int]:
        place = self.text.find(piece, start)
        if place >= 0:
            return EXACT, place + len(piece)
        from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 - pages read records and compare nothing

        rest = self.text[start:]
        if len(rest) < len(piece) // 2:
            return 0, start
        found = partial_ratio_alignment(piece, rest, score_cutoff=_SIMILAR - 20)
        return (found.score, start + found.dest_end) if found and found.dest_end else (0, start)


def evened(text: str) -> str:
    r"""Return a text without white space, hyphens, dashes and quotation marks, and with ligatures as letters.

    >>> evened("the ef\ufb01cient, \u201cfast\u201d meth-\n od") == evened("the efficient, 'fast' method")
    True
    """
    return _UNEQUAL.sub("", unicodedata.normalize("NFKC", mask_addresses(text)))
