"""How a file of facts is read, and how its mistakes are reported."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scanpress.facts import Facts, FactsError, record

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "description": "the name"},
        "code": {"type": "string", "description": "the postal code"},
        "size": {"type": "integer", "minimum": 1, "description": "a whole number from 1"},
        "kind": {"enum": ["a", "b"], "description": "a or b"},
        "since": {"type": "string", "format": "date", "description": "a date"},
    },
}


def _load(folder: Path, text: str) -> Facts:
    (folder / "schema.json").write_text(json.dumps(_SCHEMA), encoding="utf-8")
    (folder / "facts.yaml").write_text(text, encoding="utf-8")
    return Facts.load(folder / "facts.yaml", schema=folder / "schema.json")


def _mistakes(folder: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(FactsError) as caught:
        _load(folder, text)
    return [(mistake.line, mistake.key) for mistake in caught.value.mistakes]


def test_each_key_has_its_line(tmp_path: Path) -> None:
    facts = _load(tmp_path, "# comment\nname: A\n\nsize: 3\n")
    assert facts.value == {"name": "A", "size": 3}
    assert (facts.lines["name",], facts.lines["size",]) == (2, 4)


@pytest.mark.parametrize("text", ["NO", "yes", "2024-05-01", "01067", "0x1F", "1:30", "1_000"])
def test_what_yaml_would_turn_into_something_else_stays_text(tmp_path: Path, text: str) -> None:
    assert _load(tmp_path, f"name: {text}\n").value == {"name": text}


def test_all_mistakes_are_listed_once_with_their_lines(tmp_path: Path) -> None:
    text = "code: 10115\nsize: 0\nkind: c\nnmae: A\nsize: 4\nsince: 2024-02-30\n"
    assert _mistakes(tmp_path, text) == [
        (1, "code"),
        (2, "size"),
        (3, "kind"),
        (4, "nmae"),
        (5, "size"),
        (6, "since"),
    ]


def test_a_message_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FactsError) as caught:
        _load(tmp_path, "name: A\ncode: 10115\nkidn: a\n")
    assert str(caught.value).splitlines() == [
        f"{tmp_path / 'facts.yaml'}: 2 mistakes",
        "  line 2: code: is a whole number, not text (put it in quotation marks); write: the postal code",
        "  line 3: kidn: is not a known key; you may have meant kind",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: A\nkind: [a\n", 3),
        ("name: 'A\n", 2),
        ("a: &x 1\nb: *x\n", 1),
        ("a: 1\nb: *x\n", 2),
        ("name: A\n---\nname: B\n", 2),
    ],
)
def test_broken_syntax_is_one_mistake_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert _mistakes(tmp_path, text) == [(line, "")]


def test_a_tag_is_refused(tmp_path: Path) -> None:
    assert (1, "name") in _mistakes(tmp_path, "name: !!python/name:os.system\n")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert _mistakes(tmp_path, "# nothing\n") == [(0, "")]


def test_a_missing_file_is_reported_as_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="there is no such file"):
        Facts.load(tmp_path / "absent.yaml", schema=tmp_path / "schema.json")


def test_a_file_in_another_encoding_is_reported_as_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_bytes("name: Köln\n".encode("latin-1"))
    with pytest.raises(FactsError, match="byte 7 is not UTF-8"):
        Facts.load(tmp_path / "facts.yaml", schema=tmp_path / "schema.json")


_HOSTILE = {
    "five hundred lists": ("[" * 500 + "]" * 500, "values are nested more than 20 deep"),
    "five hundred mappings": ("{a: " * 500 + "}" * 500, "values are nested more than 20 deep"),
    "lists without an end": ("[" * 100_000, "values are nested more than 20 deep"),
    "half a character": ('name: "\\ud800"', "has half a character"),
    "half a character in a key": ('"\\udfff": 1', "has a key that is not a plain text"),
    "a list as a key": ("? [a, b]\n: 1", "has a key that is not a plain text"),
    "a number of 5,000 digits": ("size: " + "9" * 5000, "is a number with more than 20 digits"),
    "more values than can be read soon": ("a: [" + "0," * 250_000 + "]", "it has more than 250,000 keys and values"),
    "more than can be read": ("# " + "a" * 2**23, "has more than 8,388,608 bytes"),
}


@pytest.mark.parametrize(("text", "message"), _HOSTILE.values(), ids=_HOSTILE)
def test_a_hostile_file_is_a_mistake_and_ends_nothing(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FactsError, match=message):
        _load(tmp_path, text)


def test_a_link_inside_the_project_is_followed_and_any_other_is_refused(tmp_path: Path) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(_SCHEMA), encoding="utf-8")
    (tmp_path / "outside.yaml").write_text("name: A\n", encoding="utf-8")
    content = tmp_path / "project" / "content"
    content.mkdir(parents=True)
    (tmp_path / "project" / "pelicanconf.py").touch()
    (tmp_path / "project" / "facts.yaml").write_text("name: A\n", encoding="utf-8")
    (content / "inside.yaml").symlink_to("../facts.yaml")
    assert Facts.load(content / "inside.yaml", schema=schema).value == {"name": "A"}
    targets = {"out": f"{tmp_path}/outside.yaml", "device": "/dev/zero", "circle": "circle.yaml"}
    for name, target in targets.items():
        (content / f"{name}.yaml").symlink_to(target)
        with pytest.raises(FactsError, match="the file cannot be read: "):
            Facts.load(content / f"{name}.yaml", schema=schema)


def test_a_pipe_that_nobody_writes_to_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "facts.yaml")
    with pytest.raises(FactsError, match="it is not a plain file"):
        Facts.load(tmp_path / "facts.yaml", schema=tmp_path / "schema.json")


@dataclass(frozen=True)
class _Inner:
    text: str
    optional: str | None
    numbers: tuple[float, ...]


@dataclass(frozen=True)
class _Outer:
    inner: _Inner
    other: _Inner | None
    flag: bool


def test_a_record_has_every_field_where_the_file_leaves_some_out() -> None:
    made = record(_Outer, {"inner": {"text": " a ", "optional": "", "numbers": [1]}})
    assert made == _Outer(_Inner("a", None, (1.0,)), None, flag=False)
