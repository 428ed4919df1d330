"""Compare the site that the code makes now with the one that it made at another commit, byte for byte.

python benchmarks/same_site.py COMMIT [--scans 200] [--instrument mixed|survey|reproducibility]

Both build the same repository of made-up scans with both plugins, once in one process and once with workers. The exit
code is 1 if any file differs; the first of them are listed. Work that should change no page is checked with this.
"""

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from history import make_repository
from scans import INSTRUMENTS, corrected, write_scans

_REPOSITORY = Path(__file__).parent.parent
_SHOWN = 20
_COMMITS = 25  # corrections and a rename, so that there are versions and histories to compare


def main() -> int:
    """Build with both versions, and compare all sites with the first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", help="the commit to compare with")
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--instrument", choices=INSTRUMENTS, default="mixed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = _project(folder / "project", arguments.scans, arguments.instrument)
        before = _checkout(folder / "before", arguments.commit)
        sites = {
            f"{label}, {jobs} process{'es' if jobs > 1 else ''}": _build(
                project, code, folder / f"{label}-{jobs}", jobs
            )
            for label, code in (("before", before), ("now", _REPOSITORY))
            for jobs in (1, 2)
        }
        (first, reference), *others = sites.items()
        differing = [line for label, site in others for line in _differences(reference, site, label)]
        files = sum(path.is_file() for path in reference.rglob("*"))
        print(f"{files:,} files as made {first}; {len(differing):,} differ in {len(others)} other builds")
        print(*differing[:_SHOWN], sep="\n")
    return 1 if differing else 0


def _project(folder: Path, scans: int, instrument: str) -> Path:
    """Write a repository of scans with the settings and prose of this one."""
    folder.mkdir()
    subprocess.run(["cp", "-r", _REPOSITORY / "content", _REPOSITORY / "pelicanconf.py", folder], check=True)
    make_repository(folder, write_scans(folder, scans, instrument), corrected, _COMMITS)
    return folder


def _checkout(folder: Path, commit: str) -> Path:
    subprocess.run(["git", "clone", "--quiet", _REPOSITORY, folder], check=True)
    subprocess.run(["git", "checkout", "--quiet", commit], cwd=folder, check=True)
    return folder


def _build(project: Path, code: Path, output: Path, jobs: int) -> Path:
    surroundings = {**os.environ, "PYTHONPATH": str(code / "plugins"), "SCANPRESS_JOBS": str(jobs)}
    command = [str(Path(sys.executable).parent / "pelican"), "--fatal", "errors", "-s", "pelicanconf.py"]
    command += ["-o", str(output), "-e", f'CACHE_PATH="{output}-cache"']  # of its own: everything is made
    subprocess.run(command, cwd=project, env=surroundings, check=True, stdout=subprocess.DEVNULL)
    return output


def _differences(reference: Path, site: Path, label: str) -> Iterator[str]:
    """Yield a line for each file that is only in one of two sites, or has other bytes."""
    paths = {path.relative_to(folder) for folder in (reference, site) for path in folder.rglob("*") if path.is_file()}
    for path in sorted(paths):
        one, other = reference / path, site / path
        if not other.is_file() or not one.is_file():
            yield f"{path}: {'missing' if one.is_file() else 'new'} {label}"
        elif not filecmp.cmp(one, other, shallow=False):
            yield f"{path}: other bytes {label}"


if __name__ == "__main__":
    sys.exit(main())
