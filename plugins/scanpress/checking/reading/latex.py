r"""LaTeX commands whose first letters a JSON escape has eaten: in JSON, `\theta` is a tab and "heta".

A genuine tab or line break is followed by ordinary words, so each command is found by the rest of its name. Some of
these rests are words (`\tau` leaves "au", `\neq` leaves "eq"): they count only if the text around shows a formula.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

ESCAPES = {"\t": ("t", "a tab"), "\n": ("n", "a line break"), "\r": ("r", "a carriage return")}
"""The letter of each escape that can eat the first letter of a command, and what the escape writes."""
# The last two are escapes of Python: a program that writes "\alpha" without r before it writes U+0007 and "lpha".
_CONTROLS = {
    "\b": ("b", "a backspace"),
    "\f": ("f", "a form feed"),
    "\a": ("a", "a bell character"),
    "\v": ("v", "a vertical tab"),
}
# What is left of commands that no word in any language begins with.
_SURE = {
    "\t": r"heta imes ilde riangle riangleq riangleleft riangleright herefore hickapprox hicksim woheadrightarrow "
    r"extbf extit extrm exttt extsc extsf extnormal extstyle extsuperscript extsubscript extasciitilde extwidth "
    r"ext(?=\s?\{) frac(?=\{) binom(?=\{) anh(?=\s?[\\({^]) ag(?=\{)",
    "\n": r"abla otin earrow warrow onumber ewcommand ewline atural ewtheorem eg(?=\s?[\\({]) ot(?=\\) "
    r"ormalsize leqslant geqslant Rightarrow Leftarrow leftrightarrow rightarrow leftarrow exists(?=\s?[\\$])",
    "\r": r"ho ightarrow ightharpoonup ight angle ceil floor brace brack vert ef(?=\{) m(?=\s?\{) aise aisebox "
    r"enewcommand fill isingdotseq times",
    "\b": r"eta ar oldsymbol egin ig igl igr igg iggl iggr inom mod ot oxed oxplus ullet reve igcup igcap igoplus "
    r"igotimes igvee igwedge owtie eth ecause race ackslash fseries f(?=\s?\{) pmod m(?=\{) ackepsilon igstar",
    "\a": r"lpha pprox ngle st symp leph cute rcsin rccos rctan rgmax rgmin",
    "\v": r"arepsilon arphi artheta arrho arpi arsigma ec(?=\s?[\\({]) ee ert dots dash space skip",
    "\f": r"rac orall lat ootnote ootnotesize box rown lushleft bigl",
}
# What is left of commands that is a word of some language, or the letter of a list.
_UNSURE = {
    "\t": "au o op anh an",
    "\n": "u eq ot leq geq mid subset subseteq prec succ sim cong parallel",
    "\r": "m",
}
_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
_BEFORE = re.compile(r"[$(\[{^_=+*/\\|<>~&`\u2264\u2265\u2208\u00d7-] ?\Z")
_AFTER = re.compile(r"\s?[_^=$}\\]|\)|`")
_OPERAND_BEFORE = re.compile(r"(?:(?:\A|[^\w.])[A-Za-z0-9]|[)}\]]) ?\Z")
_OPERAND_AFTER = re.compile(r" ?(?:[A-Za-z0-9](?![A-Za-z])|[\\({$])")
_EQUATION = re.compile(r"\s?(?:[=<>~\u2264\u2265\u2208\u2248]|\\(?:in|le|ge|approx|sim|leq|geq)\b)")
_RELATIONS = frozenset(
    ["o", "eq", "leq", "geq", "mid", "subset", "subseteq", "prec", "succ", "sim", "cong", "parallel"]
)


_NAMES = "text(?:bf|it|tt|sc|rm|sf)|emph|cite[a-z]{0,9}|ref|eqref|autoref|footnote|label|section"
COMMAND_OF_TEXT = re.compile(rf"\\(?:{_NAMES})\*?\{{")
"""A command of LaTeX that makes no formula: it only says how words are set, or cites."""
_ESCAPED_COMMAND = rf"\\(?:{_NAMES})\*?\{{".encode()  # behind the first of two backslashes


class Eaten(NamedTuple):
    """A command that a text lost: the rest that is left, the name, the character in its place, and where that is."""

    rest: str
    command: str
    character: str
    place: int


def eaten_commands(text: str) -> tuple[Eaten, ...]:
    r"""Return the commands of LaTeX in a text of which a tab or a line break is left.

    >>> [each.command for each in eaten_commands("a \theta of 3\times 4")]
    ['\\theta', '\\times']
    >>> eaten_commands("First,\nuse two.\tau lieu de")
    ()
    """
    sure = [each for control in ESCAPES if control in text for each in _found(_sure(control), control, text)]
    is_formula = bool(sure) or _COMMAND.search(text) is not None
    doubtful = [each for control in _UNSURE if control in text for each in _found(_doubtful(control), control, text)]
    likely = [each for each in doubtful if _is_in_formula(text, each, is_formula=is_formula)]
    return tuple(sorted({*sure, *likely}, key=lambda each: each.place))


def eaten_control(text: str, index: int) -> Eaten | None:
    r"""Return the command of which a backspace or a form feed at an index is left, or None.

    >>> eaten_control("a \frac{1}{2}", 2).command
    '\\frac'
    """
    match = _sure(text[index]).match(text, index) if text[index] in _CONTROLS else None
    return _eaten(match, text[index]) if match else None


@cache
def clue() -> re.Pattern[bytes]:
    """Return the pattern of what may follow a backslash in JSON if an escape has eaten a command, or was escaped."""
    rests = (
        f"{letter}(?:{'|'.join([*_SURE[control].split(), *_UNSURE[control].split()])})(?![A-Za-z])"
        for control, (letter, _) in ESCAPES.items()
    )
    return re.compile(
        "|".join(rests).encode()
        + rb"|\\(?:Users|Documents|Desktop|Downloads)\b|\\\\\\[A-Za-z]{2}|\\u[0-9A-Fa-f]{4}|\\n(?![a-z])|\\\\\"|"
        + _ESCAPED_COMMAND
    )


def explained(eaten: Eaten) -> str:
    r"""Return what became of a command, such as `\t before "heta" is a tab`."""
    letter, name = (ESCAPES | _CONTROLS)[eaten.character]
    return f'\\{letter} before "{eaten.rest}" is {name}'


@cache
def _sure(control: str) -> re.Pattern[str]:
    """Return the pattern of sure rests after a control character, compiled when it is first needed."""
    return re.compile(f"{re.escape(control)}({'|'.join(_SURE[control].split())})(?![A-Za-z])")


@cache
def _doubtful(control: str) -> re.Pattern[str]:
    """Return the pattern of doubtful rests after a control character."""
    return re.compile(f"{re.escape(control)}({'|'.join(_UNSURE[control].split())})(?![A-Za-z])")


def _found(pattern: re.Pattern[str], control: str, text: str) -> Iterator[Eaten]:
    for match in pattern.finditer(text):
        if not (control == "\n" and text[max(match.start() - 1, 0)] == "\r"):
            yield _eaten(match, control)


def _eaten(match: re.Match[str], control: str) -> Eaten:
    letter, _ = (ESCAPES | _CONTROLS)[control]
    return Eaten(match[1], f"\\{letter}{match[1]}", control, match.start())


def _is_in_formula(text: str, eaten: Eaten, *, is_formula: bool) -> bool:
    """Return whether what is around a doubtful rest shows that it is part of a formula."""
    before, end = text[max(eaten.place - 40, 0) : eaten.place], eaten.place + 1 + len(eaten.rest)
    after = text[end : end + 20]
    follows = _AFTER.match(after) and (eaten.character != "\n" or before.endswith(" "))
    if _BEFORE.search(before) or follows or text.count("$", 0, eaten.place) % 2:
        return True
    if eaten.rest in _RELATIONS and _OPERAND_BEFORE.search(before) and _OPERAND_AFTER.match(after):
        return True
    if eaten.character == "\n":
        if eaten.rest == "u" and _EQUATION.match(after):
            return True
        return is_formula and before.endswith(" ") and eaten.rest in {"u", "eq"}
    # In the middle of a line a lone tab is rare, but tables have several, and lists begin lines with one.
    is_inside = bool(before.strip()) and before.endswith((" ", ",", ";", ":")) and (is_formula or text.count("\t") == 1)
    return eaten.rest in {"au", "o", "m"} and is_inside
