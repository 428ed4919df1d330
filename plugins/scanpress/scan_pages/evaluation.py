"""The published evaluation that holds for a scan's rater."""

import hashlib
from collections.abc import Sequence
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
        """Return the evaluation, read once a process; raise ValueError where the file is no longer as it was."""
        return _load(self.path, self.digest)[self.index]


def digest_of_all(evaluations: Sequence[Accuracy]) -> str:
    """Return the digest of all evaluations of a file."""
    return hashlib.blake2b(repr(evaluations).encode(), digest_size=16).hexdigest()


@cache
def _load(path: str, digest: str) -> tuple[Accuracy, ...]:
    evaluations = load_accuracy(Path(path))
    if digest_of_all(evaluations) != digest:
        raise ValueError(f"{path} changed while the site was built: build again")
    return evaluations
