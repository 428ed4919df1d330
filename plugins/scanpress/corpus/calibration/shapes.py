"""Recognise the forms in which people write a second rater's verdicts, and read them into one record.

A file is an object, or has the object under `calibration` or `calibration_metadata`. It has a whole second checklist,
or a list of disagreements, each with both verdicts; then the second rater agrees in all other questions. The verdicts
of a disagreement are objects (`"opus": {"applies": …, "answer": …}`) or flat keys (`opus_applies`, `opus_answer`),
under the names of the raters, which differ from file to file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanpress.corpus.scan import Scan
from scanpress.instruments import Verdict

_WRAPPERS = ("calibration", "calibration_metadata")
_LISTS = ("disagreements", "disagreement_details")
_COUNTS = ("disagreement_count", "disagreements")
_RATERS = ("calibration_model", "model", "second_rater", "rater")
_FIRST_RATERS = ("scan_model", "first_rater")
_DATES = ("calibration_date", "date")
_NOTES = ("explanation", "note", "reason", "rationale", "justification", "analysis")
_CHECKLIST = "checklist"
_APPLIES, _ANSWER = "applies", "answer"

Given = tuple[bool, bool]
"""Whether a question applies, and whether it is met."""


class UnknownShape(ValueError):  # noqa: N818 - it is what was found, and no failure
    """A file whose form is not known, with the reason."""


@dataclass(frozen=True, slots=True)
class SecondVerdict:
    """The second rater's verdict on a question, which is named as category.question, and an explanation if given."""

    question: str
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a second rater says of the questions of a scan; `agrees` of `asked` verdicts are the same."""

    rater: str
    date: str
    verdicts: tuple[SecondVerdict, ...]
    agrees: int
    asked: int


def read_calibration(document: Any, scan: Scan) -> Calibration:
    """Read a second rater's verdicts on the questions of a scan; raise UnknownShape if the form is not known."""
    if not isinstance(document, dict):
        raise UnknownShape("it is not a JSON object")
    inner: dict[str, Any] = next((document[key] for key in _WRAPPERS if isinstance(document.get(key), dict)), {})
    about = {**document, **inner}
    first = dict(_verdicts_of(scan))
    if not first:
        raise UnknownShape("the scan has no questions that are answered with applies and answer")
    checklist = _checklist(about)
    details = next((about[key] for key in _LISTS if isinstance(about.get(key), list)), None)
    if checklist is None and details is None:
        raise UnknownShape("it has neither a second checklist nor a list of disagreements")
    second = dict(checklist) if checklist is not None else dict(first)
    notes: dict[str, str] = {}
    if details is not None:
        _require_fitting(about, details)
        listed = dict(_disagreements(details, first, about))
        notes = {name: note for name, (_, note) in listed.items()}
        if checklist is None:
            second = _covered(scan, first, about) | {name: given for name, (given, _) in listed.items()}
    unknown = sorted(second.keys() - first.keys())
    if unknown:
        raise UnknownShape(f"the scan has no question {', '.join(unknown[:3])}")
    verdicts = tuple(SecondVerdict(name, _verdict(given), notes.get(name, "")) for name, given in second.items())
    agrees = sum(_verdict(given) is _verdict(first[name]) for name, given in second.items())
    return Calibration(
        _text(about, _RATERS), _text(about, _DATES), *_counted(verdicts, agrees, about, checklist is None)
    )


def _covered(scan: Scan, first: Mapping[str, Given], about: Mapping[str, Any]) -> dict[str, Given]:
    """Return the questions that a list of disagreements is about: without modules if it counts fewer questions."""
    asked = about.get("total_questions")
    if type(asked) is not int or asked >= len(first):
        return dict(first)
    modules = {section.category.id for section in scan.sections if section.category.module}
    return {name: given for name, given in first.items() if name.partition(".")[0] not in modules}


def _counted(
    verdicts: tuple[SecondVerdict, ...],
    agrees: int,
    about: Mapping[str, Any],
    is_list: bool,  # noqa: FBT001
) -> tuple[tuple[SecondVerdict, ...], int, int]:
    """Return the verdicts with the number of those that agree and of all; a list may name fewer questions asked."""
    asked = about.get("total_questions")
    differing = len(verdicts) - agrees
    if is_list and type(asked) is int and differing <= asked <= len(verdicts):
        return verdicts, asked - differing, asked
    return verdicts, agrees, len(verdicts)


