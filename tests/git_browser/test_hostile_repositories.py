"""Random repositories, as odd as git allows: each build ends well and soon, with little memory and valid pages.

`SCANPRESS_HOSTILE_REPOSITORIES=2000` builds more of them than a change is worth.
"""

import os
import resource
import shutil
from pathlib import Path

from tests.support.git_sites import build_git_site
from tests.support.random_repositories import random_repository
from tests.support.site_checks import broken_links, invalid_html

_COUNT = int(os.environ.get("SCANPRESS_HOSTILE_REPOSITORIES", "5"))
_FIRST = int(os.environ.get("SCANPRESS_HOSTILE_SEED", "1"))
_LONGEST = 10  # seconds of CPU
_LARGEST = 300_000  # kB of memory of one process


def used() -> tuple[float, int]:
    """Return the CPU time of the processes that this one has started, and the most memory that one of them had."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime, found.ru_maxrss


def test_no_content_of_a_repository_stops_or_slows_a_build(tmp_path: Path) -> None:
    for seed in range(_FIRST, _FIRST + _COUNT):
        folder = tmp_path / str(seed)
        folder.mkdir()
        repository = random_repository(folder / "r.git", seed)
        before, memory = used()
        site = build_git_site(folder / "site", repository, environment={})  # a process whose costs are known
        after, most = used()
        print(f"repository {seed}: {after - before:.1f} s, {most:,} kB at most so far")  # noqa: T201 - the figures of a long run
        assert "Traceback" not in site.said, seed
        assert after - before < _LONGEST, seed
        assert most == memory or most < _LARGEST, seed  # the most of all processes, those of other tests included
        assert invalid_html(site.output) == [], seed
        assert broken_links(site.output) == [], seed
        shutil.rmtree(folder)
