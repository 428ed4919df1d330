"""YAML without surprises: no duplicate keys, no aliases, no tags, and a line for every key."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from scanpress.facts.broken_yaml import (
    ALIAS,
    ANCHOR,
    DEEPEST,
    MOST_VALUES,
    TOO_DEEP,
    TOO_MANY,
    broken,
    cut_values,
    not_yaml,
)
from scanpress.facts.mistake import Mistake

Key = tuple[str | int, ...]
NOT_KNOWN = "is not a known key"
"""The message about a key that the schema of a file does not have."""
MISSING = "is missing"
"""The message about a key that a file must have."""

_TEXT = "tag:yaml.org,2002:str"
_READ_AS: Mapping[str, Callable[[str], Any]] = {
    _TEXT: str,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda text: text == "true",
    "tag:yaml.org,2002:null": lambda _: None,
}

_ONE = "keep one of them"
_MOST_DIGITS = 20
_MOST_SHOWN = 100  # mistakes in one message
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
_TYPOGRAPHIC = re.compile(
    "[\u201c\u201d\u201e\u00ab\u00bb]([^\u201c-\u201f\u00ab\u00bb\"']*)[\u201c\u201d\u00bb\u00ab]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Loader(yaml.SafeLoader):
    """Know JSON's scalars only: in YAML 1.1 a country `NO` is false, and a postal code `01067` is octal."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- PyYAML declares it on the instance
    depth = 0
    values = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, ALIAS, mark)
        if getattr(self.peek_event(), "anchor", None):  # type: ignore[no-untyped-call]
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, ANCHOR, mark)
        self.depth += 1
        self.values += 1
        if self.depth > DEEPEST or self.values > MOST_VALUES:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            reason = TOO_DEEP if self.depth > DEEPEST else TOO_MANY
            raise yaml.composer.ComposerError(None, None, reason, mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


for _name, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), list(_first))


def dotted(key: Key) -> str:
    """Return a key as it is written in a message.

    >>> dotted(("venues", 0, "slug"))
    'venues[0].slug'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).removeprefix(".")


Lines = Mapping[Key, int]


def line_of(key: Key, lines: Lines) -> int:
    """Return the line of a key, or of the nearest group around it."""
    while key not in lines and key:
        key = key[:-1]
    return lines.get(key, 0)


class FactsError(ValueError):
    """All mistakes of one file, in the order of its lines; `text` is the file's, empty if it could not be read."""

    def __init__(self, path: Path, mistakes: Iterable[Mistake], text: str = "") -> None:
        self.path = path
        self.text = text
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: (mistake.line, mistake.key)))
        count = "one mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        shown = [f"  {mistake}" for mistake in self.mistakes[:_MOST_SHOWN]]
        more = [f"  and {len(self.mistakes) - _MOST_SHOWN:,} more"] if len(self.mistakes) > _MOST_SHOWN else []
        super().__init__("\n".join([f"{path}: {count}", *shown, *more]))


@dataclass(slots=True)
class Reading:
    """The value of a file, the line of each of its keys, and what was wrong on the way."""

    value: Any = None
    lines: dict[Key, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Reading":
        """Read one YAML document; broken syntax is one mistake and leaves no value."""
        reading = cls()
        if mistake := not_yaml(text):
            reading.mistakes.append(mistake)
            return reading
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            reading.mistakes.append(broken(error, text))
        else:
            reading.value = reading.read(node, ()) if node else None
            reading.mistakes += cut_values(text)
        return reading

    def read(self, node: yaml.Node, key: Key) -> Any:
        """Return a node's value and note the lines of what is in it."""
        self.lines.setdefault(key, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*key, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, key)

    def _mapping(self, node: yaml.MappingNode, key: Key) -> Mapping[str, Any]:
        value: dict[str, Any] = {}
        for name_node, value_node in node.value:
            line = name_node.start_mark.line + 1
            if not isinstance(name_node, yaml.ScalarNode) or _SURROGATE.search(name_node.value):
                self._refuse(line, key, "has a key that is not a plain text", "write a text before the colon")
                continue
            name = str(name_node.value)
            inner = (*key, name)
            if name in value:
                is_entry = bool(key) and isinstance(key[-1], int) and name == next(iter(value))
                remedy = f'begin a new entry with a dash: "- {name}: …"; or keep one of them' if is_entry else _ONE
                self._refuse(line, inner, f"is used twice, first in line {self.lines[inner]}", remedy)
                if is_entry:  # the other keys of the new entry are used twice, too
                    break
                continue
            self.lines[inner] = line
            value[name] = self.read(value_node, inner)
        return value

    def _scalar(self, node: yaml.Node, key: Key) -> Any:
        if mistake := _unfit(node):
            self._refuse(node.start_mark.line + 1, key, *mistake)
            return node.value if node.tag == _TEXT else None
        return _READ_AS[node.tag](node.value)

    def _refuse(self, line: int, key: Key, message: str, remedy: str) -> None:
        self.mistakes.append(Mistake(line, dotted(key), message, remedy))


def _unfit(node: yaml.Node) -> tuple[str, str] | None:
    """Return what is wrong with a plain value, and what to do."""
    if isinstance(node, yaml.ScalarNode) and node.style is None and _TYPOGRAPHIC.fullmatch(node.value):
        straight = f'"{node.value[1:-1]}"'
        return "has typographic quotation marks, which are shown", f"write {straight}; or '{node.value}' to show them"
    if node.tag not in _READ_AS:
        return f"has the tag {node.tag}", "write the plain value"
    if _SURROGATE.search(node.value):
        return "has half a character (\\ud800 to \\udfff)", "write the character itself"
    if node.tag in _NUMBERS and len(node.value) > _MOST_DIGITS:
        return f"is a number with more than {_MOST_DIGITS} digits", "shorten it, or put it in quotes"
    return None
