"""Files that are no longer declared: they go, and so do the folders that become empty."""

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scanpress.writer import address as addresses
from scanpress.writer.address import Claims
from scanpress.writer.output import Known, Published


def remove(folder: Path, stale: Mapping[str, Known], claims: Claims) -> Published:
    """Remove what was written and is not declared, unless it is somebody else's by now."""
    removed, kept = 0, []
    for address, known in sorted(stale.items()):
        addresses.check(address)  # the state is a file, and what is removed on its word stays below the folder
        path = folder / address
        if not _is_file(path) or _is_declared(folder, path, claims.same_file(address)):
            _prune(folder, path.parent)
        elif _is_ours(path, known):
            path.unlink()
            _prune(folder, path.parent)
            removed += 1
        else:
            kept.append(address)
    return Published(removed=removed, kept=tuple(kept))


def _is_file(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def _is_declared(folder: Path, path: Path, other: str | None) -> bool:
    """Return whether the file system takes a declared file and this one for the same."""
    return other is not None and (folder / other).exists() and path.samefile(folder / other)


def _is_ours(path: Path, known: Known) -> bool:
    """Return whether a file is as we wrote it; one that was just being written, of no known size, counts as ours."""
    digest, size = known
    return path.lstat().st_size == size or (digest is None and not size)  # other code forgets digests, and no sizes


def _prune(folder: Path, path: Path) -> None:
    """Remove a folder and those around it as long as they are empty."""
    while path != folder:
        try:
            path.rmdir()
        except (FileNotFoundError, NotADirectoryError):
            pass  # already gone, or a file by now: the folder around it may still be empty
        except OSError:
            return  # something is in it
        path = path.parent


# All pages allow themselves this much and no more: a sentence that nobody else's page begins with.
_MARK = b"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self'"
_HEAD = 1024  # bytes in which it stands


def is_our_page(path: Path) -> bool:
    """Tell whether a file is a page that was made from the base of all templates."""
    with path.open("rb") as file:
        return _MARK in file.read(_HEAD)


@dataclass(frozen=True, slots=True)
class Territory:
    """Addresses that match `pattern` whole: some `files`, and others below some `folders` of the output.

    A state that is lost knows no longer what was published: pages of scans that were withdrawn since must go all the
    same. That somebody else's files may stand at such addresses too, `is_ours` has to tell from what is in them.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    pattern: re.Pattern[str] = re.compile(r"(?!)")
    is_ours: Callable[[Path], bool] = is_our_page

    def addresses(self, output: Path, *, since: float) -> Iterator[str]:
        """Yield the addresses of the owner's files that were there before a time, in seconds since the epoch.

        What is younger was written by this build, and be it by other plugins. No link is followed.
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
                yield from filter(self._holds, (f"{place}/{name}" for name in names))

    def _holds(self, address: str) -> bool:
        return self.pattern.fullmatch(address) is not None and addresses.is_valid(address)
