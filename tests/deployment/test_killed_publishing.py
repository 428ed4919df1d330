"""A reader sees one whole site or the other, whenever publishing is killed."""

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.support.running import python
from tests.support.waiting import LIMIT

_KILLS = int(os.environ.get("SCANPRESS_KILLS", "20"))  # for the three kinds of targets together
_RSYNC = pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync was not found: install it")


@pytest.mark.parametrize("kind", ["link", "folder", pytest.param("host", marks=_RSYNC)])
def test_a_reader_sees_a_whole_site_whenever_publishing_is_killed(kind: str, tmp_path: Path) -> None:
    program = "from tests.support.killed_publishing import main; main()"
    done = python(tmp_path, program, str(tmp_path), str(_KILLS // 3), kind, limit=LIMIT * max(1, _KILLS / 20))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen.pop("kills") == _KILLS // 3
    assert seen.pop("builds") == (1 if kind == "folder" else 2), (
        "the earlier site, and the published one if it is a link"
    )
    assert seen.pop("unfinished") == 0
    reader = seen.pop("reader")
    assert set(seen) <= {"exit code 0"}
    assert set(reader) <= {"whole", "pages in order", "removed while it was read"}
    assert reader["whole"] > _KILLS / 6