def _verdict(given: Given) -> Verdict:
    applies, answer = given
    return (Verdict.MET if answer else Verdict.NOT_MET) if applies else Verdict.NOT_APPLICABLE


def _verdicts_of(scan: Scan) -> Iterator[tuple[str, Given]]:
    for section in scan.sections:
        for question, given in zip(section.questions, section.given, strict=True):
            found = _given(given)
            if found:
                yield f"{section.category.id}.{question.id}", found


def _given(value: Any) -> Given | None:
    """Return a verdict that is written as an object."""
    if not isinstance(value, dict):
        return None
    applies, answer = value.get(_APPLIES), value.get(_ANSWER)
    if not isinstance(applies, bool) or not (isinstance(answer, bool) or (answer is None and not applies)):
        return None
    return applies, bool(answer)


def _checklist(about: Mapping[str, Any]) -> Mapping[str, Given] | None:
    """Return a whole second checklist, under a key that ends in checklist; None if there is none."""
    for key, value in about.items():
        if key.lower().endswith(_CHECKLIST) and isinstance(value, dict):
            found = {}
            for category, questions in value.items():
                for name, given in questions.items() if isinstance(questions, dict) else ():
                    verdict = _given(given)
                    if verdict is None:
                        raise UnknownShape(f"{key}.{category}.{name} has no applies and answer that are true or false")
                    found[f"{category}.{name}"] = verdict
            if found:
                return found
    return None


def _require_fitting(about: Mapping[str, Any], details: Sequence[Any]) -> None:
    count = next((about[key] for key in _COUNTS if type(about.get(key)) is int), len(details))
    if count != len(details):
        raise UnknownShape(f"it counts {count} disagreements and lists {len(details)}")


def _disagreements(
    details: Sequence[Any], first: Mapping[str, Given], about: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Given, str]]]:
    """Yield for each disagreement the question, the second rater's verdict, and the explanation."""
    entries = [(_question(each, first), each) for each in details]
    raters = [dict(_by_rater(each)) for _, each in entries]
    second = _second_rater(raters, [first[name] for name, _ in entries], about)
    for (name, each), given in zip(entries, raters, strict=True):
        yield name, (given[second], _text(each, _NOTES))


def _question(entry: Any, first: Mapping[str, Given]) -> str:
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise UnknownShape("a disagreement names no question")
    question, category = entry["question"], entry.get("category")
    name = f"{category}.{question}" if isinstance(category, str) and "." not in question else question
    if name not in first:
        ends = [each for each in first if each.endswith(f".{name}")]
        if len(ends) != 1:
            raise UnknownShape(f"the scan has no question {name}")
        name = ends[0]
    return name


def _by_rater(entry: Mapping[str, Any]) -> Iterator[tuple[str, Given]]:
    """Yield the verdicts of a disagreement by the names of the raters."""
    for key, value in entry.items():
        found = _given(value)
        if found:
            yield key, found
        if key.endswith(f"_{_APPLIES}"):
            rater = key.removesuffix(f"_{_APPLIES}")
            flat = _given({_APPLIES: value, _ANSWER: entry.get(f"{rater}_{_ANSWER}")})
            if flat:
                yield rater, flat


def _second_rater(raters: Sequence[Mapping[str, Given]], scan: Sequence[Given], about: Mapping[str, Any]) -> str:
    """Return the rater of the disagreements who is not that of the scan: by the scan's verdicts, else by name."""
    names = {name for each in raters for name in each}
    if not raters:
        return ""
    if len(names) != 2 or any(each.keys() != names for each in raters):  # noqa: PLR2004 - a pair
        raise UnknownShape("a disagreement does not have the verdicts of two raters")
    wanted = [_verdict(given) for given in scan]
    same = [name for name in sorted(names) if [_verdict(each[name]) for each in raters] == wanted]
    if len(same) != 1:
        model, scanned = _text(about, _RATERS).casefold(), _text(about, _FIRST_RATERS).casefold()
        same = [name for name in names if name.casefold() in scanned] or [n for n in names if n.casefold() not in model]
    if len(same) != 1:
        raise UnknownShape(f"it is not clear which of {' and '.join(sorted(names))} is the rater of the scan")
    return next(name for name in names if name != same[0])


def _text(given: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Return the first of some keys that has a text, or an object with a name."""
    for key in keys:
        value = given.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
