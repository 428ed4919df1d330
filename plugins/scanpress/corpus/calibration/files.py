"""Find the calibration files beside scans, and read them."""

import os
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scanpress.checking import Problem, read_file
from scanpress.checking.fast_path import parse_fast
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding
from scanpress.corpus.calibration.shapes import Calibration, UnknownShape, read_calibration
from scanpress.corpus.scan import Scan
from scanpress.facts import Collection
from scanpress.facts.layout import CALIBRATION, JSON
from scanpress.facts.redirects import nearest_file

_REMEDY = "write a checklist of the scan's form, or a list of disagreements: docs/import.md describes both"


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The second verdicts by the paths of their scans, and the problems of files that cannot be read."""

    by_scan: Mapping[str, Calibration] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def load_calibrations(collection: Collection, accepted: Container[str]) -> Calibrated:
    """Read all calibration files beside scans; those of scans that the check did not accept are left alone."""
    found: dict[str, Calibration] = {}
    problems: list[Problem] = []
    for path, scan in _beside(collection):
        if scan and scan not in accepted:
            continue
        result = _read(collection.data, path, scan)
        if isinstance(result, Calibration):
            found[scan] = result
        else:
            problems += result
    return Calibrated(found, tuple(problems))


def _beside(collection: Collection) -> Iterator[tuple[str, str]]:
    """Yield each calibration file with the scan that it is about, or an empty text if there is none."""
    root, layout = collection.data, collection.layout
    above = len(os.path.join(root, ""))  # noqa: PTH118 - as where scans are listed
    if layout.is_default and not collection.scans.is_dir():
        return
    for entry in sorted(layout.calibrations(root), key=lambda each: each.path):
        path = entry.path[above:].replace(os.sep, "/")
        folder, _, name = path.rpartition("/")
        if name.endswith(f".{CALIBRATION}"):
            scan = f"{path.removesuffix(f'.{CALIBRATION}')}{JSON}"
            yield path, scan if (root / scan).is_file() else ""
        else:
            names = (each.name for each in (root / folder).iterdir())
            scans = [each for each in names if layout.matches(f"{folder}/{each}")]
            yield path, f"{folder}/{min(scans, key=lambda each: (len(each), each))}" if scans else ""


def _read(root: Path, path: str, scan: str) -> Calibration | tuple[Problem, ...]:
    data, problems = read_file(root / path, root=root)
    if data is None:
        return problems
    if not scan:
        near = nearest_file(root, f"{path.removesuffix(f'.{CALIBRATION}')}{JSON}")
        remedy = f"rename it like its scan{f', perhaps {near},' if near else ','} or remove it if that is gone"
        return _problem(path, "there is no scan that it is about", remedy)
    document = parse_fast(data)
    if document is None:
        return _problem(path, "it is not valid JSON", "correct it, or write the object again")
    content, problems = read_file(root / scan, root=root)
    try:
        return read_calibration(document, Scan.read(scan, content or b""))
    except UnknownShape as shape:
        return _problem(path, str(shape), _REMEDY)


def _problem(path: str, reason: str, remedy: str) -> tuple[Problem, ...]:
    message = f"the second rater's verdicts are not shown: {reason}"
    return locate([Finding("unread-calibration", (), message, remedy, span=(0, 0))], file=path)
