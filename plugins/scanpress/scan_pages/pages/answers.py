"""The papers with one answer to a question, each with the reason, in numbered pages."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple

from scanpress.checking.masking import mask_addresses
from scanpress.corpus import SIGNS, Scan, Segment, Summary, Verdict
from scanpress.corpus.answer import letter_of, read_answers
from scanpress.facts.slugs import slug, words_of
from scanpress.instruments import AnswerForm, Instrument, Question, with_key
from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import linked
from scanpress.scan_pages.numbered import NumberedPage, numbered, pager
from scanpress.scan_pages.pages.scan.page import Source
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import MARKS, shortened, word_of
from scanpress.writer import Group, Items, Page, href, root_of

LONGEST = 240  # characters of a reason: most are shorter, and the scan has the whole
_KEPT = 1 << 10  # documents: pages of several questions that are made one after another show the same scans
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

    def first(self, tabulated: TabulatedCorpus, number: int) -> tuple["Entry", ...]:
        """Return the first papers that have the answer."""
        found = (
            segment.summaries[place]
            for segment in tabulated.corpus.segments
            for place in self.places(tabulated, segment)
        )
        return tuple(_entry(summary, tabulated) for summary in islice(found, number))


class Entry(NamedTuple):
    """A paper in the list: its scan's file, and what is shown of it."""

    path: str
    digest: str
    title: str
    where: str


class Answers(NamedTuple):
    """What a page of the list is made from; `root` is the folder of the repository."""

    root: str
    answer: AnswerList
    number: int
    pages: int
    entries: tuple[Entry, ...]


class _Same(NamedTuple):
    """What all entries have in common: nothing."""


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
        for page in numbered(tabulated.corpus.segments, answers.counts(tabulated))
    ]
    for answers, page in sorted(found, key=lambda item: item[1].parts[0][0].name):
        made_from = [page.made_from, page.number, page.pages, tabulated.known.digest]
        name = f"{answers.key} {answers.question} {answers.slug} {page.number}"
        yield Group(name, made_from, partial(_page, tabulated, answers, page), 1)


def _page(tabulated: TabulatedCorpus, answers: AnswerList, page: NumberedPage) -> Iterator[Page]:
    summaries = page.summaries(partial(answers.places, tabulated))
    entries = tuple(_entry(summary, tabulated) for summary in summaries)
    made_from = Answers(str(tabulated.known.root), answers, page.number, page.pages, entries)
    yield Page(_address(answers, page.number), "answers.html", view, made_from)


def _address(answers: AnswerList, number: int) -> str:
    return addresses.question_page(answers.key, answers.question, answers.slug, number)


def _entry(summary: Summary, tabulated: TabulatedCorpus) -> Entry:
    venue = tabulated.known.venue(summary.venue).short if summary.venue else ""
    return Entry(summary.path, summary.digest, summary.title, f"{venue} {summary.year}".strip())


def view(made_from: Answers) -> Mapping[str, Any]:
    """Return the variables of `answers.html`."""
    answers = made_from.answer
    instrument = with_key(answers.key)
    question = (instrument.judged if answers.is_judged else instrument.unjudged)[answers.place]
    return {
        "instrument": {"label": instrument.label, "href": href(addresses.instrument_page(answers.key))},
        "question": {"label": question.label, "href": href(addresses.question_page(answers.key, question.id))},
        "answer": answers._asdict(),
        "rows": rows(made_from.root, question, made_from.entries, _address(answers, made_from.number)),
        **pager(made_from.number, made_from.pages, partial(_address, answers)),
    }


def rows(root: str, question: Question, entries: Sequence[Entry], page: str) -> Items:
    """Return papers with their reasons as `scan/reason.html` shows them on a page."""
    back, anchor, same = root_of(page), href(question.id), _Same()
    return Items(
        [
            (
                same,
                back + href(addresses.scan_page(entry.path)) + "#" + anchor,
                entry.title,
                entry.where,
                linked(
                    shortened(
                        mask_addresses(_reasons(root, entry.path, entry.digest)[question.category, question.key]),
                        LONGEST,
                    )
                ),
            )
            for entry in entries
        ],
        _TEXTS,
    )


@lru_cache(maxsize=_KEPT)
def _reasons(root: str, path: str, digest: str) -> Mapping[tuple[str, str], str]:
    """Return the reason of each answer of a scan by its category and question."""
    content = Source(root, path, digest).read()
    scan = Scan.read(path, content)
    found = read_answers(scan.instrument, scan.document)
    return {(category.id, key): _reason(form, given) for category, key, form, given in found}


def _reason(form: AnswerForm, given: Mapping[str, Any]) -> str:
    """Return the reason of an answer; a number or a text comes before it."""
    if form.kind == "word":
        return form.reason_in(given)
    return ": ".join(filter(None, (form.result(given), form.reason_in(given))))
