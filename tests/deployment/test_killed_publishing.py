"""A reader sees one whole site or the other, whenever publishing is killed."""

import json
import os
from pathlib import Path

import pytest
from tests.support.running import python
from tests.support.waiting import LIMIT

_KILLS = int(os.environ.get("SCANPRESS_KILLS", "20"))  # for the two kinds of targets together


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_reader_sees_a_whole_site_whenever_publishing_is_killed(kind: str, tmp_path: Path) -> None:
    program = "from tests.support.killed_publishing import main; main()"
    done = python(tmp_path, program, str(tmp_path), str(_KILLS // 2), kind, limit=LIMIT * max(1, _KILLS / 20))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen.pop("kills") == _KILLS // 2
    assert seen.pop("builds") == (2 if kind == "link" else 1), "the earlier site, and the published one if it is a link"
    assert seen.pop("unfinished") == 0
    reader = seen.pop("reader")
    assert set(seen) <= {"exit code 0"}
    assert set(reader) <= {"whole", "pages in order", "removed while it was read"}
    assert reader["whole"] > _KILLS / 4
