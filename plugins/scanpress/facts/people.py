"""A person whose name changes: which names are this person's, which only look like it, and the names in YAML files."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import yaml

_SEPARATORS = re.compile(r"[\s.,;\-\u2010-\u2015]+")
# Signs of scripts without spaces between words: of Southeast and East Asia.
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_APOSTROPHES = re.compile("['`\u00b4\u02bc\u2018\u2019]")
# Letters that are not another letter with an accent, and what others write for letters with two dots.
_OTHER_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "\u0131": "i", "þ": "th"})
_TWO_DOTS = re.compile(r"(?<=[aou])e")
_UNSAFE = re.compile(r"[,\[\]{}#&*!|>'\"%@`:]")


class Named(NamedTuple):
    """A name in a file: the line and the place where it is, and the text that the file has there."""

    line: int
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a file has of a person, and its text after the change.

    `renamed` are the names that change. The others stay: `doubled` are in a list that has the new name already,
    `similar` may be this person or another one, and `mentioned` are texts with the name in them.
    """

    after: str
    renamed: tuple[Named, ...] = ()
    doubled: tuple[Named, ...] = ()
    similar: tuple[Named, ...] = ()
    mentioned: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Person:
    """The name that a person had, and the one that takes its place."""

    old: str
    new: str

    def has(self, name: str) -> bool:
        """Return whether a name is exactly the old one; how Unicode writes its letters makes no difference."""
        return _plain(name) == _plain(self.old)

    def is_now(self, name: str) -> bool:
        """Return whether a name is the new one already."""
        return _plain(name) == _plain(self.new)

    def resembles(self, name: str) -> bool:
        """Return whether another name may be the same person's: without accents, with initials, the family name first.

        >>> person = Person("Ada Byron", "Ada Lovelace")
        >>> [person.resembles(name) for name in ("A. Byron", "Byron, Ada", "ada byron", "Bo Byron", "Ada Lovelace")]
        [True, True, True, False, False]
        >>> Person("Müller, Søren", "").resembles("S. Mueller"), Person("李 明", "").resembles("李明")
        (True, True)
        """
        words, own = _words(name), self._words
        if not words or not own or self.has(name) or self.is_now(name):
            return False
        if sorted(words) == sorted(own) or "".join(words) == "".join(own):
            return True
        first, family = own[0], own[-1]
        return family in words and any(word[0] == first[0] for word in words if word != family)

    def is_in(self, text: str) -> bool:
        """Return whether a longer text has the old name in it, as whole words."""
        return bool(self.places_in(text))

    def places_in(self, text: str) -> list[int]:
        r"""Return where a longer text has the old name in it.

        >>> Person("Ada Byron", "").places_in("By Ada Byrons, and by Ada\nByron.")
        [22]
        >>> Person("李明", "").places_in("由李明撰写")
        [1]
        """
        first = self.old.split()[0]
        if first not in text and (first.isascii() or text.isascii()):
            return []  # most texts; to search them all takes several times as long
        return [found.start() for found in self._within.finditer(text)]

    @cached_property
    def _words(self) -> list[str]:
        return _words(self.old)

    @cached_property
    def _within(self) -> re.Pattern[str]:
        words = _plain(self.old).split()
        # Unicode has two ways to write a letter with an accent.
        forms = (r"\s+".join(re.escape(unicodedata.normalize(form, word)) for word in words) for form in ("NFC", "NFD"))
        before = "" if _WITHOUT_SPACES.match(self.old[0]) else r"(?<!\w)"
        after = "" if _WITHOUT_SPACES.match(self.old[-1]) else r"(?!\w)"
        return re.compile(rf"{before}(?:{'|'.join(forms)}){after}")


def replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with other words at some places; all else stays as it is."""
    for start, end, written in sorted(spans, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def rename_in_yaml(text: str, person: Person) -> Renaming:
    """Return what a YAML file has of a person; raise ValueError if it is not YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ValueError(str(error).partition("\n")[0]) from None
    spans, renamed, similar, mentioned = [], [], [], []
    for place, node in _values(root, "") if root else ():
        named = Named(node.start_mark.line + 1, place, node.value)
        if person.has(node.value) and node.style not in ("|", ">"):
            spans.append((node.start_mark.index, node.end_mark.index, _written(person.new, node.style)))
            renamed.append(named)
        elif person.is_in(node.value):
            mentioned.append(named)
        elif person.resembles(node.value):
            similar.append(named)
    return Renaming(replaced(text, spans), tuple(renamed), (), tuple(similar), tuple(mentioned))


def _values(node: yaml.Node, place: str) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Yield all texts but keys, with their places."""
    if isinstance(node, yaml.ScalarNode):
        yield place, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, f"{place}.{key.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value, 1):
            yield from _values(value, f"{place} {number}")


def _written(name: str, style: str | None) -> str:
    """Return a name as YAML, in the style of the one before it if that is possible."""
    if style == "'":
        return "'" + name.replace("'", "''") + "'"
    is_plain = style is None and not _UNSAFE.search(name) and not name.startswith(("-", "?", "=", "~"))
    is_text = is_plain and not isinstance(yaml.safe_load(name), bool | int | float | None)
    return name if is_text else json.dumps(name, ensure_ascii=False)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _words(name: str) -> list[str]:
    """Return the words of a name for comparison, the family name last."""
    family, comma, given = name.partition(",")
    ordered = f"{given} {family}" if comma else name
    letters = (each for each in unicodedata.normalize("NFKD", ordered) if not unicodedata.combining(each))
    plain = _APOSTROPHES.sub("", "".join(letters).casefold()).translate(_OTHER_LETTERS)
    return [_TWO_DOTS.sub("", word) for word in _SEPARATORS.split(plain) if word]
