"""Colour and progress are for terminals."""

import io
import sys

import pytest

from scanpress.cli.terminal import Progress, wants_colour


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_gets_colour_and_a_pipe_none() -> None:
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert not wants_colour(Terminal())


@pytest.mark.parametrize(("total", "shown"), [(10_000, True), (10, False)])
def test_a_long_run_shows_its_progress(total: int, monkeypatch: pytest.MonkeyPatch, *, shown: bool) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(total)
    progress.show(total // 2)
    progress.end()

    assert ("[###############               ]" in stream.getvalue()) == shown
