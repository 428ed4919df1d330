"""Where one owner alone publishes: what stands there is its own, also where nobody remembers it."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scanpress.writer import address as addresses


@dataclass(frozen=True, slots=True)
class Territory:
    """Addresses that match `pattern` whole, all of them below some `folders` of the output.

    A state that is lost knows no longer what was published: pages of scans that were withdrawn since must go all the
    same. Whatever else stands below the folders is somebody else's.
    """

    folders: tuple[str, ...] = ()
    pattern: re.Pattern[str] = re.compile(r"(?!)")

    def addresses(self, output: Path) -> Iterator[str]:
        """Yield the addresses at which there are files below the output folder."""
        for top in self.folders:
            for folder, _, names in os.walk(output / top):
                place = Path(folder).relative_to(output).as_posix()
                yield from filter(self._holds, (f"{place}/{name}" for name in names))

    def _holds(self, address: str) -> bool:
        return self.pattern.fullmatch(address) is not None and addresses.is_valid(address)
