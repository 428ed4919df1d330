"""In which line of a scan each answer begins, found without reading the file a second time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from scanpress.checking.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scanpress.instruments import Instrument

_OWN_KEY = b'"x-'

Names = tuple[str, str]


def answer_lines(content: bytes, document: Mapping[str, Any], instrument: Instrument) -> dict[Names, int]:
    """Give the line of every answer, by the names of its category (empty where there are none) and its question.

    The document is what was read from these bytes, its keys in the order of the file, and the check has accepted it.
    """
    given = document[instrument.container]
    answers = given if instrument.by_category else {"": given}
    found = _search(content, instrument.container, answers)
    return _laid_out(content, instrument.container, answers) if found is None else found


def _search(content: bytes, container: str, answers: Mapping[str, Any]) -> dict[Names, int] | None:
    """Look for one key after the other; give nothing where one could hide, or be taken for another.

    Between two of these keys stand the name of a category and one answer at most. No key of an answer is a question's,
    save within keys of one's own, and in a text a quotation mark has a backslash before it and no colon behind it: what
    is found is the key. The places of all values would cost a hundred times as much, too much for each page of a site.
    """
    find, count = content.find, content.count
    lines, line = {}, 1
    counted, position = 0, find(_written(container))
    for category, questions in answers.items():
        for question in questions:
            position = find(_written(question), position)
            if position < 0:
                return None
            line += count(b"\n", counted, position)
            lines[category, question] = line
            counted = position
    # From the end, which is twice as fast. What stands behind the last answer misleads nobody.
    return None if content.rfind(_OWN_KEY, 0, position) >= 0 else lines


@cache
def _written(name: str) -> bytes:
    return f'"{name}":'.encode()


def _laid_out(content: bytes, container: str, answers: Mapping[str, Any]) -> dict[Names, int]:
    text = content.decode()
    places = lay_out(text).places
    keys = ((names, places[container, *filter(None, names)].key or (0, 0)) for names in _names(answers))
    return {names: text.count("\n", 0, start) + 1 for names, (start, _) in keys}


def _names(answers: Mapping[str, Any]) -> Iterator[Names]:
    return ((category, question) for category, questions in answers.items() for question in questions)
