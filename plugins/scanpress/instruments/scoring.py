"""How the score of a scan follows from its answers, as a schema says it in `x-scanpress-score`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

Per = Literal["question", "category"]
Mean = Literal["arithmetic", "harmonic"]
Shown = Literal["share", "points", "percent"]


@dataclass(frozen=True, slots=True)
class Unscored:
    """Papers without a score: those for which `key` (a key of the scan, or a question) has one of `values`.

    `label` is a word for such papers, and `others` one for those with a score. `reason` says why they have none, and
    `note` what a No means for them. All but the first may be empty.
    """

    key: str
    values: tuple[str, ...]
    is_question: bool
    label: str
    others: str
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of so many papers could be reproduced, and the score that this gives."""

    reproduced: int
    tried: int
    score: float


@dataclass(frozen=True, slots=True)
class Sharing:
    """The questions that ask whether code and data are shared, and the estimate that follows from both answers.

    `with_both` and `with_data` are the rates of papers that share code and data, and data alone.
    """

    code: str
    data: str
    name: str = ""
    formula: str = ""
    with_both: Rate | None = None
    with_data: Rate | None = None

    @property
    def has_estimate(self) -> bool:
        """Whether an estimate follows from the answers."""
        return self.with_both is not None and self.with_data is not None


@dataclass(frozen=True, slots=True)
class Scoring:
    """The score: its name, what is counted, with which weights, and how means are taken.

    `partly` is what an answer *partly* counts. `weights` are those of questions or categories that count other than
    once. `dimensions` are groups of categories; the score is then the mean of their scores, each of which counts as
    `floor` percent at least. `parts` are groups of questions, of which figures over many papers give the mean.
    `formula` is a place on the page of the methods; empty if the page of the instrument explains the score.
    """

    name: str = "Score"
    per: Per = "question"
    shown: Shown = "share"
    partly: float = 0.5
    weights: Mapping[str, float] = field(default_factory=dict, hash=False)
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    mean: Mean = "arithmetic"
    floor: float = 0
    formula: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    unscored: Unscored | None = None
    sharing: Sharing | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the score is the number of met questions, of those that apply: each counts once."""
        return self.per == "question" and not self.weights and not self.dimensions

    @property
    def is_points(self) -> bool:
        """Whether the score is shown as a number of points, without percent."""
        return self.shown == "points"

    @property
    def scored_papers(self) -> str:
        """How the papers with a score are called, such as `experimental papers`."""
        return f"{self.unscored.others} papers" if self.unscored and self.unscored.others else "papers"

    @classmethod
    def of(cls, schema: Mapping[str, Any], questions: Mapping[str, tuple[str, ...]]) -> Self:
        """Read the annotations of a schema; `questions` are the possible answers to each question."""
        given = schema.get("x-scanpress-score", {})
        unscored, shared = given.get("unless"), schema.get("x-scanpress-sharing")
        return cls(
            name=given.get("name", cls.__dataclass_fields__["name"].default),
            per=given.get("per", "question"),
            shown=given.get("shown", _shown(given)),
            partly=given.get("partly", 0.5),
            weights=given.get("weights", {}),
            dimensions={name: tuple(each) for name, each in given.get("dimensions", {}).items()},
            mean=given.get("mean", "arithmetic"),
            floor=given.get("floor", 0),
            formula=given.get("formula", ""),
            parts={name: tuple(each) for name, each in given.get("parts", {}).items()},
            unscored=_unscored(schema, unscored, questions) if unscored else None,
            sharing=_sharing(shared) if shared else None,
        )


def _shown(given: Mapping[str, Any]) -> Shown:
    plain = given.get("per", "question") == "question" and not given.get("weights") and not given.get("dimensions")
    return "share" if plain else "percent"


def _unscored(
    schema: Mapping[str, Any], given: Mapping[str, Any], questions: Mapping[str, tuple[str, ...]]
) -> Unscored:
    key, values = given["key"], tuple(given["is"])
    possible = questions.get(key) or tuple(schema["properties"].get(key, {}).get("enum", ()))
    others = [each for each in possible if each not in values]
    return Unscored(
        key=key,
        values=values,
        is_question=key in questions,
        label=" or ".join(values).lower(),
        others=others[0].lower() if len(others) == 1 else "",
        reason=given.get("reason", ""),
        note=given.get("note", ""),
    )


def _sharing(given: Mapping[str, Any]) -> Sharing:
    estimate = given.get("estimate", {})
    return Sharing(
        code=given["code"],
        data=given["data"],
        name=estimate.get("name", ""),
        formula=estimate.get("formula", ""),
        with_both=_rate(estimate.get("code and data")),
        with_data=_rate(estimate.get("data alone")),
    )


def _rate(given: Mapping[str, Any] | None) -> Rate | None:
    return Rate(given["reproduced"], given["tried"], given["score"]) if given else None
