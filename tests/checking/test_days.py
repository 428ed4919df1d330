"""Dates are judged by the same day on every machine."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from scanpress.checking.days import latest_day, this_day


@pytest.fixture(params=["UTC-14", "UTC+12"])  # the farthest east and west, as POSIX writes them
def _far_away(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_far_away")
def test_what_one_machine_accepts_no_other_refuses() -> None:
    before = datetime.now(UTC).date()

    assert before <= this_day() <= datetime.now(UTC).date()
    assert datetime.now().astimezone().date().isoformat() <= latest_day(this_day())
