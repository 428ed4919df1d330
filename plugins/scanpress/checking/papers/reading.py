"""Read files again that have a problem with another file, and find the place that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scanpress.checking.fast_path import parse_fast
from scanpress.checking.locating import locate
from scanpress.checking.plain_files import read_file
from scanpress.checking.problem import Finding, Problem


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads files again, from `contents` if they are there, else from the disk."""

    root: Path
    contents: Mapping[str, bytes]

    def read(self, file: str) -> bytes:
        """Return the bytes of a file, which are empty if it cannot be read any more."""
        return self.contents.get(file) or read_file(self.root / file, root=self.root)[0] or b""

    def placed(self, finding: Finding, file: str) -> tuple[Problem, ...]:
        """Return a finding with its place in a file."""
        from scanpress.checking.reading.lookup import places_of  # noqa: PLC0415 - only files with a problem need it

        data = self.read(file)
        if parse_fast(data) is None:  # it was removed or damaged since it was checked
            return locate([finding], file=file)
        text = data.decode()
        return locate([finding], file=file, text=text, places=places_of(text, [finding.pointer, *finding.also]))
