"""Outputs that are declared together, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from scanpress.writer.output import Output


@dataclass(frozen=True, slots=True)
class Group:
    """Outputs of one owner that follow from the same sources; their views are of this package.

    `made_from` stands for everything that all of them are made from, templates and code apart: while it is as it was,
    and nobody touched their files, `outputs` is not called. Where it is None, `outputs` is called at every build. Given
    as a function, it is called before `outputs` only if there is something to compare with, else after all is made.
    `length` says how many outputs there are, where that is known beforehand.

    The smaller a group, the less a change costs; the larger, the less it costs that nothing changed. A few hundred
    outputs are a good measure, and so is a single one whose `made_from` is dear to collect.
    """

    name: str
    made_from: Any
    outputs: Callable[[], Iterable[Output]]
    length: int | None = None
