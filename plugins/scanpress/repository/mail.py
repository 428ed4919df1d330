"""Commits as mails that `git am` applies: what `git format-patch --stdout -1` prints."""

import re

from scanpress.repository.location import Location
from scanpress.repository.process import run

FIRST_LINE = b"From %s Mon Sep 17 00:00:00 2001\n"
"""How the mail of a commit begins; the date is always this one."""

_ADDRESS = re.compile(rb"(?m)(?<=[ \t])<[^<>\n]*>$")


def mail_of(store: str, oid: str, *, show_email: bool) -> bytes:
    """Return a commit as a mail, with the author's address or an empty one, which `git am` accepts, too.

    Only the line that names the author is changed: the message and the files are left as they are.
    """
    mail = run(Location.at(store), "format-patch", "--stdout", "-1", oid)
    if show_email:
        return mail
    start = mail.index(b"\nFrom: ") + 1
    end = mail.index(b"\nDate: ", start)
    return mail[:start] + _ADDRESS.sub(b"<>", mail[start:end]) + mail[end:]


def is_mail_of(content: bytes, oid: str) -> bool:
    """Return whether a file begins as the mail of a commit does."""
    return content.startswith(FIRST_LINE % oid.encode())
