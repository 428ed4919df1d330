"""How numbers, sizes, people, times and subjects of commits are shown."""

from typing import Any

from scanpress.repository import Commit, Ref, Signature, shown, visible


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "line"), counted(1200, "line")
    ('1 line', '1,200 lines')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def lines_changed(added: int, removed: int) -> str:
    """Return in words how many lines were added and removed.

    >>> lines_changed(1200, 4), lines_changed(0, 1), lines_changed(0, 0)
    ('added 1,200 lines, removed 4', 'removed 1 line', 'no lines changed')
    """
    if not added:
        return f"removed {counted(removed, 'line')}" if removed else "no lines changed"
    return f"added {counted(added, 'line')}" + (f", removed {removed:,}" if removed else "")


NO_DATE = "no date"
_LONGEST_SUBJECT = 500  # characters; the log, histories and the pages of other commits show it
_LONGEST_NAME = 200
_LONGEST_MESSAGE = 20_000  # of one of many messages on a page


def excerpt(text: str, longest: int = _LONGEST_MESSAGE) -> str:
    """Return a text, or its beginning if a page with many of them would be too large.

    >>> excerpt("Mend it", 20), excerpt("Mend it", 5)
    ('Mend it', 'Mend…')
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def name_of(signature: Signature) -> str:
    """Return the name to show."""
    return excerpt(visible(signature.person.name), _LONGEST_NAME) or "(no name)"


def person(signature: Signature, *, show_emails: bool) -> dict[str, Any]:
    """Return name, e-mail address and time; the address only if the site shows addresses."""
    email = visible(signature.person.email) if show_emails else ""
    return {"name": name_of(signature), "email": email, "when": signature.when or NO_DATE}


def day(signature: Signature) -> str:
    """Return the day."""
    return signature.when[:10] or NO_DATE


def label(ref: Ref) -> tuple[str, str]:
    """Return the kind and the name of a branch or tag, to show them beside a commit."""
    return ref.kind, shown(ref.name)


def subject_of(commit: Commit) -> str:
    """Return a commit's subject, never empty, because a link needs a text, and at most some lines long."""
    return excerpt(visible(commit.subject), _LONGEST_SUBJECT) or "(no message)"
