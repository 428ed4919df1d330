"""Files that are no longer declared: they go, and so do the folders that become empty."""

from collections.abc import Mapping
from pathlib import Path

from scanpress.writer import address as addresses
from scanpress.writer.claims import Claims
from scanpress.writer.note import Known
from scanpress.writer.published import Published


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
