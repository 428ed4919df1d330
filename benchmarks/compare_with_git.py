"""Compare the pages of a git browser with git itself, and print a line for each kind of fact.

python benchmarks/compare_with_git.py [--repository PATH] [--site OUTPUT] [--branch NAME] [--sample 100]
python benchmarks/compare_with_git.py --odd

Without --site, the site is built first. --odd makes five repositories of odd shapes and compares the sites of all. The
exit code is 1 if anything differs. --sample 0 compares the pages of all commits and files.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from comparing.commits import compare_commits, compare_log
from comparing.files import compare_files, find_files
from comparing.report import Report
from comparing.repository import GitRepository
from comparing.site import Site
from comparing.whole import compare_clone, compare_feeds, compare_links, compare_refs
from git_site import build, write_project
from measuring import new_folder
from odd_repositories import ODD


def main() -> int:
    """Compare, and return the exit code."""
    chosen = _arguments()
    with new_folder(chosen.folder) as name:
        folder = Path(name)
        if chosen.site:
            return _compare(chosen.repository, chosen.site, chosen)
        if not chosen.odd:
            return _build_and_compare(folder / "site", chosen.repository, chosen)
        codes = []
        for number, (title, make) in enumerate(ODD.items()):
            print(f"\n{title}")
            repository = make(folder / f"repository-{number}")
            codes.append(_build_and_compare(folder / f"site-{number}", repository, chosen))
        return max(codes)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repository", type=Path, default=Path(), help="any clone (this folder)")
    parser.add_argument("--site", type=Path, help="the output folder of a site of this repository (built first)")
    parser.add_argument("--site-url", default="", help="its SITEURL, if it has one")
    parser.add_argument("--branch", help="the branch that is published, if HEAD does not say so")
    parser.add_argument("--sample", type=int, default=100, help="commits and files whose pages are compared (100)")
    parser.add_argument("--odd", action="store_true", help="make and compare five repositories of odd shapes")
    parser.add_argument("--folder", type=Path, help="where to build, and leave what was built (a temporary folder)")
    return parser.parse_args()


def _build_and_compare(folder: Path, repository: Path, chosen: argparse.Namespace) -> int:
    output = write_project(folder, repository)
    if failure := build(folder):
        print(f"the build failed: … {failure}")
        return 1
    return _compare(repository, output, chosen)


def _compare(path: Path, output: Path, chosen: argparse.Namespace) -> int:
    site, repository, report = Site(output), GitRepository(path, chosen.branch), Report()
    compare_log(site, repository, report)
    compare_commits(site, repository, _sample(list(repository.commits), chosen.sample), report)
    addresses = find_files(site, repository, report)
    compare_files(site, repository, addresses, _sample(list(addresses), chosen.sample), report)
    compare_refs(site, repository, report)
    compare_feeds(site, repository, report)
    compare_links(site, report, chosen.site_url)
    compare_clone(site, repository, report)
    print(*report.lines(), sep="\n")
    return int(report.differs)


def _sample(names: Sequence[str], size: int) -> list[str]:
    """Return some names, the same at each run."""
    return sorted(names) if not size or len(names) <= size else random.Random(size).sample(sorted(names), size)


if __name__ == "__main__":
    sys.exit(main())
