"""Findings placed in their file: problems with line, column, code and question."""

from collections.abc import Iterable

from scanpress.checking.display import visible
from scanpress.checking.problem import LINES, Finding, Pointer, Problem, json_pointer
from scanpress.checking.reading.places import Place
from scanpress.checking.reading.text import Lines
from scanpress.checking.rules import rule_named
from scanpress.instruments import Instrument

MAX_PROBLEMS = 100


def locate(
    findings: Iterable[Finding],
    *,
    file: str,
    text: str = "",
    places: dict[Pointer, Place] | None = None,
    instrument: Instrument | None = None,
) -> tuple[Problem, ...]:
    """Return the problems of findings in the order of the file, at most `MAX_PROBLEMS`."""
    lines = Lines(text)
    problems = sorted(
        (_problem(each, file, lines, places or {}, instrument) for each in findings), key=lambda p: p.order
    )
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    # Errors are kept before warnings, so that a rejected file stays rejected.
    shown = sorted(problems, key=lambda p: p.severity)[: MAX_PROBLEMS - 1]
    more = Finding(
        "more-problems",
        (),
        f"{len(problems) - len(shown)} more problems are not listed",
        "fix these and check again",
    )
    return (*sorted(shown, key=lambda p: p.order), _problem(more, file, lines, {}, None))


def _problem(
    finding: Finding, file: str, lines: Lines, places: dict[Pointer, Place], instrument: Instrument | None
) -> Problem:
    rule = rule_named(finding.rule)
    start, end = _span(finding, places)
    line, column = lines.place(start)
    end_line, end_column = lines.place(max(start, min(end, len(lines.text) + 1)))
    question, see = _question(finding, instrument)
    return Problem(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        file=visible(file),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        pointer=visible(json_pointer(finding.pointer)),
        message=visible(finding.message),
        remedy=visible(_with_lines(finding, lines, places)),
        question=question,
        see=see,
        also=_further_lines(finding, lines, places),
    )


def _with_lines(finding: Finding, lines: Lines, places: dict[Pointer, Place]) -> str:
    """Return the remedy of a finding, with the lines of the values that it names."""
    remedy = finding.remedy
    for pointers in finding.each:
        found = (lines.place(places[pointer].start)[0] for pointer in pointers if pointer in places)
        numbers = [*map(str, dict.fromkeys(found))]
        numbers = [*numbers[:_LINES], "…"] if len(numbers) > _LINES else numbers
        remedy = remedy.replace(LINES, f"line{'s' * (len(numbers) > 1)} {', '.join(numbers)}", 1)
    return remedy


_LINES = 12  # of one value that a remedy names


def _further_lines(finding: Finding, lines: Lines, places: dict[Pointer, Place]) -> tuple[int, ...]:
    """Return the lines of further places; several offsets in one line are one place."""
    offsets = [places[pointer].start for pointer in finding.also if pointer in places]
    first = lines.place(finding.span[0])[0] if finding.span else 0
    further = dict.fromkeys(lines.place(offset)[0] for offset in finding.also_at)
    return (*(lines.place(offset)[0] for offset in offsets), *(line for line in further if line != first))


def _span(finding: Finding, places: dict[Pointer, Place]) -> tuple[int, int]:
    if finding.span is not None:
        return finding.span
    place = places.get(finding.pointer)
    if place is None:
        return (0, 0)
    if finding.at == "key":
        return place.key or (place.start, place.start + 1)
    return place.start, place.end


def _question(finding: Finding, instrument: Instrument | None) -> tuple[str, str]:
    question = instrument.question_at(finding.about or finding.pointer) if instrument else None
    if instrument is None or question is None:
        return "", ""
    return question.sentence, f"{instrument.address}#{question.id}"
