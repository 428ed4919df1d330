"""Files that are no longer declared: they go, and so do the folders that become empty."""

from collections.abc import Mapping
from pathlib import Path

from scanpress.writer import address as addresses
from scanpress.writer.claims import Claims
from scanpress.writer.state import Known


def remove(folder: Path, stale: Mapping[str, Known], claims: Claims) -> list[str]:
    """Remove what was written and is not declared; return the addresses that were kept as somebody else's."""
    kept = []
    for address, known in sorted(stale.items()):
        addresses.check(address)  # the state is a file, and what is removed on its word stays below the folder
        path = folder / address
        if not _is_ours(path, known):
            kept.append(address)
        elif not _is_declared(folder, path, claims.same_file(address)):
            path.unlink(missing_ok=True)
            _prune(folder, path.parent)
    return kept


def _is_ours(path: Path, known: Known) -> bool:
    """Return whether a file is as we wrote it; one that is gone, or was just being written, counts as ours."""
    if path.is_dir():
        return False
    digest, size = known
    return digest is None or not path.exists() or path.stat().st_size == size


def _is_declared(folder: Path, path: Path, other: str | None) -> bool:
    """Return whether the file system takes a declared file and this one for the same."""
    return other is not None and path.exists() and (folder / other).exists() and path.samefile(folder / other)


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
