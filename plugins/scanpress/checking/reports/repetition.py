"""The same finding in many files: people see the first three, and how many more files have it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from scanpress.checking.problem import Problem

T = TypeVar("T")

SHOWN = 3
"""Files for which a finding of one kind is shown."""
_NAMED = 5  # further files that are named, because to count them would help nobody
# What differs between files: quotations, which may be cut off, and words with digits or signs of paths and names.
_VALUE = re.compile(r'"(?:[^"\\]|\\.)*(?:"|…)|\S*[0-9/_\\]\S*')


class Shown(NamedTuple):
    """A problem to show, and the further problems of its kind to count after it, the first of each further file."""

    problem: Problem
    others: tuple[Problem, ...] = ()


def abridged(problems: Sequence[Problem]) -> Iterator[Shown]:
    """Yield the problems to show: of each kind, those of its first files; the last one with the further files."""
    kinds: dict[tuple[str, str], dict[str, list[int]]] = {}
    for index, problem in enumerate(problems):
        kinds.setdefault(kind_of(problem), {}).setdefault(problem.file, []).append(index)
    shown: set[int] = set()
    others: dict[int, tuple[Problem, ...]] = {}
    for files in kinds.values():
        first, *rest = (tuple(files.values())[:SHOWN], *tuple(files.values())[SHOWN:])
        shown.update(index for indexes in first for index in indexes)
        others[first[-1][-1]] = tuple(problems[indexes[0]] for indexes in rest)
    yield from (Shown(problems[index], others.get(index, ())) for index in sorted(shown))


def kind_of(problem: Problem) -> tuple[str, str]:
    """Return what two problems have in common that are the same finding: the rule, and the message without values."""
    return problem.code, _without_values(problem.message)


def in_words(others: Sequence[Problem], way: str) -> str:
    """Return how many more files have a finding; `way` shows all.

    >>> in_words([], "--all")
    ''
    """
    if len(others) <= _NAMED:
        places = ", ".join(f"{each.file}:{each.line}" for each in others)
        return f"the same in {places}" if others else ""
    return f"the same in {len(others):,} more files; {way} shows them"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order in which they matter: errors first, and of each kind one before its repetitions."""
    seen: dict[tuple[str, str], int] = {}
    ranked: list[tuple[bool, int, int, Problem]] = []
    for problem in problems:
        kind = kind_of(problem)
        seen[kind] = seen.get(kind, 0) + 1
        ranked.append((problem.severity != "error", seen[kind], len(ranked), problem))
    return [problem for *_, problem in sorted(ranked, key=lambda each: each[:3])]


def first_of_each(items: Iterable[T], kind: Callable[[T], object]) -> tuple[list[T], int]:
    """Return items of which many have the same kind, with only the first of those, and how many were left out."""
    groups: dict[object, list[tuple[int, T]]] = {}
    for index, item in enumerate(items):
        groups.setdefault(kind(item), []).append((index, item))
    kept = [each for group in groups.values() for each in (group if len(group) <= SHOWN + _NAMED else group[:SHOWN])]
    count = sum(map(len, groups.values()))
    return [item for _, item in sorted(kept, key=lambda each: each[0])], count - len(kept)


@lru_cache(maxsize=1024)
def _without_values(message: str) -> str:
    return _VALUE.sub("…", message)
