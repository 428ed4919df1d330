"""The check of one file: the short way for those without problems, the long way for the others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanpress.checking.accepting import accepts, read_quickly
from scanpress.checking.checked import CheckedFile
from scanpress.checking.choosing import form_for
from scanpress.checking.content import Surroundings, content_findings
from scanpress.checking.decoding import decode, readable
from scanpress.checking.files import RUNS, SCANS, better_name, name_findings
from scanpress.checking.finding import Finding
from scanpress.checking.form import Form
from scanpress.checking.identity import scan_identity
from scanpress.checking.locating import locate
from scanpress.checking.modules import module_findings
from scanpress.checking.plain_files import read_file, relative
from scanpress.checking.strays import is_stray, stray_finding

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import date
    from pathlib import Path

    from scanpress.checking.explaining import Written


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
    from scanpress.checking.layout import lay_out  # noqa: PLC0415 - only rejected files need it

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
    from scanpress.checking.explaining import Explanation  # noqa: PLC0415 - the explaining validator loads slowly

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
