"""Names, e-mail addresses, times and subjects of commits, as pages show them."""

from typing import Any

from scanpress.repository import Commit, Signature, printable


def name_of(signature: Signature) -> str:
    """Return the name to show."""
    return printable(signature.person.name) or "(no name)"


def person(signature: Signature, *, show_emails: bool) -> dict[str, Any]:
    """Return name, e-mail address and time; the address only if the site shows addresses."""
    email = printable(signature.person.email) if show_emails else ""
    return {"name": name_of(signature), "email": email, "when": signature.when}


def moment(signature: Signature) -> str:
    """Return date and time to the minute.

    >>> from scanpress.repository import Person
    >>> moment(Signature(Person("A", ""), "2024-02-03T04:05:06+01:00"))
    '2024-02-03 04:05'
    """
    return signature.when[:16].replace("T", " ")


def subject_of(commit: Commit) -> str:
    """Return a commit's subject, never empty, because a link needs a text."""
    return printable(commit.subject) or "(no message)"
