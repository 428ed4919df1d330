"""The records of an instrument: its questions in categories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Kind = Literal["survey", "reproducibility"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `results` are the possible answers, empty if it is answered with `applies` and `answer`."""

    id: str
    category: str
    label: str
    guidance: str
    sentence: str
    required: bool
    results: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A group of questions; a module is asked only if a scan lists it, an open category accepts more questions."""

    id: str
    label: str
    guidance: str
    questions: tuple[Question, ...]
    module: bool = False
    open: bool = False


@dataclass(frozen=True)
class Instrument:
    """One version of a questionnaire, with the schema it was read from.

    `container` is the key of a scan that has the answers, `modules_key` the key that lists the modules (empty if there
    are none), and `version_keys` are older keys for the version. `assumed` marks the instrument of a scan that names
    none. The class has no slots, because a cached property needs a dictionary.
    """

    name: str
    version: int
    title: str
    description: str
    schema: Mapping[str, Any] = field(repr=False, compare=False)
    schema_bytes: bytes = field(repr=False)
    schema_id: str
    categories: tuple[Category, ...] = field(repr=False)
    container: str
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

    @cached_property
    def kind(self) -> Kind:
        """How its questions are answered: by applies and answer, or by a named result."""
        return "reproducibility" if any(question.results for question in self.questions) else "survey"

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order of the schema."""
        return tuple(question for category in self.categories for question in category.questions)

    @cached_property
    def judged(self) -> tuple[Question, ...]:
        """The questions whose answers are verdicts, in the order of the schema."""
        return tuple(question for question in self.questions if not question.results or "Yes" in question.results)

    @cached_property
    def described(self) -> tuple[Question, ...]:
        """The questions whose answers are descriptions, such as an affiliation, in the order of the schema."""
        return tuple(question for question in self.questions if question.results and "Yes" not in question.results)

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The ids of the categories that are asked only if a scan lists them."""
        return tuple(category.id for category in self.categories if category.module)

    @cached_property
    def by_category(self) -> bool:
        """Whether answers are grouped by category; otherwise they are directly in the container."""
        return any(category.id for category in self.categories)

    def question_at(self, pointer: tuple[str | int, ...]) -> Question | None:
        """Return the question whose answer contains a place of a scan, or None."""
        parts = tuple(str(part) for part in pointer[: 3 if self.by_category else 2])
        return self._places.get(parts)

    @cached_property
    def _places(self) -> dict[tuple[str, ...], Question]:
        questions = self.questions
        return {(self.container, *([q.category] if q.category else []), q.id): q for q in questions}


def label_of(identifier: str) -> str:
    """Return a readable label for a snake_case identifier.

    >>> label_of("search_strategy")
    'Search strategy'
    """
    words = identifier.replace("_", " ").replace("-", " ").split()
    label = " ".join(words)
    return label[:1].upper() + label[1:]
