"""HTML in titles, names and reasons, which are plain text."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from scanpress.checking.display import quoted
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.names import without_marks
from scanpress.checking.suspicions.texts import Text

_TAGS = (
    "i|b|em|strong|sub|sup|span|div|p|a|tt|code|u|font|small|big|h[1-6]|title|italic|bold|sc|jats:[a-z]+|mml:[a-z]+|math|"
    "mi|mo|mn|mrow|msub|msup|inline-formula|tex-math"
)
_TAG = re.compile(
    rf"<({_TAGS})(?:\s[^<>]{{0,300}})?>(?=.{{0,2000}}?</\1\s?>)|</(?:{_TAGS})\s?>|<br\s?/?>", re.IGNORECASE | re.DOTALL
)
_BREAK = re.compile(
    r"(?<![\"'\u2018\u201c`>])(?:<br\s?/?>\s*)+(?![\"'\u2019\u201d`])(?!\s?-?(?:tags?|tokens?|elements?|markup|and|or|in)\b)",
    re.IGNORECASE,
)
_LINK = re.compile(r"""<a\s[^<>]{0,200}?href=["']([^"'<>]{1,500})["'][^<>]{0,200}>([^<>]{1,200})</a>""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = re.compile(
    r"(?<![\"'`])&(?:quot|amp|lt|gt|apos|nbsp|#[0-9]{2,5}|#[xX][0-9A-Fa-f]{2,4}|[lr][sd]quo|[mn]dash|hellip);(?![\"'`])"
)
_SCRIPTED = re.compile(r"<(su[bp])>([^<>]{1,40})</\1>", re.IGNORECASE)
_SUP = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def markup(text: Text) -> Iterator[Finding]:
    """Yield a finding on HTML in a title or a name, and on a tag for a line break in a reason."""
    if text.is_prose and not text.is_name:
        yield from _tags_of_breaks(text)
        yield from _links(text)
        yield from _escaped(text)
    if not text.is_name or not has_markup(text.value):
        return
    plain = as_plain_text(text.value)
    plain = without_marks(plain) if text.key == "authors" else plain
    remedy = f"write {quoted(plain)}" if plain else "write it as plain text"
    yield Finding("markup", text.pointer, "this is plain text: readers would see the signs of HTML", remedy)


def _tags_of_breaks(text: Text) -> Iterator[Finding]:
    """Yield a finding on tags that break lines; a text about such tags keeps them."""
    number = len(_BREAK.findall(text.value)) if "<" in text.value else 0
    if number:
        times = f" ({number:,} times in this text)" if number > 1 else ""
        message = f"<br> is shown as it is written here: this is plain text{times}"
        yield Finding("markup", text.pointer, message, "write \\n for a line break, or a space")


def _links(text: Text) -> Iterator[Finding]:
    """Yield a finding on a link of HTML."""
    if found := _LINK.search(text.value) if "<a " in text.value else None:
        message = f"{quoted(found[0])} is a link of HTML, and is shown as it is written"
        yield Finding("markup", text.pointer, message, f"write {quoted(f'{found[2]} ({found[1]})')}")


def _escaped(text: Text) -> Iterator[Finding]:
    """Yield a finding on signs that a web form escaped; a text about HTML has them in quotation marks."""
    found = list(dict.fromkeys(_ESCAPED.findall(text.value))) if "&" in text.value else []
    if found:
        written = ", ".join(f"{unescape(each)} for {each}" for each in found[:3]).replace("\u00a0", "a space")
        message = f"{found[0]} is shown as it is written here: this is plain text"
        yield Finding("markup", text.pointer, message, f"write {written}")


def has_markup(value: str) -> bool:
    """Return whether a text has tags or entities of HTML.

    >>> [has_markup(each) for each in ("<i>Socks</i> &amp; shoes", "p < 0.05 & q > 1", "The <unk> token", "AT&T; R&D")]
    [True, False, False, False]
    """
    return any(_tag_or_entity(value))


def _tag_or_entity(value: str) -> Iterator[bool]:
    if "<" in value:
        yield _TAG.search(value) is not None
    if "&" in value:
        yield any(each[1] == "#" or each[1:] in html5 for each in _ENTITY.findall(value))


def as_plain_text(value: str) -> str:
    """Return how HTML reads as plain text, or an empty text if it cannot be said (formulas).

    >>> as_plain_text("H<sub>2</sub>O &amp; <i>more</i>"), as_plain_text("10<sup>k-1</sup>")
    ('H₂O & more', '10^{k-1}')
    """
    if re.search(r"<(?:mml:)?(?:math|mi|mo|mn|mrow|msub|msup|tex-math|inline-formula)\b", value, re.IGNORECASE):
        return ""
    plain = re.sub(r"<br\s?/?>", " ", _SCRIPTED.sub(_script, value), flags=re.IGNORECASE)
    plain = _TAG.sub("", re.sub(rf"<(?:{_TAGS})(?:\s[^<>]{{0,300}})?>(?=.*</)", "", plain, flags=re.IGNORECASE))
    for _ in range(2):  # &amp;amp; was escaped twice
        plain = _ENTITY.sub(lambda match: unescape(match[0]), plain)
    return " ".join(plain.split())


def _script(match: re.Match[str]) -> str:
    kind, text = match[1].lower(), match[2]
    translated = text.translate(_SUP if kind == "sup" else _SUB)
    if not any(each.isascii() for each in translated):
        return translated
    sign = "^" if kind == "sup" else "_"
    return sign + (text if len(text) == 1 else f"{{{text}}}")
