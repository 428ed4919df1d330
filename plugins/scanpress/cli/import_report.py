"""The report of an import: what was left out, what is worth knowing, and the summary."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scanpress.checking.display import visible
from scanpress.cli.draft import suggested_group, suggested_name
from scanpress.cli.placement import short_venue
from scanpress.cli.user_files import write_atomically
from scanpress.facts.collection import Collection
from scanpress.importing.remarks import Outcome, Remark, State
from scanpress.importing.scans import PathOf

_SHOWN = 10  # remarks of a kind
_COLUMNS = ("file", "key", "kind", "message", "left out")
_ORDER = (State.WRITTEN, State.UPDATED, State.UNCHANGED, State.KEPT, State.LEFT_OUT)


class Report:
    """The outcomes and remarks of an import, collected while it runs."""

    def __init__(self, remarks: Iterable[Remark] = (), left_out: Iterable[Outcome] = ()) -> None:
        self._remarks = list(remarks)
        self._counts: Counter[State] = Counter()
        self._kept: list[str] = []
        self.done = 0
        self.add(left_out)
        self.done = 0  # what was left out before the start is not part of the progress

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Add what became of some papers."""
        for each in outcomes:
            self.done += 1
            self._counts[each.state] += 1
            self._remarks += each.remarks
            if each.state is State.KEPT:
                self._kept.append(each.path)

    @property
    def code(self) -> int:
        """The exit code: 1 if something was left out."""
        return int(bool(self._counts[State.LEFT_OUT]) or any(remark.is_loss for remark in self._remarks))

    def show(self, file: Path | None) -> None:
        """Print the remarks by kind and the summary; write all remarks into a CSV file if one is named."""
        losses, notes = ([each for each in self._remarks if each.is_loss is loss] for loss in (True, False))
        _print_kinds("Left out", losses, named=file is not None)
        _print_kinds("Worth a look", notes, named=file is not None)
        for path in self._kept[:_SHOWN]:
            print(f"{path}: not overwritten, because it was corrected since the last import")
        if len(self._kept) > _SHOWN:
            print(f"and {len(self._kept) - _SHOWN:,} more corrected scans")
        if file is not None:
            write_atomically(file, _as_csv(self._remarks))
            print(f"{file}: {len(self._remarks):,} remarks")
        found = [f"{self._counts[state]:,} {state.value}" for state in _ORDER if self._counts[state]]
        print(f"Scans: {', '.join(found) or 'none'}")


def _print_kinds(title: str, remarks: Sequence[Remark], *, named: bool) -> None:
    kinds: dict[str, list[Remark]] = {}
    for remark in remarks:
        kinds.setdefault(remark.kind, []).append(remark)
    for kind, found in kinds.items():
        print(f"{title}: {visible(kind)} ({len(found):,})")
        for remark in found[:_SHOWN]:
            print(f"    {visible(remark.line)}")
        if len(found) > _SHOWN:
            print(f"    and {len(found) - _SHOWN:,} more{'' if named else ': --report FILE.csv lists all'}")


def _as_csv(remarks: Iterable[Remark]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for each in remarks:
        cells = (each.file, each.key, each.kind, each.message, "yes" if each.is_loss else "no")
        writer.writerow([_plain(visible(cell)) for cell in cells])
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula: keys come from files that others wrote."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def named(path: Path) -> tuple[Path, str]:
    """Return a file with the name that messages give it."""
    return path, path.as_posix()


def workers(jobs: int | None) -> int:
    """Return the number of worker processes: all processors unless a number is given."""
    if jobs is not None:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def path_chooser(collection: Collection, group: str) -> PathOf:
    """Return the function that names the file of a new scan, as `scanpress new` does."""
    layout, venues = collection.layout, dict[str, str]()

    def path_of(paper: Mapping[str, Any], number: int) -> str:
        name = paper.get("venue") or ""
        if name not in venues:
            venues[name] = short_venue(name, collection.root)
        folder = group or suggested_group(dict(paper), venues[name])
        if not folder and layout.has_groups:
            return ""
        return layout.path_for(folder, f"{suggested_name(dict(paper))}{f'-{number}' if number > 1 else ''}")

    return path_of
