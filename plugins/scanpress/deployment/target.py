"""What all places have in common at which a site can be published."""

from collections.abc import Callable
from typing import NamedTuple


class DeploymentError(RuntimeError):
    """The site was not published: the message says why, and what to do; what was published before is intact."""


class Changed(NamedTuple):
    """How many files were copied, are shared with the earlier site, and are no longer published."""

    copied: int
    shared: int
    removed: int

    @property
    def any(self) -> bool:
        """Return whether there is a difference at all."""
        return bool(self.copied or self.removed)


Guard = Callable[[int, int], None]
"""Called with how many published files will go, and how many there are; it raises DeploymentError to prevent that."""

BUILDS = ".{name}.builds"
"""The folder beside a target, with its builds. It is hidden, and the names of builds cannot be guessed: a server may
show the folder around it."""


def busy(place: object) -> DeploymentError:
    """Return the error if another process publishes at the same place."""
    return DeploymentError(f"{place}: another process is publishing there: wait until it has ended, and publish again")


def no_earlier(place: object) -> DeploymentError:
    """Return the error if there is nothing to go back to."""
    return DeploymentError(f"{place}: no earlier site is kept there: publish an older commit instead")
