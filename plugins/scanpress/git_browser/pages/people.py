"""Names, e-mail addresses, times and subjects of commits, as pages show them."""

from typing import Any

from scanpress.repository import Commit, Signature, visible

NO_DATE = "no date"


def name_of(signature: Signature) -> str:
    """Return the name to show."""
    return visible(signature.person.name) or "(no name)"


def person(signature: Signature, *, show_emails: bool) -> dict[str, Any]:
    """Return name, e-mail address and time; the address only if the site shows addresses."""
    email = visible(signature.person.email) if show_emails else ""
    return {"name": name_of(signature), "email": email, "when": signature.when or NO_DATE}


def moment(signature: Signature) -> str:
    """Return date and time to the minute, in the time zone in which they were written.

    >>> from scanpress.repository import Person
    >>> moment(Signature(Person("A", ""), 1706929506, 60)), moment(Signature(Person("A", ""), None))
    ('2024-02-03 04:05', 'no date')
    """
    return signature.when[:16].replace("T", " ") or NO_DATE


def day(signature: Signature) -> str:
    """Return the day."""
    return signature.when[:10] or NO_DATE


def subject_of(commit: Commit) -> str:
    """Return a commit's subject, never empty, because a link needs a text."""
    return visible(commit.subject) or "(no message)"
