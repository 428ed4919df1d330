"""The papers with one answer to a question, each with the reason, in numbered pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby, islice
from os.path import commonprefix
from typing import Any, NamedTuple, Self

from markupsafe import Markup

from scanpress.checking.masking import mask_addresses
from scanpress.corpus import SIGNS, Scan, Segment, Summary, Verdict, digest_of
from scanpress.corpus.answer import letter_of, read_answers
from scanpress.facts.slugs import slug, words_of
from scanpress.instruments import AnswerForm, Instrument, Question, with_key
from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import linked, markup_of, without_quotes
from scanpress.scan_pages.numbered import NumberedPage, numbered, pager
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import MARKS, shortened, word_of
from scanpress.writer import Group, Items, Page, href, root_of

LENGTH = 240
"""Scans on a page: about 25 kB compressed if most reasons are as long as they may be."""
LONGEST = 200  # characters of a reason: most are shorter, and the scan has the whole
# Pages of all questions that are made one after another show the same scans. With half as many, those of 13,000
# checklists would read each scan 5 times and not 3, and with a quarter 25 times (November 2026).
_KEPT = 1 << 11
_DIGITS = 16  # of a digest: enough to notice another file
_SCATTERED = 5  # scans of an edition in a row in the mean: if there are fewer, each names its edition
_ORDER = (Verdict.NOT_MET, Verdict.PARTLY, Verdict.MET, Verdict.UNCLEAR, Verdict.NOT_APPLICABLE)
_TEXTS = ("href", "title", "where", "reason")


class AnswerList(NamedTuple):
    """One answer to a question, of which papers are listed.

    Columns have the answer as `letter` at `place`, among verdicts if the question is judged, else among results.
    """

    key: str
    question: str
    place: int
    is_judged: bool
    letter: str
    slug: str
    label: str
    symbol: str = ""
    style: str = ""

    def counts(self, tabulated: TabulatedCorpus) -> list[int]:
        """Return how many scans of each segment have the answer."""
        segments = tabulated.corpus.segments
        letters = (tabulated.letters(segment, self.key, judged=self.is_judged) for segment in segments)
        return [each.count(self.place, self.letter) for each in letters]

    def places(self, tabulated: TabulatedCorpus, segment: Segment) -> Sequence[int]:
        """Return the places of the scans of a segment that have the answer."""
        return tabulated.letters(segment, self.key, judged=self.is_judged).with_letter(self.place, self.letter)

    def first(self, tabulated: TabulatedCorpus, number: int) -> tuple["Edition", ...]:
        """Return the first papers that have the answer."""
        found = (
            segment.summaries[place]
            for segment in tabulated.corpus.segments
            for place in self.places(tabulated, segment)
        )
        return _editions(islice(found, number), tabulated)


class Edition(NamedTuple):
    """Scans that follow each other in a list, of one venue and year.

    All paths begin with `start`; an entry has the first digits of a scan's digest and then the rest of its path. The
    less a page is made from, the more pages that show the same scans are made by one worker: with all of path and
    digest, two workers read 8,000 scans 14,400 times, and so 11,500 times (November 2026).
    """

    where: str
    start: str
    entries: tuple[str, ...]

    @classmethod
    def of(cls, where: str, scans: Sequence[tuple[str, str]]) -> Self:
        """Return an edition of scans with these paths and digests."""
        start = commonprefix([path for path, _ in scans])  # noqa: RUF071 (characters are meant, not folders)
        return cls(where, start, tuple([digest[:_DIGITS] + path[len(start) :] for path, digest in scans]))


class Answers(NamedTuple):
    """What a page of the list is made from; `root` is the folder of the repository."""

    root: str
    answer: AnswerList
    number: int
    pages: int
    editions: tuple[Edition, ...]


class _Same(NamedTuple):
    """What entries have in common: whether each of them says of which venue and year it is."""

    named: int


class _Given(NamedTuple):
    """What lists show of a scan: the way to its page, the title, and the reasons by category and question."""

    address: str
    title: Markup
    reasons: Mapping[tuple[str, str], str]


def answer_lists(instrument: Instrument, question: Question) -> Iterator[AnswerList]:
    """Yield the answers that a question may have, No first: what is missing is looked for most often."""
    if not question.form.is_judged:
        place = instrument.unjudged.index(question)
        for result in question.results if question.form.is_described else ("Answered",):
            letter = letter_of(question, result)
            yield AnswerList(instrument.key, question.id, place, False, letter, _slug(result), result)
        return
    place = instrument.judged.index(question)
    for verdict in (verdict for verdict in _ORDER if verdict in question.form.possible):
        mark, word = MARKS[verdict], word_of(question.form, verdict)
        name = _slug(mark.word)
        yield AnswerList(instrument.key, question.id, place, True, SIGNS[verdict], name, word, mark.symbol, mark.style)


def _slug(word: str) -> str:
    return slug(" ".join(words_of(word)), word)


def groups(tabulated: TabulatedCorpus, instruments: Sequence[str]) -> Iterator[Group]:
    """Declare each page of the lists as a group of its own.

    Pages that show the same scans follow each other, so that a worker reads their files once.
    """
    found = [
        (answers, page)
        for key in instruments
        for question in with_key(key).questions
        for answers in answer_lists(with_key(key), question)
        for page in numbered(tabulated.corpus.segments, answers.counts(tabulated), LENGTH)
    ]
    for answers, page in sorted(found, key=lambda item: item[1].parts[0][0].name):
        made_from = [page.made_from, page.number, page.pages, tabulated.known.digest]
        name = f"{answers.key} {answers.question} {answers.slug} {page.number}"
        yield Group(name, made_from, partial(_page, tabulated, answers, page), 1)


def _page(tabulated: TabulatedCorpus, answers: AnswerList, page: NumberedPage) -> Iterator[Page]:
    editions = _editions(page.summaries(partial(answers.places, tabulated)), tabulated)
    made_from = Answers(str(tabulated.known.root), answers, page.number, page.pages, editions)
    yield Page(_address(answers, page.number), "answers.html", view, made_from)


def _address(answers: AnswerList, number: int) -> str:
    return addresses.question_page(answers.key, answers.question, answers.slug, number)


def _editions(summaries: Iterable[Summary], tabulated: TabulatedCorpus) -> tuple[Edition, ...]:
    """Return scans in their order, those of the same venue and year that follow each other as one edition."""
    venue = tabulated.known.venue
    found = groupby(summaries, lambda summary: (summary.venue and venue(summary.venue).short, summary.year))
    return tuple(
        Edition.of(f"{short or ''} {year}".strip(), [(summary.path, summary.digest) for summary in scans])
        for (short, year), scans in found
    )


def view(made_from: Answers) -> Mapping[str, Any]:
    """Return the variables of `answers.html`."""
    answers, editions = made_from.answer, made_from.editions
    instrument = with_key(answers.key)
    question = (instrument.judged if answers.is_judged else instrument.unjudged)[answers.place]
    page = _address(answers, made_from.number)
    return {
        "instrument": {"label": instrument.label, "href": href(addresses.instrument_page(answers.key))},
        "question": {
            "label": question.label,
            "sentence": question.sentence,
            "href": href(addresses.question_page(answers.key, question.id)),
        },
        "answer": answers._asdict(),
        "editions": _shown(made_from.root, question, editions, page),
        **pager(made_from.number, made_from.pages, partial(_address, answers)),
    }


def _shown(root: str, question: Question, editions: Sequence[Edition], page: str) -> list[dict[str, Any]]:
    """Return the editions with their rows; if most have few scans, all scans as one list whose rows name theirs."""
    if sum(len(edition.entries) for edition in editions) < _SCATTERED * len(editions):
        return [{"where": "", "rows": rows(root, question, editions, page)}]
    return [
        {"where": edition.where, "rows": rows(root, question, [edition], page, named=False)} for edition in editions
    ]


def rows(root: str, question: Question, editions: Sequence[Edition], page: str, *, named: bool = True) -> Items:
    """Return papers with their reasons as `scan/reason.html` shows them on a page."""
    same, back, anchor = _Same(int(named)), str(root_of(page)), without_quotes(f"#{href(question.id)}")
    asked = question.category, question.key
    found = []
    for where, start, entries in editions:
        for entry in entries:
            scan = _read(root, start + entry[_DIGITS:], entry[:_DIGITS])
            reason = linked(shortened(mask_addresses(scan.reasons[asked]), LONGEST))
            # As with `linked`, Markup() would look for `__html__`.
            address = str.__new__(Markup, f"{back}{scan.address}{anchor}")
            found.append((same, address, scan.title, where, reason))
    return Items(found, _TEXTS)


@lru_cache(maxsize=_KEPT)
def _read(root: str, path: str, digest: str) -> _Given:
    """Return what lists show of a scan; raise ValueError if the digest of its file does not begin so."""
    with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 (a Path costs as much as the reading)
        content = file.read()
    if not digest_of(content).startswith(digest):
        raise ValueError(f"{path} changed while the site was built: build again")
    scan = Scan.read(path, content)
    found = read_answers(scan.instrument, scan.document)
    title = markup_of(scan.document["paper"]["title"].strip())
    reasons = {(category.id, key): _reason(form, given) for category, key, form, given in found}
    return _Given(without_quotes(href(addresses.scan_page(path))), title, reasons)


def _reason(form: AnswerForm, given: Mapping[str, Any]) -> str:
    """Return the reason of an answer; a number or a text comes before it."""
    if form.kind == "word":
        return form.reason_in(given)
    return ": ".join(filter(None, (form.result(given), form.reason_in(given))))
