"""Remove files that are no longer declared, and folders that become empty; files of other programs stay."""

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scanpress.writer import address as addresses
from scanpress.writer.address import Claims
from scanpress.writer.output import FileState, Published

# The content security policy that only pages made from the base of all templates have, and all of them.
_POLICY = re.compile(b"default-src 'none'; base-uri 'none'; form-action '(?:none|self)'; style-src 'self'")
_HEAD = 1024  # bytes at the beginning of a page, which contain the policy


def remove(folder: Path, stale: Mapping[str, FileState], claims: Claims) -> Published:
    """Remove files that earlier builds wrote and this one does not declare; keep those that somebody else replaced."""
    removed, kept = 0, []
    for address, state in sorted(stale.items()):
        addresses.check(address)  # The state is only a file: nothing outside the folder is removed because of it.
        path = folder / address
        if not _is_file(path) or _is_declared(folder, path, claims.same_file(address)):
            _remove_empty_folders(folder, path.parent)
        elif _is_ours(path, state):
            path.unlink()
            _remove_empty_folders(folder, path.parent)
            removed += 1
        else:
            kept.append(address)
    return Published(removed=removed, kept=tuple(kept))


def is_our_page(path: Path) -> bool:
    """Return whether a file is a page that was made from the base of all templates."""
    with path.open("rb") as file:
        return _POLICY.search(file.read(_HEAD)) is not None


@dataclass(frozen=True, slots=True)
class OwnedPaths:
    """The addresses at which an owner may publish: some `files`, and all that match `pattern` below some `folders`.

    They are needed if the state was lost: pages of scans that were withdrawn since have to be removed all the same.
    Files of others may be at such addresses, too; `is_ours` decides by a file's content.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    pattern: re.Pattern[str] = re.compile(r"(?!)")
    is_ours: Callable[[Path], bool] = is_our_page

    def find(self, output: Path, *, since: float) -> Iterator[str]:
        """Yield the addresses of the owner's files that are older than `since`, in seconds since the epoch.

        Younger files were written by this build, perhaps by another plugin. Symbolic links are not followed.
        """
        for address in self._candidates(output):
            path = output / address
            status = path.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_mtime < since and self.is_ours(path):
                yield address

    def _candidates(self, output: Path) -> Iterator[str]:
        yield from (address for address in self.files if (output / address).is_file())
        for top in self.folders:
            if (output / top).is_symlink():
                continue
            for folder, _, names in os.walk(output / top):
                place = Path(folder).relative_to(output).as_posix()
                yield from filter(self._matches, (f"{place}/{name}" for name in names))

    def _matches(self, address: str) -> bool:
        return self.pattern.fullmatch(address) is not None and addresses.is_valid(address)


def _is_file(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def _is_declared(folder: Path, path: Path, other: str | None) -> bool:
    """Return whether this is a declared file under another spelling, on a file system that ignores case."""
    return other is not None and (folder / other).exists() and path.samefile(folder / other)


def _is_ours(path: Path, state: FileState) -> bool:
    """Return whether a file has the recorded size; a file that a killed build was writing has none, and is ours."""
    digest, size = state
    # An update deletes all digests and no sizes, so that a digest alone shows nothing.
    return path.lstat().st_size == size or (digest is None and not size)


def _remove_empty_folders(folder: Path, path: Path) -> None:
    """Remove the folder `path` and those around it, up to `folder`, as long as they are empty."""
    while path != folder:
        try:
            path.rmdir()
        except (FileNotFoundError, NotADirectoryError):
            pass  # It is gone already, or a file by now; the folder around it may be empty all the same.
        except OSError:
            return  # It is not empty.
        path = path.parent
