"""How well a rater's answers agreed with answers given by hand, as published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scanpress.facts.file import Facts, record
from scanpress.facts.strict_yaml import Mistake

_SCHEMA = Path(__file__).with_name("accuracy.schema.json")


@dataclass(frozen=True, slots=True)
class Rates:
    """The accuracy of one question's answers, each figure a share except `kappa` (from -1 to 1)."""

    precision: float
    recall: float
    f1: float
    kappa: float
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication that contains the figures."""

    authors: tuple[str, ...]
    title: str
    year: int
    arxiv_id: str | None = None
    doi: str | None = None
    state: str | None = None

    @property
    def url(self) -> str | None:
        """Return where the publication is found: its DOI, else its arXiv page."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://arxiv.org/abs/{self.arxiv_id}" if self.arxiv_id else None


@dataclass(frozen=True, slots=True)
class EvaluatedRater:
    """Whose answers were evaluated, named as the scans name it."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One evaluation: a rater's answers to one instrument, against `papers` papers answered by hand."""

    instrument: str
    version: int
    rater: EvaluatedRater
    papers: int
    source: Publication
    questions: Mapping[str, Rates]

    @property
    def about(self) -> tuple[str, int, str, str]:
        """Return what the figures hold for: instrument name, version, rater kind, rater name."""
        return (self.instrument, self.version, self.rater.kind, self.rater.name)


def load_accuracy(path: Path) -> tuple[Accuracy, ...]:
    """Read the evaluations; raise a FactsError with all mistakes."""
    facts = Facts.load(path, schema=_SCHEMA, rules=_repeated)
    return tuple(record(Accuracy, entry) for entry in facts.value["accuracy"])


def _repeated(facts: Facts) -> Iterator[Mistake]:
    """Yield a mistake for each evaluation that an earlier one already covers."""
    seen = set()
    for index, entry in enumerate(facts.value["accuracy"]):
        about = record(Accuracy, entry).about
        if about in seen:
            message = "has the instrument, version and rater of an earlier entry"
            yield facts.mistake(("accuracy", index), message, "keep one of them")
        seen.add(about)
