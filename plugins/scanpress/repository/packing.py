"""Objects on their way out: packs of all that some refs lead to."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from scanpress.repository.location import Location
from scanpress.repository.process import GitError, run


def leads_to(location: Location, tips: Sequence[str], old: Sequence[str]) -> bool:
    """Return whether every commit that `old` led to is one that `tips` lead to; not where one of them is gone."""
    given = _question(old, tips)
    try:
        return not run(location, "rev-list", "--max-count=1", "--stdin", given=given)
    except GitError:
        return False


def pack(location: Location, folder: Path, tips: Sequence[str], known: Sequence[str]) -> None:
    """Write a pack of all that `tips` lead to and `known` do not; none where that is nothing.

    Git writes a pack beside the objects it knows and renames it then. It is given a place of its own for that: the
    repository is read and never written, and a rename ends at the border of a file system.
    """
    options = ("--revs", "--non-empty", "--delta-base-offset", "--quiet")
    with TemporaryDirectory(dir=folder, prefix=".part-") as name:
        objects = Path(name)
        (objects / "info").mkdir()
        (objects / "info" / "alternates").write_bytes(os.fsencode(location.objects) + b"\n")
        run(location, "pack-objects", *options, str(folder / "pack"), given=_question(tips, known), objects=objects)


def _question(wanted: Sequence[str], unwanted: Sequence[str]) -> bytes:
    return "".join([*(f"{name}\n" for name in wanted), *(f"^{name}\n" for name in unwanted)]).encode("ascii")
