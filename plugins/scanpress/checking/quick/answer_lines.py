"""In which line of a scan each answer begins, found without reading the file a second time."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from scanpress.checking.quick.accepting import serialise
from scanpress.checking.reading.layout import lay_out
from scanpress.instruments import Instrument

Answers = Mapping[str, Mapping[str, Any]]
Lines = Mapping[str, Sequence[int]]

_OWN = "x-"
_OWN_KEY = b'"x-'
_SIZES = {"survey": 3, "reproducibility": 2}  # keys that an answer must have


def answers_of(document: Mapping[str, Any], instrument: Instrument) -> Answers:
    """Return a checked scan's answers by category and question, as the file has them; one's own categories are none."""
    given = document[instrument.container]
    if not instrument.by_category:
        return {"": given}
    return {category: questions for category, questions in given.items() if category[:2] != _OWN}


def answer_lines(content: bytes, document: dict[str, Any], instrument: Instrument) -> Lines:
    """Return for each category (one without a name where there are none) the lines of its answers, as the file has them.

    The document is what was read from these bytes, its keys in the order of the file, and the check has accepted it.
    """
    answers = answers_of(document, instrument)
    return (
        _counted(content, document, instrument, answers)
        or _search(content, instrument.container, answers)
        or _laid_out(content, instrument.container, answers)
    )


def _counted(content: bytes, document: dict[str, Any], instrument: Instrument, answers: Answers) -> Lines | None:
    """Count on from the first answer, in a file that is written as most programs write it: a line for each value.

    Where there are keys of one's own among the answers, nothing is given. To look for them in the text takes as long as
    all else together: an answer that has as many keys as it must have has none.
    """
    names = "".join(chain.from_iterable(answers.values()))
    if _OWN in names or (instrument.by_category and len(answers) < len(document[instrument.container])):
        return None
    written = serialise(document)
    if written is None or not content.startswith(written):
        return None
    # No text holds a line break, and nothing but the document's own keys stands this far to the left.
    line = 2 + written.count(b"\n", 0, written.find(b"\n  " + _key(instrument.container)))
    size, lines = _SIZES[instrument.kind], {}
    for category, questions in answers.items():
        if set(map(len, questions.values())) != {size}:
            return None
        line += instrument.by_category
        end = line + (size + 2) * len(questions)
        lines[category] = range(line + 1, end + 1, size + 2)
        line = end + 1
    return lines


def _search(content: bytes, container: str, answers: Answers) -> Lines | None:
    """Look for one key after the other; give nothing where one could hide, or be taken for another.

    Between two of these keys stand the name of a category and one answer at most. No key of an answer is a question's,
    save within keys of one's own, and in a text a quotation mark has a backslash before it and no colon behind it: what
    is found is the key. The places of all values would cost a hundred times as much, too much for each page of a site.
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
    # From the end, which is twice as fast. What stands behind the last answer misleads nobody.
    return None if content.rfind(_OWN_KEY, 0, position) >= 0 else lines


@cache
def _key(name: str) -> bytes:
    return f'"{name}":'.encode()


def _laid_out(content: bytes, container: str, answers: Answers) -> Lines:
    text = content.decode()
    places = lay_out(text).places

    def line(*names: str) -> int:
        start, _ = places[container, *filter(None, names)].key or (0, 0)
        return text.count("\n", 0, start) + 1

    return {category: [line(category, question) for question in questions] for category, questions in answers.items()}
