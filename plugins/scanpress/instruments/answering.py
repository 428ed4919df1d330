"""How a question is answered: which keys an answer has, and what each possible answer means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Kind = Literal["word", "number", "text"]
Value = str | bool


class Verdict(StrEnum):
    """What an answer says of the paper; `unclear` was asked, and has no verdict."""

    MET = "met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"
    PARTLY = "partly"
    UNCLEAR = "unclear"


# Looking up a member of an enumeration takes long.
_MET, _NOT_MET, _NOT_APPLICABLE, _PARTLY, _UNCLEAR = Verdict
SIGNS: Mapping[Verdict | None, str] = {
    _MET: "1",
    _NOT_MET: "0",
    _NOT_APPLICABLE: "-",
    _PARTLY: "~",
    _UNCLEAR: "?",
    None: " ",
}
"""The character for each verdict; None stands for a question that was not asked. No sign is a letter."""
WORDS: Mapping[Verdict | None, str] = {verdict: verdict.value if verdict else "" for verdict in (*Verdict, None)}


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers that count as met: at least `least` and at most `most`."""

    least: float | None = None
    most: float | None = None

    def __contains__(self, value: float) -> bool:
        """Return whether a number counts as met."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The form of an answer: `key` has the answer itself, `applies` says whether the question applies.

    `reason` and `source` are the keys of the reason and of who or what gave this answer; `quotes` says whether reasons
    are usually quotations from the paper. Keys that an answer does not have are empty. `verdicts` are those of the
    possible answers; empty if no answer is a verdict. `combined` has groups of answers whose shares figures give.
    `unit` is that of a number, and `met` says which numbers are met.
    """

    key: str
    kind: Kind = "word"
    applies: str = ""
    reason: str = ""
    source: str = ""
    quotes: bool = False
    results: tuple[str, ...] = ()
    verdicts: Mapping[Value, Verdict] = field(default_factory=dict, hash=False)
    combined: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    unit: str = ""
    least: float | None = None
    most: float | None = None
    met: Limits | None = None

    @property
    def is_judged(self) -> bool:
        """Whether its answers are verdicts."""
        return bool(self.verdicts) or self.met is not None

    @property
    def is_described(self) -> bool:
        """Whether its answers are one of some words that are no verdicts."""
        return self.kind == "word" and not self.verdicts

    @property
    def signs(self) -> Mapping[Value, str]:
        """The sign of each possible answer; empty for numbers, whose signs follow from limits."""
        return {result: SIGNS[verdict] for result, verdict in self.verdicts.items()}

    @property
    def possible(self) -> tuple[Verdict, ...]:
        """The verdicts that an answer may have, in the order of `Verdict`."""
        given = {*self.verdicts.values(), *((_MET, _NOT_MET) if self.met else ())}
        if self.applies:
            given.add(_NOT_APPLICABLE)
        return tuple(verdict for verdict in Verdict if verdict in given)

    def verdict(self, given: Mapping[str, Any]) -> Verdict | None:
        """Return the verdict of a checked answer; None if it has none.

        >>> form = AnswerForm("answer", applies="applies", verdicts={True: Verdict.MET, False: Verdict.NOT_MET})
        >>> form.verdict({"applies": True, "answer": False})
        <Verdict.NOT_MET: 'not met'>
        """
        if self.applies and not given[self.applies]:
            return _NOT_APPLICABLE if self.verdicts or self.met else None
        if self.met is not None:
            return _MET if given[self.key] in self.met else _NOT_MET
        return self.verdicts.get(given[self.key])

    def result(self, given: Mapping[str, Any]) -> str:
        """Return a checked answer in the instrument's words: a number with its unit, or a text.

        >>> AnswerForm("hours", kind="number", unit="GPU hours").result({"hours": 12.50})
        '12.5 GPU hours'
        """
        value = given.get(self.key)
        if self.applies and not given[self.applies]:
            return WORDS[_NOT_APPLICABLE]
        if self.kind == "number" and value is not None:
            return self.in_unit(value)
        return value if isinstance(value, str) else WORDS[self.verdict(given)]

    def number(self, given: Mapping[str, Any]) -> float | None:
        """Return the number of an answer; None if the question does not apply."""
        return None if self.applies and not given[self.applies] else given.get(self.key)

    def in_unit(self, value: float) -> str:
        """Return a number as it is shown, with its unit."""
        return f"{value:,.12g} {self.unit}".strip()

    def range_in_unit(self, low: float, high: float) -> str:
        """Return a range of numbers as it is shown, with the unit once."""
        return f"from {low:,.12g} to {self.in_unit(high)}"

    def reason_in(self, given: Mapping[str, Any]) -> str:
        """Return the reason of an answer, empty if it has none."""
        return (given.get(self.reason) or "") if self.reason else ""

    def source_in(self, given: Mapping[str, Any]) -> str:
        """Return who or what gave the answer, empty if it does not say so."""
        return str(given.get(self.source) or "") if self.source else ""

    def verdict_named(self, result: str) -> Verdict | None:
        """Return the verdict of an answer in words, as `result` returns them."""
        found = self.verdicts.get(result)
        return found or next((verdict for verdict in Verdict if verdict == result), None)
