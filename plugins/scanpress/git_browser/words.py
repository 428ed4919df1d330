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


def name_of(signature: Signature) -> str:
    """Return the name to show."""
    return visible(signature.person.name) or "(no name)"


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
    """Return a commit's subject, never empty, because a link needs a text."""
    return visible(commit.subject) or "(no message)"
