"""What a plugin offers to download of the repository, for the pages of both plugins."""

from collections.abc import Sequence
from typing import Any, NamedTuple


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
        files = [{**file._asdict(), "size": f"{file.bytes:,} bytes"} for file in self.files]
        return {"downloads": files, "commands": self.commands}
