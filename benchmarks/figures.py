"""The figures of several rounds: medians, a table, and how they compare with other programs."""

import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from measuring import Measured, Written, written

_REPOSITORY = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of work: the medians of its rounds, and what the output folder held after the last of them."""

    work: str
    wall: float
    cpu: float
    pss: float
    files: int
    bytes: int
    rounds: int


class Figures:
    """Collect what was measured, by kind of work, in the order in which it was done first."""

    def __init__(self) -> None:
        self._measured: dict[str, list[Measured]] = {}
        self._written: dict[str, Written] = {}

    def note(self, work: str, measured: Measured, output: Path) -> None:
        """Note one measurement, and count the output before it changes again."""
        print(f"  {work}: {measured.wall:.2f} s", file=sys.stderr)
        self._measured.setdefault(work, []).append(measured)
        self._written[work] = written(output)

    def rows(self) -> list[Row]:
        """Return a row for each kind of work."""
        return [
            Row(
                work=work,
                wall=round(statistics.median(one.wall for one in measured), 3),
                cpu=round(statistics.median(one.cpu for one in measured), 3),
                pss=round(statistics.median(one.pss for one in measured), 1),
                files=self._written[work].files,
                bytes=self._written[work].bytes,
                rounds=len(measured),
            )
            for work, measured in self._measured.items()
        ]

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as a JSON document has them."""
        return [asdict(row) for row in self.rows()]


def table(rows: list[Row]) -> str:
    """Return the rows as a table in Markdown."""
    lines = ["| work | wall s | CPU s | peak MB (PSS) | files | MB |", "|---|--:|--:|--:|--:|--:|"]
    lines += [
        f"| {row.work} | {row.wall:.2f} | {row.cpu:.2f} | {row.pss:.0f} | {row.files:,} | {row.bytes / 1e6:,.1f} |"
        for row in rows
    ]
    return "\n".join(lines)


def ratio(rows: list[Row], work: str, others: list[str]) -> str:
    """Return what some work cost, compared with the work of other programs together.

    On a machine that is shared, CPU time is the more reliable of the two.
    """
    found = {row.work: row for row in rows}
    wall = found[work].wall / sum(found[other].wall for other in others)
    cpu = found[work].cpu / sum(found[other].cpu for other in others)
    return f"{work}: {wall:.2f} of the time and {cpu:.2f} of the CPU time of {' and '.join(others)}"


def commit_of_code() -> str:
    """Return which commit of this repository is measured."""
    command = ["git", "-C", str(_REPOSITORY), "describe", "--always", "--dirty"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()
