"""The published evaluation that holds for a scan's rater."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scanpress.corpus import Accuracy, load_accuracy


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation in the file of them: the file, its digest, and which of its entries."""

    path: str
    digest: str
    index: int

    @property
    def accuracy(self) -> Accuracy:
        """Return the evaluation, read once a process."""
        return _load(self.path, self.digest)[self.index]


@cache
def _load(path: str, _digest: str) -> tuple[Accuracy, ...]:
    return load_accuracy(Path(path))
