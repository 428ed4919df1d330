"""Find the quotations in a reason: texts between quotation marks, or the whole reason if it is extracted."""

import re

_SHORTEST = 8  # letters and digits: shorter texts in quotation marks are names, such as 'ReLU', and prove little
_LONGEST = 200_000
# Pairs of quotation marks. Single ones are also apostrophes: they must be outside a word at both ends.
_PAIRS = (
    r"“([^“”]+)”",
    r"„([^„“”]+)[“”]",
    r"«([^«»]+)»",
    r"»([^«»]+)«",
    r"‹([^‹›]+)›",
    r"「([^「」]+)」",
    r"『([^『』]+)』",
    r'(?<!\w)"([^"]+)"',
    r"(?<!\w)‘((?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w)",
    r"(?<!\w)'((?:[^']|(?<=\w)'(?=\w))+)'(?!\w)",
)
_QUOTED = re.compile("|".join(_PAIRS))
_WORD = re.compile(r"\w")


def quotations_of(reason: str, *, is_extracted: bool) -> tuple[str, ...]:
    """Return the quotations in a reason; of a reason that is extracted from the paper, the reason itself.

    >>> quotations_of("It says “we release the code”, but doesn't link it.", is_extracted=False)
    ('we release the code',)
    """
    if is_extracted:
        return (reason,) if _is_long(reason) else ()
    found = (next(filter(None, match.groups()), "") for match in _QUOTED.finditer(reason[:_LONGEST]))
    return tuple(text for text in found if _is_long(text))


def _is_long(text: str) -> bool:
    return len(_WORD.findall(text[: _SHORTEST * 100])) >= _SHORTEST
