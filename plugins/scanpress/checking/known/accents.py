r"""Letters as LaTeX and BibTeX write them: {\"u} for ü, and {"u} if JSON has taken the backslash."""

import re
import unicodedata

_SIGNS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "\u00df", "o": "\u00f8", "O": "\u00d8", "l": "\u0142", "L": "\u0141", "ae": "\u00e6", "AE": "\u00c6",
    "oe": "\u0153", "OE": "\u0152", "aa": "\u00e5", "AA": "\u00c5", "i": "\u0131", "j": "\u0237", "dj": "\u0111",
    "DJ": "\u0110", "th": "\u00fe", "TH": "\u00de", "dh": "\u00f0", "DH": "\u00d0",
}  # fmt: skip
_ACCENT = re.compile(
    r"""(?P<open>\{)?
    (?:\\(?P<sign>[`'^"~=.])\s?(?:\{\\?(?P<braced>[A-Za-z])\}|\\?(?P<letter>[A-Za-z]))
    |\\(?P<word>[uvHcdbkr])(?:\s?\{\\?(?P<after>[A-Za-z])\}|\s(?P<apart>[A-Za-z])(?![A-Za-z]))
    |\\(?P<special>ss|ae|AE|oe|OE|aa|AA|dj|DJ|th|TH|dh|DH|[oOlLij])(?![A-Za-z])(?:\{\}|\s(?=[a-z]))?
    |(?<=\{)(?P<eaten>[`'^"~=.])(?P<of>[A-Za-z])(?=\}))
    (?(open)\})""",
    re.VERBOSE,
)


def has_accents(text: str) -> bool:
    r"""Return whether a text has letters as LaTeX writes them.

    >>> has_accents('M{\\"u}ller'), has_accents('M{"u}ller'), has_accents("Müller"), has_accents('{"a": 1}')
    (True, True, False, False)
    """
    return ("\\" in text or "{" in text) and _ACCENT.search(text) is not None


def without_accents(text: str) -> str:
    r"""Return a text with the letters that LaTeX writes.

    >>> without_accents('Ren{\\\'e} M{\\"u}ller'), without_accents("\\v{S}koda, {\\L}ukasz, Erd\\H{o}s")
    ('René Müller', 'Škoda, Łukasz, Erdős')
    >>> without_accents('M{"u}ller'), without_accents("Dup\\'ont and \\o")
    ('Müller', 'Dupónt and ø')
    """
    return _ACCENT.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    if special := match["special"]:
        return _LETTERS[special]
    sign = match["sign"] or match["word"] or match["eaten"]
    letter = match["braced"] or match["letter"] or match["after"] or match["apart"] or match["of"]
    return unicodedata.normalize("NFC", letter + _SIGNS[sign])
