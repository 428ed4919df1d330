"""Random repositories, as odd as git allows: each build ends well and soon, with little memory and valid pages.

`SCANPRESS_HOSTILE_REPOSITORIES=2000` builds more of them than a change is worth. To parse all their pages would take as
long as to build them: if there are many, the pages of every fourth repository are parsed.
"""

import os
import shutil
from pathlib import Path

from tests.support.git_sites import build_git_site
from tests.support.random_repositories import random_repository
from tests.support.site_checks import broken_links, invalid_html

_COUNT = int(os.environ.get("SCANPRESS_HOSTILE_REPOSITORIES", "5"))
_FIRST = int(os.environ.get("SCANPRESS_HOSTILE_SEED", "1"))
_ALL_PARSED, _PARSED = 100, 4
_LONGEST = 10  # seconds of CPU
_LARGEST = 300_000  # kB of memory of one process


def test_no_content_of_a_repository_stops_or_slows_a_build(tmp_path: Path) -> None:
    for seed in range(_FIRST, _FIRST + _COUNT):
        folder = tmp_path / str(seed)
        folder.mkdir()
        repository = random_repository(folder / "r.git", seed)
        site = build_git_site(folder / "site", repository)
        print(f"repository {seed}: {site.seconds:.1f} s, {site.kilobytes:,} kB")  # noqa: T201 - the figures of a long run
        assert "Traceback" not in site.said, seed
        assert site.seconds < _LONGEST, seed
        assert 0 < site.kilobytes < _LARGEST, seed
        if _COUNT <= _ALL_PARSED or seed % _PARSED == 0:
            assert invalid_html(site.output) == [], seed
            assert broken_links(site.output) == [], seed
        shutil.rmtree(folder)
