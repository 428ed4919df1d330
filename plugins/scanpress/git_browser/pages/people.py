"""Names, e-mail addresses, times and subjects of commits, as pages show them."""

from typing import Any

from scanpress.repository import Commit, Ref, Signature, shown, visible

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
