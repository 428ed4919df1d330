"""The check of one file: the short way for those without problems, the long way for the others."""

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from scanpress.checking.explaining.content import Surroundings, content_findings, module_findings
from scanpress.checking.explaining.explanation import Written
from scanpress.checking.files import RUNS, SCANS, better_name, find_runs, is_stray, name_findings, stray_finding
from scanpress.checking.form import Form, form_for
from scanpress.checking.locating import locate
from scanpress.checking.papers.identity import Identity, scan_identity
from scanpress.checking.plain_files import read_file, relative
from scanpress.checking.problem import Finding, Problem
from scanpress.checking.quick.accepting import accepts, read_quickly
from scanpress.checking.reading.text import decode, readable
from scanpress.instruments import Instrument


class CheckedFile(NamedTuple):
    """A file with its problems; `document` is none where it cannot be read, `identity` where it is no accepted scan."""

    path: str
    document: dict[str, Any] | None
    instrument: Instrument | None
    problems: tuple[Problem, ...]
    identity: Identity | None
    size: int

    @property
    def accepted(self) -> bool:
        """Whether the file has no errors; warnings do not count."""
        return all(problem.severity != "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The names of the runs of a repository, each looked up when it is asked for."""

    folder: Path

    def __contains__(self, name: object) -> bool:
        """Tell whether a run has a file."""
        return isinstance(name, str) and (self.folder / f"{name}.json").is_file()


def check_bytes(path: str, data: bytes, *, today: date, runs: Container[str] | None = None) -> CheckedFile:
    """Check the bytes of a file; `runs` are the names of the runs that exist, if known."""
    named = name_findings(path)
    if named and is_stray(path):
        return _stray(path, data, named)
    document = read_quickly(data)
    if document is not None and not named:
        form = form_for(path, document)
        if isinstance(form, Form) and accepts(form, data, document, today=today, runs=runs):
            return _checked(path, data, document, form, ())
    return _explain(path, data, named, Surroundings(today, runs))


def check_file(path: Path, *, root: Path, today: date) -> CheckedFile:
    """Check a file of a repository; one that cannot be read is a problem, not an exception."""
    name = relative(path, root)
    data, problems = read_file(path, root=root)
    if data is None:
        return CheckedFile(name, None, None, problems, None, 0)
    return check_bytes(name, data, today=today, runs=RunFolder(root / SCANS / RUNS))


def _checked(path: str, data: bytes, document: dict[str, Any], form: Form, problems: tuple[Any, ...]) -> CheckedFile:
    accepted = all(problem.severity != "error" for problem in problems)
    known = accepted and form.instrument is not None
    identity = scan_identity(path, document, form.name) if known else None
    return CheckedFile(path, document, form.instrument, problems, identity, len(data))


def _stray(path: str, data: bytes, named: tuple[Finding, ...]) -> CheckedFile:
    """Tell of a file that is named as none that is checked: what is in it is not looked at."""
    if path.startswith(f"{SCANS}/"):
        named = (stray_finding(path, data, better=better_name(path)),)
    return CheckedFile(path, None, None, locate(named, file=path), None, len(data))


def _explain(path: str, data: bytes, named: tuple[Finding, ...], around: Surroundings) -> CheckedFile:
    """Take the long way: find the place of everything, and say what is wrong with it."""
    from scanpress.checking.reading.layout import lay_out  # noqa: PLC0415 - only rejected files need it

    text, unreadable = decode(data)
    findings = [*named, *unreadable]
    if text is None:
        return CheckedFile(path, None, None, locate(findings, file=path, text=readable(data)), None, len(data))
    layout = lay_out(text)
    findings += layout.findings
    if layout.broken:
        return CheckedFile(
            path, None, None, locate(findings, file=path, text=text, places=layout.places), None, len(data)
        )
    document = _read_leniently(text)
    form = form_for(path, document)
    if isinstance(form, Finding):
        findings.append(form)
    else:
        # A place whose writing is wrong is not blamed a second time for its value.
        blamed = {finding.pointer for finding in layout.findings}
        found = _document_findings(form, document, around, layout.written)
        findings += [each for each in found if each.pointer not in blamed]
    instrument = form.instrument if isinstance(form, Form) else None
    problems = locate(findings, file=path, text=text, places=layout.places, instrument=instrument)
    if isinstance(form, Form):
        return _checked(path, data, document, form, problems)
    return CheckedFile(path, document if isinstance(document, dict) else None, None, problems, None, len(data))


def _document_findings(
    form: Form, document: dict[str, Any], around: Surroundings, written: Written
) -> Iterator[Finding]:
    from scanpress.checking.explaining.explanation import Explanation  # noqa: PLC0415 - the explaining validator loads slowly

    explanation = Explanation(form, document, written)
    yield from explanation.findings
    yield from content_findings(form, document, around)
    if form.instrument is not None:
        yield from module_findings(form.instrument, document, explanation.meant)


def _read_leniently(text: str) -> Any:
    """Read a text whose structure is sound, keeping what strict readers refuse: it has been blamed already."""
    return json.loads(text, parse_int=_whole, parse_constant=lambda _: None)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else float(digits)  # noqa: PLR2004 - longer than any number that is accepted


@dataclass(frozen=True, slots=True)
class CheckedRuns:
    """All run files with what is wrong with them; a run exists also where its file has problems."""

    files: tuple[CheckedFile, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that a scan may give as its run."""
        return frozenset(file.path.rpartition("/")[2].removesuffix(".json") for file in self.files)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all run files."""
        return tuple(problem for file in self.files for problem in file.problems)


def check_runs(folder: Path, *, root: Path) -> CheckedRuns:
    """Check the run files below the folder of scans."""
    # No rule on runs asks for the day: any will do.
    return CheckedRuns(tuple(check_file(path, root=root, today=date.max) for path in find_runs(folder)))
