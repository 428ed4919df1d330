"""In which line of a scan each answer begins, found without reading the file a second time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from scanpress.checking.layout import lay_out
from scanpress.checking.rewriting import write_again

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scanpress.instruments import Instrument

    Lines = Mapping[str, Sequence[int]]

_OWN_KEY = b'"x-'


def answer_lines(content: bytes, document: dict[str, Any], instrument: Instrument) -> Lines:
    """Give for each category (one without a name where there are none) the lines of its answers, as the file has them.

    The document is what was read from these bytes, its keys in the order of the file, and the check has accepted it.
    """
    given = document[instrument.container]
    answers = given if instrument.by_category else {"": given}
    return (
        _counted(content, document, instrument, answers)
        or _search(content, instrument.container, answers)
        or _laid_out(content, instrument.container, answers)
    )


def _counted(
    content: bytes, document: dict[str, Any], instrument: Instrument, answers: Mapping[str, Any]
) -> Lines | None:
    """Count on from the first answer, in a file that is written as most programs write it: a line for each value."""
    written = write_again(document)
    if written is None or not content.startswith(written) or _OWN_KEY in written:
        return None
    line = 1 + written.count(b"\n", 0, written.find(_written(instrument.container)))
    lines = {}
    for category, questions in answers.items():
        sizes = set(map(len, questions.values()))
        if len(sizes) != 1:
            return None
        line += instrument.by_category
        step = sizes.pop() + 2
        end = line + step * len(questions)
        lines[category] = range(line + 1, end + 1, step)
        line = end + 1
    return lines


def _search(content: bytes, container: str, answers: Mapping[str, Any]) -> Lines | None:
    """Look for one key after the other; give nothing where one could hide, or be taken for another.

    Between two of these keys stand the name of a category and one answer at most. No key of an answer is a question's,
    save within keys of one's own, and in a text a quotation mark has a backslash before it and no colon behind it: what
    is found is the key. The places of all values would cost a hundred times as much, too much for each page of a site.
    """
    find, count = content.find, content.count
    lines: dict[str, list[int]] = {}
    line = 1
    counted, position = 0, find(_written(container))
    for category, questions in answers.items():
        lines[category] = []
        for question in questions:
            position = find(_written(question), position)
            if position < 0:
                return None
            line += count(b"\n", counted, position)
            lines[category].append(line)
            counted = position
    # From the end, which is twice as fast. What stands behind the last answer misleads nobody.
    return None if content.rfind(_OWN_KEY, 0, position) >= 0 else lines


@cache
def _written(name: str) -> bytes:
    return f'"{name}":'.encode()


def _laid_out(content: bytes, container: str, answers: Mapping[str, Any]) -> Lines:
    text = content.decode()
    places = lay_out(text).places

    def line(*names: str) -> int:
        start, _ = places[container, *filter(None, names)].key or (0, 0)
        return text.count("\n", 0, start) + 1

    return {category: [line(category, question) for question in questions] for category, questions in answers.items()}
