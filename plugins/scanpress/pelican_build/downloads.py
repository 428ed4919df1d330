"""What a plugin offers to download of the repository, for the pages of both plugins."""

from collections.abc import Sequence
from typing import Any, NamedTuple

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def bytes_for_people(number: int) -> str:
    """Return a size in bytes or in a larger unit.

    >>> bytes_for_people(812), bytes_for_people(3_312), bytes_for_people(21_250_000)
    ('812 B', '3.3 kB', '21.2 MB')
    """
    return next((f"{number / unit:,.1f} {name}" for unit, name in _UNITS if number >= unit), f"{number} B")


class Download(NamedTuple):
    """A file at the root of the site: its name, size in bytes, SHA-256 and what it holds, and how it is used.

    `command` is the line for a shell that fetches and uses it.
    """

    name: str
    bytes: int
    sha256: str
    about: str
    command: str


class Downloads(NamedTuple):
    """The command that clones the published repository, empty if there is none, and the files to download instead."""

    clone: str = ""
    files: Sequence[Download] = ()

    @property
    def commands(self) -> list[str]:
        """Return all commands."""
        return [command for command in (self.clone, *(file.command for file in self.files)) if command]

    @property
    def variables(self) -> dict[str, Any]:
        """Return the variables of `downloads.html`."""
        files = [
            {**file._asdict(), "bytes": f"{file.bytes:,} bytes", "size": bytes_for_people(file.bytes)}
            for file in self.files
        ]
        return {"downloads": files, "commands": self.commands}
