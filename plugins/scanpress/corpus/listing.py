"""The files below the folder of scans, each with its signature."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scanpress.checking import scan_entries
from scanpress.corpus.signature import signature_of
from scanpress.corpus.stretch import Stretch, stretches


@dataclass(frozen=True)
class Listing:
    """Files by their path in the repository, in order; a signature is None where a file must be read to know it."""

    signatures: Mapping[str, bytes | None]

    @classmethod
    def of(cls, folder: Path, *, root: Path) -> Self:
        """List the scans below `folder`."""
        start = len(os.path.join(root, ""))  # noqa: PTH118 - the root with the separator behind it
        now = time.time_ns()
        entries = ((entry.path[start:].replace(os.sep, "/"), entry) for entry in scan_entries(folder))
        # In order already, but where the system writes paths in another way.
        return cls(dict(sorted((name, signature_of(entry, now=now)) for name, entry in entries)))

    def stretches(self, others: bytes) -> tuple[Stretch, ...]:
        """Divide the files into stretches; `others` is what the outcome of a check depends on besides a file."""
        return tuple(stretches(self.signatures, others))
