"""The tables of the methodology page: how often raters were right, and how often they agree."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from scanpress.facts import Accuracy, Agreement
from scanpress.instruments import find, label_of
from scanpress.scan_pages.comparing.agreement import among_all
from scanpress.scan_pages.comparing.raters import Raters
from scanpress.scan_pages.tabulated import TabulatedCorpus

_UNKNOWN = "\N{EN DASH}"


def evaluations(accuracies: Iterable[Accuracy]) -> list[dict[str, Any]]:
    """Return the variables of `methodology.html`, one entry for each evaluation."""
    return [_evaluation(accuracy) for accuracy in accuracies]


def agreement_of_all(tabulated: TabulatedCorpus) -> list[dict[str, Any]]:
    """Return how the raters of the collection agree, one entry for each instrument; empty if nothing is compared."""
    return [table.variables for table in among_all(tabulated.comparisons, Raters(tabulated))]


def _evaluation(accuracy: Accuracy) -> dict[str, Any]:
    instrument = find(accuracy.instrument, accuracy.version)
    labels = {question.id: question.label for question in instrument.questions} if instrument else {}
    return {
        "instrument": instrument.label if instrument else f"{accuracy.instrument} {accuracy.version}",
        "raters": [*accuracy.raters, *(f"run {run}" for run in accuracy.runs)],
        "papers": accuracy.papers,
        "questions": [
            _question(labels.get(name) or label_of(name), agreement) for name, agreement in accuracy.questions.items()
        ],
        "source": {**asdict(accuracy.source), "url": accuracy.source.url},
    }


def _question(label: str, agreement: Agreement) -> dict[str, Any]:
    tp, fp, fn, tn = agreement.counts or (0, 0, 0, 0)
    counted = [f"{right} of {given}" if given else _UNKNOWN for right, given in ((tp, tp + fp), (tn, tn + fn))]
    return {
        "label": label,
        "positive": " or ".join(agreement.positive),
        "figures": counted + [_UNKNOWN if rate is None else f"{rate:.3f}" for rate in agreement.rates],
        "note": " ".join(filter(None, (agreement.note, agreement.yes_note))),
    }
