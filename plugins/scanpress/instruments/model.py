"""The records of an instrument: its questions in categories, and how each of them is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from scanpress.instruments.answering import AnswerForm
from scanpress.instruments.scoring import Scoring


@dataclass(frozen=True, slots=True)
class When:
    """The condition under which something is asked: a key of the scan has one of some values."""

    key: str
    values: tuple[str, ...]

    def holds(self, document: Mapping[str, Any]) -> bool:
        """Return whether a scan is asked."""
        return document.get(self.key) in self.values

    def __str__(self) -> str:
        return f"{self.key} is {' or '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `form` says how it is answered, and `when` in which scans it is asked.

    `key` is its key in a scan. `id` is the same if no other question of the instrument has this key.
    """

    id: str
    category: str
    label: str
    guidance: str
    sentence: str
    required: bool
    form: AnswerForm
    key: str = ""
    when: When | None = None

    @property
    def results(self) -> tuple[str, ...]:
        """The possible answers in words; empty if it is not answered with one of some words."""
        return self.form.results


@dataclass(frozen=True, slots=True)
class Category:
    """A group of questions, whose answers are at `path` in a scan.

    `forms` says by the keys of the questions how each is answered.

    A module is asked only if a scan lists it. An open category accepts more questions, which are answered as
    `open_form` says.
    """

    id: str
    label: str
    guidance: str
    questions: tuple[Question, ...]
    path: tuple[str, ...] = ()
    module: bool = False
    open_form: AnswerForm | None = None
    when: When | None = None
    forms: Mapping[str, AnswerForm] = field(default_factory=dict, hash=False, repr=False)

    @property
    def own_form(self) -> AnswerForm | None:
        """How a question that the instrument does not list is answered."""
        return self.open_form or (self.questions[0].form if self.questions else None)

    @property
    def open(self) -> bool:
        """Whether it accepts more questions than it lists."""
        return self.open_form is not None

    def answers(self, document: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the answers of a checked scan to its questions; None if it was not asked."""
        found: Mapping[str, Any] | None = document
        for key in self.path:
            found = found.get(key) if found else None
        return found


class SignKeys(NamedTuple):
    """The key of a question, and of its answer: whether it applies, the answer itself, and the sign of each answer."""

    question: str
    applies: str
    answer: str
    signs: Mapping[Any, str]
    form: AnswerForm


@dataclass(frozen=True)
class Instrument:
    """One version of a questionnaire, with the schema it was read from.

    `containers` are the keys of a scan that have the answers, `modules_key` the key that lists the modules (empty if
    there are none), and `version_keys` are older keys for the version. `assumed` marks the instrument of a scan that
    names none. The class has no slots, because a cached property needs a dictionary.
    """

    name: str
    version: int
    title: str
    description: str
    schema: Mapping[str, Any] = field(repr=False, compare=False)
    schema_bytes: bytes = field(repr=False)
    schema_id: str
    categories: tuple[Category, ...] = field(repr=False)
    containers: tuple[str, ...]
    scoring: Scoring = field(repr=False)
    modules_key: str = ""
    version_keys: tuple[str, ...] = ()
    assumed: bool = False

    @property
    def key(self) -> str:
        """Name and version in one word, such as `survey-3`."""
        return f"{self.name}-{self.version}"

    @property
    def label(self) -> str:
        """Return the instrument as pages and messages name it."""
        return f"{self.title} (v{self.version})"

    @property
    def address(self) -> str:
        """The site's page of this questionnaire."""
        return f"/instruments/{self.name}/{self.version}/"

    @property
    def container(self) -> str:
        """The key that has the answers, the first one if there are several."""
        return self.containers[0]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order of the schema."""
        return tuple(question for category in self.categories for question in category.questions)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """All questions by their ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def category_of(self) -> Mapping[str, Category]:
        """The categories by their ids."""
        return {category.id: category for category in self.categories}

    @cached_property
    def judged(self) -> tuple[Question, ...]:
        """The questions whose answers are verdicts, in the order of the schema."""
        return tuple(question for question in self.questions if question.form.is_judged)

    @cached_property
    def described(self) -> tuple[Question, ...]:
        """The questions whose answers are one of some words that are no verdicts, such as an affiliation."""
        return tuple(question for question in self.questions if question.form.is_described)

    @cached_property
    def measured(self) -> tuple[Question, ...]:
        """The questions whose answers are numbers, in the order of the schema."""
        return tuple(question for question in self.questions if question.form.kind == "number")

    @cached_property
    def unjudged(self) -> tuple[Question, ...]:
        """The questions without verdicts: the described ones, then those answered with a number or a text."""
        others = (each for each in self.questions if not each.form.is_judged and not each.form.is_described)
        return (*self.described, *others)

    @cached_property
    def judged_by_category(self) -> tuple[tuple[Category, tuple[Question, ...]], ...]:
        """The categories that have judged questions, each with these."""
        found = ((each, tuple(q for q in each.questions if q.form.is_judged)) for each in self.categories)
        return tuple((category, questions) for category, questions in found if questions)

    @cached_property
    def sign_keys(self) -> tuple[tuple[Category, tuple[SignKeys, ...]], ...]:
        """What reads the signs of a scan, by category.

        The loop that uses it runs over all answers of all scans: a call per answer takes a third more.
        """
        return tuple(
            (category, tuple(SignKeys(q.key, q.form.applies, q.form.key, q.form.signs, q.form) for q in questions))
            for category, questions in self.judged_by_category
        )

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The ids of the categories that are asked only if a scan lists them."""
        return tuple(category.id for category in self.categories if category.module)

    @cached_property
    def conditions(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of a scan on which it depends what is asked, each with its possible values."""
        return {when.key: tuple(self.schema["properties"][when.key]["enum"]) for _, when in self.asked_when}

    @cached_property
    def asked_when(self) -> tuple[tuple[str, When], ...]:
        """The labels of the categories and questions that are asked in some scans only, each with the condition."""
        found = [(each.label, each.when) for each in self.categories]
        found += [(each.label, each.when) for each in self.questions]
        return tuple((label, when) for label, when in found if when)

    @cached_property
    def by_category(self) -> bool:
        """Whether the questions have categories; otherwise they are one list."""
        return any(category.id for category in self.categories)

    def question_at(self, pointer: tuple[str | int, ...]) -> Question | None:
        """Return the question whose answer contains a place of a scan, or None."""
        parts = tuple(map(str, pointer[:3]))
        return self._places.get(parts) or self._places.get(parts[:2])

    @cached_property
    def _places(self) -> dict[tuple[str, ...], Question]:
        return {(*each.path, question.key): question for each in self.categories for question in each.questions}


def label_of(identifier: str) -> str:
    """Return a readable label for a snake_case identifier.

    >>> label_of("search_strategy")
    'Search strategy'
    """
    words = identifier.replace("_", " ").replace("-", " ").split()
    label = " ".join(words)
    return label[:1].upper() + label[1:]
