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
        """
        words, own = _words(name), self._words
        if not words or not own or self.has(name) or self.is_now(name):
            return False
        if sorted(words) == sorted(own):
            return True
        first, family = own[0], own[-1]
        return family in words and any(word[0] == first[0] for word in words if word != family)

    def is_in(self, text: str) -> bool:
        """Return whether a longer text has the old name in it, as whole words."""
        return self.old in text and self._within.search(text) is not None

    @cached_property
    def _words(self) -> list[str]:
        return _words(self.old)

    @cached_property
    def _within(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){re.escape(self.old)}(?!\w)")


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
    letters = (each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return [word for word in _SEPARATORS.split("".join(letters).casefold()) if word]
