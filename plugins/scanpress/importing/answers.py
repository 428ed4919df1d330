"""Turn the codes of a model's answers into the results of the reproducibility record; nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.masking import mask_addresses
from scanpress.instruments import Instrument, require

NAME, VERSION = "reproducibility", 1
_YES_OR_NO = ("No", "Yes")
# The meaning of the codes 0, 1 and so on; the other questions have the codes of No and Yes.
_CODES: Mapping[str, tuple[str, ...]] = {
    "research_type": ("Experimental", "Theoretical"),
    "researcher_affiliation": ("Academia", "Collaboration", "Industry"),
}
# Questions that batches name otherwise than the instrument does.
_OTHER_NAMES = {
    "affiliation": "researcher_affiliation",
    "train": "open_datasets",
    "validation": "dataset_splits",
}
# Controls but for tab and line breaks, the controls of Latin-1, and halves of a character: a letter was lost there.
_LOST = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def instrument() -> Instrument:
    """Return the instrument that the answers belong to."""
    return require(NAME, VERSION)


def question_id(name: str) -> str:
    """Return the id of a question by the name that a batch has for it."""
    return _OTHER_NAMES.get(name, name)


@dataclass(frozen=True, slots=True)
class Read:
    """The answers of a paper by question, what is wrong (then they are not whole), and notes, each with its kind."""

    answers: Mapping[str, Mapping[str, str]]
    wrong: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def read_answers(given: Any, *, mark_lost: bool) -> Read:
    """Read the answers of a paper.

    With `mark_lost`, a control character is written as U+FFFD, the sign for a character that was lost.
    """
    if not isinstance(given, dict):
        return Read({}, ("its value is not an object with one key per question",))
    by_id, wrong = _by_id(given)
    answers: dict[str, dict[str, str]] = {}
    masked = []
    for question in instrument().questions:
        if question.id not in by_id:
            wrong.append(f"{question.id} has no answer")
            continue
        result, text, mistake = _answer(question.id, by_id[question.id])
        if mistake:
            wrong.append(f"{question.id}: {mistake}")
            continue
        response = mask_addresses(text)
        if response != text:
            masked.append(question.id)
        answers[question.id] = {"result": result, "response": _LOST.sub("\ufffd", response) if mark_lost else response}
    notes = [("e-mail addresses", f"written as EMAIL in {', '.join(masked)}")] if masked else []
    return Read(answers, tuple(wrong), tuple(notes))


def _by_id(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the answers by the ids of their questions, and the questions with two different answers."""
    by_id: dict[str, Any] = {}
    names: dict[str, str] = {}
    wrong = []
    for name, value in given.items():
        identifier = question_id(name)
        if identifier in by_id and by_id[identifier] != value:
            wrong.append(f"{names[identifier]} and {name} are the same question, and their answers differ")
        by_id[identifier] = value
        names[identifier] = name
    return by_id, wrong


def _answer(question: str, given: Any) -> tuple[str, str, str]:
    """Return the result and the text of an answer, or a message if one of them cannot be used."""
    if not isinstance(given, dict):
        return "", "", "the answer is not an object with result and paper_text"
    codes = _CODES.get(question, _YES_OR_NO)
    result, text = given.get("result"), given.get("paper_text")
    meaning = ", ".join(f"{code} {name}" for code, name in enumerate(codes))
    if type(result) is not int or not 0 <= result < len(codes):
        written = "there is no result" if "result" not in given else f"the result {quoted(result)} is out of range"
        return "", "", f"{written}: the codes are {meaning}"
    if not isinstance(text, str):
        return "", "", "paper_text is missing" if text is None else f"paper_text is {quoted(text)}, not a text"
    return codes[result], text, ""
