"""What became of the folder of scans."""

from dataclasses import dataclass

from scanpress.checking import Problem
from scanpress.corpus.corpus import Corpus


@dataclass(frozen=True)
class Loaded:
    """All problems of all files, the files that were not accepted, and the corpus of the others.

    Of `files` in all, `examined` were read: the others were as they are remembered.
    """

    problems: tuple[Problem, ...]
    rejected: tuple[str, ...]
    files: int
    examined: int
    corpus: Corpus
