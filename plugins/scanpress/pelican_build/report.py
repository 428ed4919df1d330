"""What a build reports to the command that publishes its site: a file, which this command names by a setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import orjson

from scanpress.writer import Memory

REPORT = "SCANPRESS_REPORT"
"""The setting with the path of the file."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Where a build wrote its site and its state, and what has to be known before the site is published.

    `number` is a number of this build alone; `excess` are the lines about limits of the host, and `not_found` those
    about what plugins looked for in vain.
    """

    output: str
    state: str
    number: str
    site_url: str
    excess: tuple[str, ...]
    not_found: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read a report; return None if the build wrote none, because no plugin of Scanpress was part of it."""
        if not path.stat().st_size:
            return None
        found: dict[str, Any] = orjson.loads(path.read_bytes())
        return cls(**{**found, "excess": tuple(found["excess"]), "not_found": tuple(found["not_found"])})

    def write(self, settings: Mapping[str, Any]) -> None:
        """Write the report if the settings name a file for it."""
        if path := settings.get(REPORT):
            Path(path).write_bytes(orjson.dumps(self))

    def is_last(self) -> bool:
        """Return whether no later build has begun to write to this output, with other settings perhaps."""
        found = _builds(Path(self.state)).find(self.output)
        return found is not None and found[1] == self.number.encode()


def begin(state: Path, output: str, number: str) -> None:
    """Record that a build begins to write to an output folder."""
    _builds(state).store({output: (b"", number.encode())})


def _builds(state: Path) -> Memory:
    return Memory(state, "builds")
