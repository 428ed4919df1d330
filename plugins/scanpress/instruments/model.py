"""The records that an instrument's schema is read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal


def label_of(identifier: str) -> str:
    """Make a readable label from a snake_case identifier.

    >>> label_of("search_strategy")
    'Search strategy'
    """
    words = identifier.replace("_", " ").replace("-", " ").split()
    label = " ".join(words)
    return label[:1].upper() + label[1:]


Kind = Literal["survey", "reproducibility"]


@dataclass(frozen=True, slots=True)
class Question:
    """One item of an instrument; `results` is empty where the answer is applies and answer."""

    id: str
    category: str
    label: str
    guidance: str
    sentence: str
    required: bool
    results: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A group of questions; a module is asked only where named, an open one accepts further questions."""

    id: str
    label: str
    guidance: str
    questions: tuple[Question, ...]
    module: bool = False
    open: bool = False


@dataclass(frozen=True)
class Instrument:
    """One version of a questionnaire, with the schema it was read from.

    `container` is the key of a scan that holds the answers, `modules_key` the one that names the active modules (empty
    where there are none), and `version_keys` are older keys that state the version. `assumed` marks the instrument of
    a scan that names none. Without slots, because a cached property needs a dictionary.
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
        return f"{self.title}, version {self.version}"

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
    def modules(self) -> tuple[str, ...]:
        """The ids of the categories that are asked only where a scan names them."""
        return tuple(category.id for category in self.categories if category.module)

    @cached_property
    def by_category(self) -> bool:
        """Whether answers stand in a category, or directly in the container."""
        return any(category.id for category in self.categories)

    def question_at(self, pointer: tuple[str | int, ...]) -> Question | None:
        """Find the question in whose answer a place of a scan lies."""
        parts = tuple(str(part) for part in pointer[: 3 if self.by_category else 2])
        return self._places.get(parts)

    @cached_property
    def _places(self) -> dict[tuple[str, ...], Question]:
        questions = self.questions
        return {(self.container, *([q.category] if q.category else []), q.id): q for q in questions}
