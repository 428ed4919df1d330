"""Pictures that commits changed: the addresses of those whose bytes are published."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from scanpress.git_browser.addresses import IMAGES, LARGEST_POINTER, raw_file_address, suffix_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import Change

# Those whose raw address keeps the suffix, without which browsers show no picture.
_SUFFIXES = tuple(
    suffix for suffix in sorted(IMAGES | {".svg"}) if str(raw_file_address("", f"a{suffix}", 0)).endswith(suffix)
)
_RAW_SUFFIXES = [suffix.encode() for suffix in _SUFFIXES]


def is_picture(path: str) -> bool:
    """Return whether a file is a picture that pages show."""
    return suffix_of(path) in _SUFFIXES


class Pictures:
    """The published pictures among all versions of all files."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def published(self, oids: Iterable[str], most: int) -> Sequence[tuple[str, str | None]]:
        """Return the pictures that commits changed, with the paths at which they are published if they are.

        `most` is how many changes of a commit its page lists. Later commits can change the paths of published versions.
        """
        commits = self._snapshot.commits
        if not self._newer:
            return ()
        changes = [
            change for oid in oids if commits.may_change(oid, _RAW_SUFFIXES) for change in commits.changes(oid, most)
        ]
        sides = {side for change in changes if _is_shown(change) for side in (change.old_oid, change.new_oid)}
        return [(side, self._path(side)) for side in sorted(sides)]

    def addresses(self, change: Change) -> tuple[str | None, str | None] | None:
        """Return the addresses of the pictures before and after a change, None if it is of something else."""
        if not self._newer or not _is_shown(change) or self._is_text(change.old_oid) or self._is_text(change.new_oid):
            return None
        return self._address(change.old_oid), self._address(change.new_oid)

    def _address(self, oid: str) -> str | None:
        path, size = self._path(oid), self._snapshot.repository.sizes.get(oid)
        if path is None or size is None:
            return None
        return path if path in self._snapshot.published else raw_file_address(oid, path, size)

    def _is_text(self, oid: str) -> bool:
        """Return whether a version is none of a picture but a text, such as Git LFS puts in its place."""
        size = self._snapshot.repository.sizes.get(oid)
        if not size or size > LARGEST_POINTER:
            return False
        blob = self._snapshot.repository.objects.blob(oid)
        return blob is not None and not blob.is_binary

    def _path(self, oid: str) -> str | None:
        """Return the path of the file that still has this content, else its first one if the version has a page."""
        path = self._snapshot.tree.path_of(oid)
        if path is None and oid in self._newer:
            most = self._snapshot.settings.versions
            path = self._snapshot.blobs[oid][0] if most is None or self._newer[oid] < most else None
        return path if path is not None and is_picture(path) else None

    @cached_property
    def _newer(self) -> dict[str, int]:
        """Return how many newer versions had the same path first, for each version of a picture."""
        if not self._snapshot.settings.file_pages:
            return {}
        paths = {oid: path for oid, (path, _) in self._snapshot.blobs.items() if path[-5:].lower().endswith(_SUFFIXES)}
        found: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for oid, path in reversed(list(paths.items())):
            found[oid] = counts[path]
            counts[path] += 1
        return found


def _is_shown(change: Change) -> bool:
    """Return whether a change is of a picture, and not only of its name or mode."""
    return is_picture(change.path) and change.old_oid != change.new_oid
