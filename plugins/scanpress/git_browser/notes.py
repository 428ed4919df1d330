"""What is said of a repository that a site does not show as it is: what was left out, and what is missing."""

from collections.abc import Iterator, Sequence

from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import shown

_MOST_NAMED = 5


def notes(snapshot: Snapshot) -> Iterator[str]:
    """Yield lines about what the site does not show as the repository has it."""
    if snapshot.note:
        yield snapshot.note
    if snapshot.settings.publish_clone and not snapshot.settings.clones_all and snapshot.left_out:
        yield (
            f"No clone is published: it would have files that GIT_LEAVE_OUT leaves out, such as {snapshot.left_out}. "
            "To publish it anyway, set GIT_PUBLISH_CLONE = True."
        )
    yield from lost_refs(snapshot)
    yield from lost_objects(snapshot)


def lost_objects(snapshot: Snapshot) -> Iterator[str]:
    """Yield a line that names damage of old history, in git's words, if there is any."""
    if snapshot.damage:
        yield (
            f"The history of {snapshot.settings.repository} is damaged, and pages lack what is lost: "
            f"{_named(snapshot.damage)}. Run `git fsck --full` there to see more, and restore it from another clone."
        )


def lost_refs(snapshot: Snapshot) -> Iterator[str]:
    """Yield a line that names the refs whose objects are missing or damaged, if there are any."""
    lost = () if snapshot.is_partial and not snapshot.damage else snapshot.repository.lost_refs
    if lost:
        names = _named(lost)
        yield (
            f"Left out, because the objects that they name are missing or damaged: {names}. "
            "Run `git fsck --full` to see more."
        )


def not_found(snapshot: Snapshot) -> Iterator[str]:
    """Yield what the repository lacks of all that a whole one has, so that pages may go that nobody wanted to go."""
    path = snapshot.settings.repository
    if snapshot.head is None:
        yield f"{path} has no commit: is this the right repository (GIT_REPOSITORY)?"
    if snapshot.is_shallow and not snapshot.damage:
        yield f"The history of {path} is cut off (a shallow clone): fetch the rest with git fetch --unshallow."
    if snapshot.is_partial and not snapshot.damage:
        yield f"{path} is a partial clone, without all files of earlier commits: make a whole one."
    yield from lost_refs(snapshot)
    yield from lost_objects(snapshot)


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(shown, names[:_MOST_NAMED])) + (", …" if len(names) > _MOST_NAMED else "")
