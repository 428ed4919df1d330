"""Which scans are about a paper: the corpus by the names of its papers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import orjson

from scanpress.corpus.summary import Summary


@dataclass(frozen=True)
class Names:
    """The paths of all scans, the first scan of each name by its place among them, and all scans of shared names."""

    paths: Sequence[str]
    first: Mapping[str, int]
    shared: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, summaries: Sequence[Summary]) -> Self:
        """Collect the names of the papers that scans are about."""
        first: dict[str, int] = {}
        shared: dict[str, list[int]] = {}
        for place, summary in enumerate(summaries):
            for key in summary.keys:
                known = first.setdefault(key, place)
                if known != place:
                    shared.setdefault(key, [known]).append(place)
        return cls([summary.path for summary in summaries], first, shared)

    @classmethod
    def from_bytes(cls, payload: bytes) -> Self:
        """Read what `to_bytes` returned."""
        return cls(*orjson.loads(payload))

    def to_bytes(self) -> bytes:
        """Return the names as bytes to keep."""
        return orjson.dumps((self.paths, self.first, self.shared))

    def path(self, key: str) -> str | None:
        """Return the path of the first scan of the paper with this name."""
        place = self.first.get(key)
        return None if place is None else self.paths[place]

    def sharing(self, keys: Iterable[str]) -> list[str]:
        """Return the paths of all scans that share one of these names with another, in order."""
        return [self.paths[place] for place in sorted({place for key in keys for place in self.shared.get(key, ())})]
