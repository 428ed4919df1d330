"""The check of one file: the fast path accepts files without problems, the slow path explains what is wrong."""

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scanpress.checking.edits import written_by
from scanpress.checking.explaining.content import Context, content_findings, module_findings
from scanpress.checking.explaining.repeated import merged
from scanpress.checking.fast_path import DIRECTION, clues_in, parse_fast
from scanpress.checking.files import corrected_name, find_runs, is_misnamed, misnamed_finding, name_findings
from scanpress.checking.form import Form, form_for
from scanpress.checking.locating import locate
from scanpress.checking.papers.identity import Identity, scan_identity
from scanpress.checking.plain_files import read_file, relative
from scanpress.checking.problem import Finding, Pointer, Problem
from scanpress.checking.reading.text import decode, readable
from scanpress.checking.reading.tokens import Token
from scanpress.checking.rules import rule_named
from scanpress.facts.collection import WARN, Collection
from scanpress.facts.layout import DEFAULT, RUNS, SCANS
from scanpress.instruments import Instrument
from scanpress.plain_file import leads_to_file

if TYPE_CHECKING:  # the explaining validator loads slowly, and only rejected files need it
    from scanpress.checking.explaining.explanation import Written


class CheckedFile(NamedTuple):
    """A file with its problems; `document` is None if it cannot be read, `identity` if it is not an accepted scan."""

    path: str
    document: dict[str, Any] | None
    instrument: Instrument | None
    problems: tuple[Problem, ...]
    identity: Identity | None
    size: int

    @property
    def accepted(self) -> bool:
        """Whether the file has no errors; it may have warnings."""
        return all(problem.severity != "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The names of the runs of a repository, looked up one by one with `in`."""

    folder: Path

    def __contains__(self, name: object) -> bool:
        """Return whether a run has a file."""
        return isinstance(name, str) and leads_to_file(self.folder / f"{name}.json")

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all runs, to find the nearest one."""
        return iter([path.name.removesuffix(".json") for path in find_runs(self.folder)])


def check_bytes(
    path: str,
    data: bytes,
    *,
    today: date,
    runs: Container[str] | None = None,
    collection: Collection | None = None,
) -> CheckedFile:
    """Check the bytes of a file; `runs` are the names of the runs that exist, if known.

    `collection` says which files are scans and how strict the check is; without it, all is as by default.
    """
    wrong_name = name_findings(path, collection.layout if collection else DEFAULT)
    if wrong_name and is_misnamed(path):
        return _misnamed(path, data, wrong_name)
    is_lenient = collection is not None and collection.unknown_keys == WARN
    context = Context(today, runs, is_lenient)
    document = parse_fast(data)
    if document is not None and not wrong_name:
        form = form_for(path, document)
        if isinstance(form, Form):
            clues = clues_in(form, data, document, path=path, today=today, runs=runs)
            if clues is not None:
                problems = _warnings(form, path, data, document, context=context, clues=clues) if clues else ()
                return _checked(path, data, document, form, problems)
    return _explain(path, data, wrong_name, context)


def check_file(path: Path, *, root: Path, today: date, collection: Collection | None = None) -> CheckedFile:
    """Check a file of a repository; if it cannot be read, that is a problem and not an exception."""
    name = relative(path, root)
    data, problems = read_file(path, root=root)
    if data is None:
        return CheckedFile(name, None, None, problems, None, 0)
    return check_bytes(name, data, today=today, runs=RunFolder(root / SCANS / RUNS), collection=collection)


def _checked(path: str, data: bytes, document: dict[str, Any], form: Form, problems: tuple[Any, ...]) -> CheckedFile:
    accepted = not problems or all(problem.severity != "error" for problem in problems)
    known = accepted and form.instrument is not None
    identity = scan_identity(path, document, form.name) if known else None
    return CheckedFile(path, document, form.instrument, problems, identity, len(data))


def _misnamed(path: str, data: bytes, wrong_name: tuple[Finding, ...]) -> CheckedFile:
    """Report a file that does not have the name of a scan, without checking its content."""
    if path.startswith(f"{SCANS}/"):
        wrong_name = (misnamed_finding(path, data, better=corrected_name(path)),)
    return CheckedFile(path, None, None, locate(wrong_name, file=path), None, len(data))


def _warnings(  # noqa: PLR0913 - a file, and what to look for
    form: Form, path: str, data: bytes, document: dict[str, Any], *, context: Context, clues: tuple[str, ...]
) -> tuple[Problem, ...]:
    """Return the warnings on a file without errors: only the rules that have a clue are asked."""
    from scanpress.checking.reading.lookup import places_of  # noqa: PLC0415 - few files have a clue
    from scanpress.checking.suspicions.finding import suspicions  # noqa: PLC0415 - the same

    text = data.decode()
    findings = _of_marks(form, document, text) if DIRECTION in clues else []
    marked = {finding.pointer for finding in findings}
    if "content" in clues:
        findings += merged(each for each in content_findings(form, document, context) if each.pointer not in marked)
    reported = {pointer for finding in findings for pointer in (finding.pointer, *finding.also)}
    findings += merged(each for each in suspicions(form, path, document, clues) if each.pointer not in reported)
    if not findings:
        return ()
    places = places_of(text, [pointer for each in findings for pointer in (each.pointer, *each.also)])
    return locate(findings, file=path, text=text, places=places, instrument=form.instrument)


def _of_marks(form: Form, document: dict[str, Any], text: str) -> list[Finding]:
    """Return the findings on marks of direction, at the places of the marks."""
    from scanpress.checking.reading.hidden import hidden_findings  # noqa: PLC0415 - few files have a clue
    from scanpress.checking.reading.lookup import places_of  # noqa: PLC0415 - the same
    from scanpress.checking.suspicions.finding import marks_of_direction  # noqa: PLC0415 - the same

    findings: list[Finding] = []
    for pointer, place in places_of(text, marks_of_direction(form, document) or ()).items():
        findings += hidden_findings(Token("string", text[place.start : place.end], place.start, place.end), pointer)
    return findings


def _explain(path: str, data: bytes, wrong_name: tuple[Finding, ...], context: Context) -> CheckedFile:
    """Take the slow path: find the place of every value, and report what is wrong."""
    from scanpress.checking.reading.layout import lay_out  # noqa: PLC0415 - only rejected files need it
    from scanpress.checking.suspicions.finding import EVERY, suspicions  # noqa: PLC0415 - the same

    text, unreadable = decode(data)
    findings = [*wrong_name, *unreadable]
    if text is None:
        return CheckedFile(path, None, None, locate(findings, file=path, text=readable(data)), None, len(data))
    layout = lay_out(text)
    findings += layout.findings
    if layout.broken:
        return CheckedFile(
            path, None, None, locate(findings, file=path, text=text, places=layout.places), None, len(data)
        )
    document = _read_leniently(layout.strict)
    form = form_for(path, document)
    # A value with a mistake in its writing is not reported a second time for its content, except if the first is a
    # warning and the second an error: otherwise the file would be published.
    reported = layout.reported
    warned = reported - {each.pointer for each in layout.mistakes} - _of_errors(layout.findings)
    if isinstance(form, Finding):
        findings += [form] * (form.pointer not in reported - warned or not form.pointer)
    else:
        found = document_findings(form, document, context, layout.written)
        # What a comment says was left out is not missing as well.
        follows = "module-missing" if any(each.kind == "left-out" for each in layout.mistakes) else ""
        new = [each for each in found if each.pointer not in reported - warned and each.rule != follows]
        findings += [each for each in new if each.pointer not in warned - _of_errors(new)]
        # A value with an error, or that a remedy writes, is not suspected of anything else.
        reported |= {finding.pointer for finding in findings} | written_by(each.ways for each in findings)
        # One reason for all answers is reported when the file is otherwise right.
        rules = [name for name in EVERY if name != "same_reason" or not findings]
        if any(each.rule == "future-year" for each in findings):
            reported |= {("rater", "date")}  # any date is before a paper of the future
        findings += merged(each for each in suspicions(form, path, document, rules) if each.pointer not in reported)
    instrument = form.instrument if isinstance(form, Form) else None
    problems = locate(findings, file=path, text=text, places=layout.places, instrument=instrument)
    if layout.mistakes:
        return CheckedFile(path, None, None, problems, None, len(data))
    if isinstance(form, Form):
        return _checked(path, data, document, form, problems)
    return CheckedFile(path, document if isinstance(document, dict) else None, None, problems, None, len(data))


def _of_errors(findings: Iterable[Finding]) -> set[Pointer]:
    return {each.pointer for each in findings if rule_named(each.rule).severity == "error"}


def document_findings(
    form: Form, document: dict[str, Any], context: Context, written: "Written | None" = None
) -> Iterator[Finding]:
    """Yield the findings on a document; `written` returns a value as the file writes it, if there is a file."""
    from scanpress.checking.explaining.explanation import Explanation  # noqa: PLC0415 - the explaining validator loads slowly

    explanation = Explanation(form, document, written, context.today, is_lenient=context.is_lenient)
    yield from explanation.findings
    yield from merged(content_findings(form, document, context))
    if form.instrument is not None:
        yield from module_findings(form.instrument, document, explanation.meant)


def _read_leniently(text: str) -> Any:
    """Read a text whose structure is sound; numbers that strict readers refuse are reported already."""
    return json.loads(text, parse_int=_parse_integer, parse_constant=lambda _: None)


def _parse_integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else float(digits)  # noqa: PLR2004 - longer than any number that is accepted


@dataclass(frozen=True, slots=True)
class CheckedRuns:
    """All run files with their problems; a run exists even if its file has problems."""

    files: tuple[CheckedFile, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the runs that a scan may name."""
        return frozenset(map(_name_of_run, self.files))

    @property
    def accepted(self) -> dict[str, dict[str, Any]]:
        """The documents of the run files without errors, by the names of the runs."""
        return {_name_of_run(file): file.document for file in self.files if file.accepted and file.document}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all run files."""
        return tuple(problem for file in self.files for problem in file.problems)


def _name_of_run(file: CheckedFile) -> str:
    return file.path.rpartition("/")[2].removesuffix(".json")


def check_runs(folder: Path, *, root: Path) -> CheckedRuns:
    """Check the run files below the folder of scans."""
    # No rule on runs depends on the date: any date will do.
    return CheckedRuns(tuple(check_file(path, root=root, today=date.max) for path in find_runs(folder)))
