"""Questions on a terminal, one at a time; an empty answer leaves the value for later."""

import sys
from collections.abc import Callable, Sequence

from scanpress.cli import wrong_use


def can_ask() -> bool:
    """Return whether somebody sits there."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(
    label: str, *, default: str = "", allowed: Sequence[str] = (), complaint: Callable[[str], str] | None = None
) -> str:
    """Ask for a text, again while it is none of those allowed or there is a complaint about it."""
    hint = f" [{default}]" if default else ""
    choice = f" ({', '.join(allowed)})" if allowed else ""
    while True:
        answer = _line(label, f"{label}{choice}{hint}: ") or default
        wrong = f"one of {', '.join(allowed)}" if answer and allowed and answer not in allowed else ""
        wrong = wrong or (complaint(answer) if complaint else "")
        if not wrong:
            return answer
        print(f"  that does not fit: {wrong}")


def ask_many(
    label: str, *, allowed: Sequence[str] = (), complaint: Callable[[list[str]], str] | None = None
) -> list[str]:
    """Ask for texts, one a line, until an empty one; a complaint is about all of them with the newest."""
    answers: list[str] = []

    def wrong(text: str) -> str:
        return complaint([*answers, text]) if complaint and text else ""

    while True:
        shown = f"{label}, one a line, empty to end" if not answers else f"{label}, next"
        answer = ask(shown, allowed=[each for each in allowed if each not in answers], complaint=wrong)
        if not answer:
            return answers
        answers.append(answer)
        if allowed and len(answers) == len(allowed):
            return answers


def _line(label: str, shown: str) -> str:
    """Read a line, again while it is no text; end where there is none left."""
    while True:
        try:
            return input(shown).strip()
        except UnicodeDecodeError as error:
            print(f"  that does not fit: it is not written in this terminal's encoding, {error.encoding}")
        except EOFError:
            print()
            wrong_use(f"the input ended at {label!r}, so nothing was made: give the rest as options")
        except KeyboardInterrupt:
            print()
            raise
