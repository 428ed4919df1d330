"""The registry of a collection compared with its scans: papers without a scan or an entry, other identifiers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scanpress.checking.collected import shown_path
from scanpress.checking.display import quoted
from scanpress.checking.known.arxiv import plain_arxiv_id
from scanpress.checking.locating import locate
from scanpress.checking.papers.identity import PaperIdentity, paper_identity
from scanpress.checking.problem import Finding, Problem
from scanpress.facts.collection import Collection
from scanpress.facts.registry import SCANNED, Entry, Registry
from scanpress.facts.strict_yaml import FactsError

_VERSION = re.compile(r"v[0-9]+$")
_SHOWN = 8  # names in one message
_PREFIXES = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:")


class Listed(NamedTuple):
    """The registry, None if it cannot be read, and what is wrong with it and with the scans beside it."""

    registry: Registry | None
    problems: tuple[Problem, ...]


def read_registry(collection: Collection) -> Listed:
    """Read the registry of a collection; what cannot be read is a problem and not an exception."""
    if collection.registry is None:
        return Listed(None, ())
    try:
        return Listed(Registry.load(collection.registry), ())
    except FactsError as error:
        return Listed(None, tuple(_unreadable(error, shown_path(collection.registry, collection.data))))


def registry_problems(
    collection: Collection, registry: Registry, paths: Iterable[str], papers: Iterable[PaperIdentity], *, whole: bool
) -> tuple[Problem, ...]:
    """Return what differs between the registry and the scans at some paths, of which `papers` are those that are known.

    Unless these are the `whole` collection, papers without a scan are not looked for.
    """
    if collection.registry is None:
        return ()
    ids = {path: collection.layout.paper_of(path) for path in paths}
    file = shown_path(collection.registry, collection.data)
    text = _text(collection.registry)
    starts = _starts(text)
    findings = [*_without_scan(registry, set(ids.values()), starts)] if whole else []
    findings += _different(registry, papers, collection, starts)
    return (*locate(findings, file=file, text=text), *_without_entry(registry, ids, file))


def _without_scan(registry: Registry, known: set[str], starts: list[int]) -> Iterator[Finding]:
    missing = [entry for entry in registry.entries if entry.status in SCANNED and entry.id not in known]
    if missing:
        names = _listed([entry.id for entry in missing])
        one = len(missing) == 1
        message = f"{names} {'is' if one else 'are'} marked as scanned, but {'has' if one else 'have'} no scan"
        remedy = "add the scan, or correct the status or the id"
        start, *more = (starts[entry.line - 1] for entry in missing)
        yield Finding("registry-without-scan", (), message, remedy, span=(start, start), also_at=tuple(more))


def _without_entry(registry: Registry, ids: Mapping[str, str], file: str) -> Iterator[Problem]:
    missing = {paper: path for path, paper in ids.items() if paper not in registry.by_id}
    if missing:
        one = len(missing) == 1
        message = f"{_listed(list(missing))} {'has' if one else 'have'} a scan, but no line in {file}"
        remedy = 'add a line such as {"id": ' + quoted(next(iter(missing))) + ', "status": "scanned"}'
        finding = Finding("not-in-registry", (), message, remedy, span=(0, 0))
        yield from locate([finding], file=next(iter(missing.values())))


def _different(
    registry: Registry, papers: Iterable[PaperIdentity], collection: Collection, starts: list[int]
) -> Iterator[Finding]:
    for paper in papers:
        entry = registry.by_id.get(collection.layout.paper_of(paper.file))
        if entry is None:
            continue
        given = _identity(entry)
        for name, ours, theirs in (("DOI", paper.doi, given.doi), ("arXiv id", paper.arxiv, given.arxiv)):
            if ours and theirs and ours != theirs:
                message = f"the {name} of {entry.id} is {quoted(theirs)} here, and {quoted(ours)} in {paper.file}"
                remedy = "look the paper up, and correct the wrong one"
                start = starts[entry.line - 1]
                yield Finding("registry-differs", (), message, remedy, span=(start, start))


def _identity(entry: Entry) -> PaperIdentity:
    """Return the identifiers of an entry as those of a scan are compared; people copy them with more around them."""
    doi = entry.doi
    for prefix in _PREFIXES:
        if doi.lower().startswith(prefix):
            doi = doi[len(prefix) :].strip()
    arxiv = entry.arxiv_id.removeprefix("arXiv:").removeprefix("arxiv:").strip()
    return paper_identity({"doi": doi, "arxiv_id": plain_arxiv_id(_VERSION.sub("", arxiv))})


def _unreadable(error: FactsError, file: str) -> Iterator[Problem]:
    text = _text(error.path)
    starts = _starts(text)
    for each in error.mistakes:
        start = starts[min(max(each.line, 1), len(starts)) - 1]
        end = text.find("\n", start)
        finding = Finding("bad-registry", (), each.message, each.remedy, span=(start, len(text) if end < 0 else end))
        yield from locate([finding], file=file, text=text)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return ""


def _starts(text: str) -> list[int]:
    """Return where each line begins."""
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else shown
