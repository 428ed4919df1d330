"""What only a terminal gets: colour, a progress bar, and questions."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from scanpress.cli import wrong_use

_WIDTH = 30
_LONG_RUN = 500


def wants_colour(stream: TextIO) -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Progress:
    """A plain progress bar on stderr, for long runs on a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total >= _LONG_RUN and sys.stderr.isatty()

    def show(self, done: int) -> None:
        """Draw the bar for the number of files that are done."""
        if self._shown:
            bar = "#" * (_WIDTH * done // self._total)
            print(f"\r[{bar:<{_WIDTH}}] {done:,} of {self._total:,} files", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Remove the bar."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def can_ask() -> bool:
    """Return whether a person can answer: input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(
    label: str, *, default: str = "", allowed: Sequence[str] = (), error: Callable[[str], str] | None = None
) -> str:
    """Ask for a text until it is allowed and `error` returns an empty text for it; return the text.

    An empty answer leaves the value for later.
    """
    hint = f" [{default}]" if default else ""
    choice = f" ({', '.join(allowed)})" if allowed else ""
    while True:
        answer = _line(label, f"{label}{choice}{hint}: ") or default
        wrong = f"write one of {', '.join(allowed)}" if answer and allowed and answer not in allowed else ""
        wrong = wrong or (error(answer) if error else "")
        if not wrong:
            return answer
        print(f"  not accepted: {wrong}")


def ask_many(label: str, *, allowed: Sequence[str] = (), error: Callable[[list[str]], str] | None = None) -> list[str]:
    """Ask for texts, one per line, until an empty line; `error` gets all texts so far with the new one."""
    answers: list[str] = []

    def wrong(text: str) -> str:
        return error([*answers, text]) if error and text else ""

    while True:
        shown = f"{label}, one per line, empty line to end" if not answers else f"{label}, next"
        answer = ask(shown, allowed=[each for each in allowed if each not in answers], error=wrong)
        if not answer:
            return answers
        answers.append(answer)
        if allowed and len(answers) == len(allowed):
            return answers


def _line(label: str, shown: str) -> str:
    """Read lines until one is text in the terminal's encoding; end the program if the input ends."""
    while True:
        try:
            return input(shown).strip()
        except UnicodeDecodeError as error:
            print(f"  not accepted: this is not text in the terminal's encoding, {error.encoding}")
        except EOFError:
            print()
            wrong_use(f"the input ended at {label!r}, so no file was created: give the other values as options")
        except KeyboardInterrupt:
            print()
            raise
