"""What the tables hold: a row for each scan, and a row for each of its answers."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

import orjson

from scanpress.corpus import Scan, keys_of
from scanpress.corpus.scan import digest_of
from scanpress.corpus.scores import decides_type, value_of
from scanpress.facts.layout import DEFAULT_PATTERNS, JSON, Layout
from scanpress.instruments import SIGNS, WORDS, Verdict, forget_with_schemas, own_digest, with_key

SHA1, SHA256 = "sha1", "sha256"
"""The hash functions by which a repository names its contents."""
_LONG = 64  # digits of an oid


class ChangedError(ValueError):
    """A scan is no longer as it was when it was checked."""


class ScanRow(NamedTuple):
    """A scan as a row; `page` is the address of its page, relative to the site; a text that is not given is empty.

    `paper` is the same for all scans of a paper. `score_part` of `score_whole` is the score that lists show, 0 of 0 if
    there is none. `scored` is None if the instrument has a score for all papers, and False if it has none for this one.
    `red_flags` is None if scans with the instrument have none. `license` is that of the scan, else that of the
    collection; `source_license` is that of the place at `source_url` from which the scan was taken.
    """

    path: str
    oid: str
    page: str
    paper: str
    title: str
    authors: tuple[str, ...]
    year: int
    venue: str
    doi: str
    arxiv_id: str
    url: str
    instrument: str
    version: int
    rater_kind: str
    rater: str
    run: str
    date: str
    status: str
    score_name: str
    score: str
    score_part: float
    score_whole: float
    met: int
    not_met: int
    not_applicable: int
    partly: int
    unclear: int
    scored: bool | None
    red_flags: int | None
    license: str
    source_url: str
    source_license: str


class AnswerRow(NamedTuple):
    """An answer as a row; `verdict` is empty if the answer has none, as an affiliation has not.

    `points` is what the answer counts in the score, from 0 to 1, None if it does not count; `number` is the answer to a
    question that asks for one. `rater` is who gave the answer: the scan may say so answer by answer. `counts` is False
    if figures of the site leave the answer out: the scan was withdrawn, superseded or excluded, or its paper has no
    score.
    """

    path: str
    paper: str
    instrument: str
    version: int
    category: str
    question: str
    label: str
    result: str
    verdict: str
    points: float | None
    number: float | None
    reason: str
    rater: str
    counts: bool


@dataclass(frozen=True)
class Source:
    """All that rows are made from besides the files: small enough for another process.

    `root` is the folder in which paths of scans start. `excluded` has the notes of a registry on papers that it
    excludes, `hash_name` is the hash function of the repository, and `instruments` the digest of the collection's own
    instruments.
    """

    root: str
    patterns: tuple[str, ...] = DEFAULT_PATTERNS
    excluded: Mapping[str, str] = field(default_factory=dict)
    license: str = ""
    hash_name: str = SHA1
    instruments: str = ""

    @classmethod
    def of(cls, root: Path, layout: Layout, excluded: Mapping[str, str], licence: str, commit: str) -> Self:
        """Return what rows of a collection are made from; a repository without a commit has the usual hash function."""
        hash_name = SHA256 if len(commit) == _LONG else SHA1
        return cls(str(root), layout.patterns, excluded, licence, hash_name, own_digest())

    @property
    def made_from(self) -> tuple[Any, ...]:
        """Return what changes whenever a row may, besides the files."""
        return self.patterns, sorted(self.excluded.items()), self.license, self.hash_name, self.instruments

    def read(self, path: str, digest: str) -> bytes:
        """Return the bytes of a scan; raise ChangedError if they are no longer those that were checked."""
        with open(f"{self.root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - a Path costs as much as to read
            content = file.read()
        if digest_of(content) != digest:
            raise ChangedError(f"{path} changed while its data were read: try again")
        return content

    def scan(self, path: str, content: bytes) -> Scan:
        """Return the scan in the bytes of a file."""
        note = self.excluded.get(Layout(self.patterns).paper_of(path)) if self.excluded else None
        return Scan.read(path, content, note)

    def oid(self, content: bytes) -> str:
        """Return the name that git gives to the bytes of a file.

        >>> Source("").oid(b"")
        'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
        """
        return hashlib.new(self.hash_name, b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def scan_row(scan: Scan, oid: str, paper: str, source: Source) -> ScanRow:
    """Return the row of a scan; `paper` is the key of its paper if several scans share it, else empty."""
    stated, rater, tally, document = scan.paper, scan.rater, scan.tally, scan.document
    score, flags, origin = scan.first_score, document.get("red_flags"), scan.origin
    return ScanRow(
        path=scan.path,
        oid=oid,
        page=scan.path.removesuffix(JSON) + "/",
        paper=paper or keys_of(stated)[0],
        title=stated.title,
        authors=stated.authors,
        year=stated.year or 0,
        venue=stated.venue or "",
        doi=stated.doi or "",
        arxiv_id=stated.arxiv_id or "",
        url=stated.url or "",
        instrument=scan.instrument.name,
        version=scan.instrument.version,
        rater_kind=rater.kind or "",
        rater=rater.name or "",
        run=rater.run or "",
        date=rater.date or "",
        status=scan.status.state,
        score_name=score.name,
        score=score.text,
        score_part=score.part,
        score_whole=score.whole,
        met=tally.met,
        not_met=tally.not_met,
        not_applicable=tally.not_applicable,
        partly=tally.partly,
        unclear=tally.unclear,
        scored=scan.is_scored,
        red_flags=None if flags is None else len(flags),
        license=scan.license or source.license,
        source_url=origin.url if origin else "",
        source_license=(origin.license if origin else None) or "",
    )


def answer_rows(scan: Scan, row: ScanRow) -> Iterator[AnswerRow]:
    """Yield the rows of a scan's answers, in the order of the instrument."""
    points = _points(scan.instrument.key)
    scanned = row.path, row.paper, row.instrument, row.version
    is_counted, rater = scan.counts, row.rater
    # Papers without a score are only in figures on what decides that.
    counted = None if row.scored is not False else _deciding(scan.instrument.key)
    for category, *answers in scan.sections:
        name = category.id
        # Not `section.answers`: a record for each of half a million answers takes as long as its row.
        for question, given, verdict in zip(*answers, strict=True):
            form = question.form
            yield AnswerRow(
                *scanned,
                name,
                question.id,
                question.label,
                form.result(given),
                WORDS[verdict],
                points[verdict],
                form.number(given) if form.kind == "number" else None,
                form.reason_in(given),
                form.source_in(given) or rater,
                is_counted and (counted is None or (name, question.id) in counted),
            )


@forget_with_schemas
@cache
def _deciding(key: str) -> frozenset[tuple[str, str]]:
    """Return the category and the id of each question that decides whether a paper has a score."""
    instrument = with_key(key)
    return frozenset((each.category, each.id) for each in instrument.questions if decides_type(instrument, each))


@forget_with_schemas
@cache
def _points(key: str) -> Mapping[Verdict | None, float | None]:
    """Return what an answer with each verdict counts in the score of an instrument."""
    rule = with_key(key).scoring
    return {verdict: value_of(rule, SIGNS[verdict]) for verdict in (*Verdict, None)}


def raw_line(path: str, oid: str, content: bytes) -> bytes:
    """Return a line of JSON with the path, the oid and the document of a scan.

    Texts and numbers stay as they are written. A text in JSON has no line break, so that a line break and the indent
    after it are white space between values.
    """
    document = b"".join(map(bytes.lstrip, content.splitlines()))
    return b'{"path":%b,"oid":"%b","scan":%b}\n' % (orjson.dumps(path), oid.encode(), document)
