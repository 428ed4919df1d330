"""Time the git browser alone, on any repository or on one that is made for it, and stagit beside it if it is named.

python benchmarks/git.py --repository PATH [--stagit PATH] [--setting 'GIT_VERSIONS = "all"']
python benchmarks/git.py --files 5000 --commits 2000
python benchmarks/git.py --files 80 --commits 13000 --often 4700

The repository is not changed: a mirror of it gets one more commit. The runs of both programs alternate, so that
whatever else the machine does falls on both.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from figures import Figures, commit_of_code, ratio, table
from git_site import write_project
from history import add_commit, make_repository
from measuring import PELICAN, measure, new_folder
from peers import Stagit
from scans import corrected, write_scans


def main() -> None:
    """Measure all runs, and print a table."""
    chosen = _arguments()
    with new_folder(chosen.folder) as name:
        folder = Path(name)
        repository = _repository(folder, chosen)
        figures = _rounds(folder, repository, chosen)
    rows = figures.rows()
    print(f"\n{commit_of_code()}\n\n{table(rows)}\n")
    if chosen.stagit:
        for work in ("cold", "one commit more"):
            print(ratio(rows, work, [f"stagit, {work}"]))
    if chosen.json:
        chosen.json.write_text(json.dumps(figures.as_json(), indent=2) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repository", type=Path, help="any clone (one that is made of survey scans)")
    parser.add_argument("--files", type=int, default=5000, help="files of the repository that is made (5000)")
    parser.add_argument("--commits", type=int, default=2000, help="its commits after the import (2000)")
    parser.add_argument("--often", type=int, default=0, help="how many of the commits change the same file (0)")
    parser.add_argument("--setting", action="append", default=[], help="a line of settings; may be given again")
    parser.add_argument("--rounds", type=int, default=1, help="how often everything is done; medians are shown (1)")
    parser.add_argument("--stagit", metavar="PATH", help="make the same repository's pages by this program, too")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--folder", type=Path, help="where to build, and leave what was built (a temporary folder)")
    return parser.parse_args()


def _repository(folder: Path, chosen: argparse.Namespace) -> Path:
    """Return a mirror of the repository that is measured."""
    source = chosen.repository
    if source is None:
        source = folder / "made"
        make_repository(source, write_scans(source, chosen.files, "survey"), corrected, chosen.commits, chosen.often)
    mirror = folder / "repository.git"
    subprocess.run(["git", "clone", "--quiet", "--mirror", source, mirror], check=True)
    return mirror


def _rounds(folder: Path, repository: Path, chosen: argparse.Namespace) -> Figures:
    figures = Figures()
    stagit = Stagit(chosen.stagit, repository, folder) if chosen.stagit else None
    for number in range(chosen.rounds):
        print(f"round {number + 1} of {chosen.rounds}", file=sys.stderr)
        site = folder / f"site-{number}"
        output = write_project(site, repository, chosen.setting)
        for work in ("cold", "nothing changed", "one commit more"):
            if work == "one commit more":
                add_commit(repository)
            figures.note(work, measure(PELICAN, folder=site), output)
            if stagit and work != "nothing changed":
                figures.note(f"stagit, {work}", stagit.build(number), stagit.output(number))
    return figures


if __name__ == "__main__":
    main()
