"""Find the line of a scan in which each answer starts, without parsing the file a second time."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from scanpress.checking.reading.layout import lay_out
from scanpress.instruments import Instrument

Answers = Mapping[str, Mapping[str, Any]]
Lines = Mapping[str, Sequence[int]]

_EXTENSION = "x-"  # keys that a scan may add to those of the schema start with this
_EXTENSION_KEY = b'"x-'


def answers_of(document: Mapping[str, Any], instrument: Instrument) -> Answers:
    """Return the answers of an accepted scan by category and question, in the file's order, without `x-` keys.

    Without categories, the key of the only category is an empty text.
    """
    answers = _without_extensions(document[instrument.container])
    if not instrument.by_category:
        return {"": answers}
    return {category: _without_extensions(questions) for category, questions in answers.items()}


def _without_extensions(given: Mapping[str, Any]) -> Mapping[str, Any]:
    if _EXTENSION not in "".join(given):
        return given
    return {key: value for key, value in given.items() if not key.startswith(_EXTENSION)}


def answer_lines(content: bytes, document: dict[str, Any], instrument: Instrument) -> Lines:
    """Return the lines of the answers by category, in the file's order; without categories, the key is an empty text.

    The document must be parsed from these bytes, with its keys in the order of the file, and accepted by the check.
    """
    answers = answers_of(document, instrument)
    return _by_searching(content, instrument.container, answers) or _by_parsing(content, instrument.container, answers)


def _by_searching(content: bytes, container: str, answers: Answers) -> Lines | None:
    """Return the lines found by searching for one key after the other, or None if a match could be another text.

    Between two of these keys there is at most the name of a category and one answer. No key of an answer is the key of
    a question, except inside `x-` keys, and inside a text a quotation mark follows a backslash and no colon follows it:
    so a match is the key. Parsing the places of all values takes a hundred times as long.
    """
    find, count = content.find, content.count
    lines: dict[str, list[int]] = {}
    line = 1
    counted, position = 0, find(_key(container))
    for category, questions in answers.items():
        lines[category] = []
        for question in questions:
            position = find(_key(question), position)
            if position < 0:
                return None
            line += count(b"\n", counted, position)
            lines[category].append(line)
            counted = position
    # Searching from the end is twice as fast. Keys after the last answer do not matter.
    return None if content.rfind(_EXTENSION_KEY, 0, position) >= 0 else lines


@cache
def _key(name: str) -> bytes:
    return f'"{name}":'.encode()


def _by_parsing(content: bytes, container: str, answers: Answers) -> Lines:
    text = content.decode()
    places = lay_out(text).places

    def line(*names: str) -> int:
        start, _ = places[container, *filter(None, names)].key or (0, 0)
        return text.count("\n", 0, start) + 1

    return {category: [line(category, question) for question in questions] for category, questions in answers.items()}
