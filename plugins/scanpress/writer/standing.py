"""What earlier builds left of one owner's outputs, by group."""

from collections.abc import Sequence

from scanpress.writer.note import Known
from scanpress.writer.shelf import Shelf


class Standing:
    """Tell which groups stand as they are, and hand over what is known of the files of all others."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._files = shelf.known()
        self._wholes = shelf.wholes()

    def knows(self, group: str) -> bool:
        """Tell whether a group was completed."""
        return group in self._wholes

    def take(self, group: str, whole: bytes | None) -> Sequence[str] | None:
        """Return the addresses of a group that was completed from the same, where every file is as it was written.

        None: its outputs have to be declared.
        """
        if whole is None or self._wholes.get(group) != whole:
            return None
        files, size_of = self._files.get(group, {}), self._shelf.size
        if not all(digest and size_of(address) == size for address, (digest, size) in files.items()):
            return None
        self._wholes.pop(group)
        return list(self._files.pop(group, ()))

    @property
    def wholes(self) -> Sequence[str]:
        """Return the groups that were complete, and were not taken."""
        return list(self._wholes)

    @property
    def files(self) -> dict[str, tuple[Known, str]]:
        """Return what is known of the files of all groups that were not taken, with their group."""
        return {address: (known, group) for group, files in self._files.items() for address, known in files.items()}
