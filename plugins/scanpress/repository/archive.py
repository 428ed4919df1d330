"""The files of a commit as one compressed archive, the same bytes wherever and whenever it is made."""

from collections.abc import Callable, Iterator
from gzip import GzipFile
from io import BufferedWriter
from pathlib import Path
from tarfile import BLOCKSIZE, NUL, PAX_FORMAT, RECORDSIZE, SYMTYPE, TarInfo

from scanpress.repository.log_record import parse_committed
from scanpress.repository.process import GitError
from scanpress.repository.repository import Repository
from scanpress.repository.text import decode_path
from scanpress.repository.values import LINK, SUBMODULE

_LEVEL = 6
_EXECUTABLE = "100755"
_UNSAFE = frozenset({"", ".", "..", ".git"})  # parts of paths that only a forged tree has


def write_archive(
    path: Path, repository: Repository, commit: str, folder: str, leaves_out: Callable[[str], bool]
) -> None:
    """Write the files of a commit, by path, in a folder of this name; submodules are left out.

    All files have the time of the commit and no owner, so that only the commit decides which bytes are written. One
    file at a time is in memory. Raise GitError if the content of a file is missing.
    """
    time = max(parse_committed(repository.records([commit])[commit]) or 0, 0)
    with path.open("wb") as file, _compressed(file) as packed:
        length = 0
        for name, mode, content in _files(repository, commit, leaves_out):
            entry = _entry(f"{folder}/{name}", mode, content, time)
            head = entry.tobuf(PAX_FORMAT, "utf-8", "surrogateescape")
            body = content + NUL * (-len(content) % BLOCKSIZE) if entry.isreg() else b""
            packed.write(head + body)
            length += len(head) + len(body)
        end = length + 2 * BLOCKSIZE
        packed.write(NUL * (end - length + -end % RECORDSIZE))


def _compressed(file: BufferedWriter) -> GzipFile:
    """Return a compressed file without name and time."""
    return GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0)


def _files(repository: Repository, commit: str, leaves_out: Callable[[str], bool]) -> Iterator[tuple[str, str, bytes]]:
    """Yield path, mode and content of each file."""
    for line in repository.listing(commit):
        about, _, raw = line.partition(b"\t")
        mode, _, oid = about.decode("ascii").split(" ")
        name = decode_path(raw)
        if mode == SUBMODULE or not _UNSAFE.isdisjoint(name.split("/")) or leaves_out(name):
            continue
        found = repository.objects.read(oid)
        if found is None:
            raise GitError("git cat-file", f"object {oid} is missing")
        yield name, mode, found[1]


def _entry(name: str, mode: str, content: bytes, time: int) -> TarInfo:
    entry = TarInfo(name)
    entry.mtime = time
    entry.mode = 0o755 if mode == _EXECUTABLE else 0o644
    if mode == LINK:
        entry.type, entry.linkname, entry.mode = SYMTYPE, decode_path(content), 0o777
    else:
        entry.size = len(content)
    return entry
