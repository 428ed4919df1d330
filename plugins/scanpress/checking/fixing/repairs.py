"""What was repaired in a file, counted by kind."""

from collections import Counter
from typing import NamedTuple


class Repair(NamedTuple):
    """A kind of repair: what was wrong, and what was done to it.

    >>> Repair("comment", "moved to x-note").line(3, only_check=True)
    'comment: would be moved to x-note (3 times)'
    """

    what: str
    done: str

    def line(self, number: int, *, only_check: bool) -> str:
        """Return the line of a report about a number of these repairs."""
        times = f" ({number:,} times)" if number > 1 else ""
        return f"{self.what}: {'would be ' * only_check}{self.done}{times}"


Repairs = Counter[Repair]
"""How often each repair was made, in the order in which it was first needed."""
WRITTEN_TWICE = Repair("JSON inside a text", "written as JSON once")
"""The repair of an object or list that a program wrote as JSON twice."""
