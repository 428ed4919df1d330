"""Objects on their way out: packs of all that some refs lead to."""

from collections.abc import Sequence
from pathlib import Path

from scanpress.repository.location import Location
from scanpress.repository.process import GitError, run


def leads_to(location: Location, tips: Sequence[str], old: Sequence[str]) -> bool:
    """Return whether every commit that `old` led to is one that `tips` lead to; not where one of them is gone."""
    given = "".join([*(f"{name}\n" for name in old), "--not\n", *(f"{name}\n" for name in tips)])
    try:
        return not run(location, "rev-list", "--max-count=1", "--stdin", given=given.encode())
    except GitError:
        return False


def pack(location: Location, folder: Path, tips: Sequence[str], known: Sequence[str]) -> None:
    """Write a pack of all that `tips` lead to and `known` do not; none where that is nothing."""
    given = "".join([*(f"{name}\n" for name in tips), "--not\n", *(f"{name}\n" for name in known)])
    run(
        location,
        "pack-objects",
        "--revs",
        "--non-empty",
        "--delta-base-offset",
        "--quiet",
        str(folder / "pack"),
        given=given.encode(),
    )
