"""Questions on a terminal, one at a time; an empty answer leaves the value for later."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def can_ask() -> bool:
    """Tell whether somebody sits there."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(
    label: str, *, default: str = "", allowed: Sequence[str] = (), fits: Callable[[str], bool] | None = None
) -> str:
    """Ask for a text, again while it is none of those allowed."""
    hint = f" [{default}]" if default else ""
    choice = f" ({', '.join(allowed)})" if allowed else ""
    while True:
        answer = input(f"{label}{choice}{hint}: ").strip() or default
        if not answer or ((not allowed or answer in allowed) and (fits is None or fits(answer))):
            return answer
        print("  that does not fit: " + (f"one of {', '.join(allowed)}" if allowed else "try again, or leave it empty"))


def ask_many(label: str, *, allowed: Sequence[str] = ()) -> list[str]:
    """Ask for texts, one a line, until an empty one."""
    answers: list[str] = []
    while True:
        shown = f"{label}, one a line, empty to end" if not answers else "  next"
        answer = ask(shown, allowed=[each for each in allowed if each not in answers])
        if not answer:
            return answers
        answers.append(answer)
        if allowed and len(answers) == len(allowed):
            return answers
