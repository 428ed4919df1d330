"""The files of a commit as one compressed archive, the same bytes wherever and whenever it is made."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tarfile import BLOCKSIZE, NUL, PAX_FORMAT, RECORDSIZE, SYMTYPE, USTAR_FORMAT, TarInfo
from typing import IO, cast

from scanpress.compressed import gzip_member
from scanpress.repository.log_record import parse_committed
from scanpress.repository.process import GitError, stream
from scanpress.repository.repository import Repository
from scanpress.repository.text import decode_path
from scanpress.repository.values import LINK, SUBMODULE

_LEVEL = 4  # two thirds of the time of the usual 6, and an eighth more bytes
_CHUNK = 4 << 20  # bytes that are compressed together; zlib lets another thread work meanwhile
_THREADS = 2
_AHEAD = 4
_EXECUTABLE = "100755"
_LONGEST = 100  # bytes of a path in the plain format
_UNSAFE = frozenset({"", ".", "..", ".git"})  # parts of paths that only a forged tree has


def write_archive(
    path: Path, repository: Repository, commit: str, folder: str, leaves_out: Callable[[str], bool]
) -> None:
    """Write the files of a commit, by path, in a folder of this name; submodules are left out.

    All files have the time of the commit and no owner, so that only the commit decides which bytes are written. A few
    files at a time are in memory. Raise GitError if the content of a file is missing.
    """
    time = max(parse_committed(repository.records([commit])[commit]) or 0, 0)
    entries = (
        _entry(f"{folder}/{name}", mode, content, time)
        for name, mode, content in _files(repository, commit, leaves_out)
    )
    with path.open("wb") as file:
        for packed in _compressed(_chunks(entries)):
            file.write(packed)


def _compressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield chunks as members of a compressed file; threads make only a few ahead of those that are used."""
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        for chunk in chunks:
            waiting.append(pool.submit(gzip_member, chunk, _LEVEL))
            if len(waiting) == _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _chunks(entries: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of the archive."""
    parts: list[bytes] = []
    size = length = 0
    for entry in entries:
        parts.append(entry)
        size += len(entry)
        if size >= _CHUNK:
            yield b"".join(parts)
            parts, size, length = [], 0, length + size
    end = length + size + 2 * BLOCKSIZE
    yield b"".join(parts) + NUL * (2 * BLOCKSIZE + -end % RECORDSIZE)


def _files(repository: Repository, commit: str, leaves_out: Callable[[str], bool]) -> Iterator[tuple[str, str, bytes]]:
    """Yield path, mode and content of each file, which git reads while others are compressed."""
    found: list[tuple[str, str, str]] = []
    for line in repository.listing(commit):
        about, _, raw = line.partition(b"\t")
        mode, _, oid = about.decode("ascii").split(" ")
        name = decode_path(raw)
        if mode != SUBMODULE and _UNSAFE.isdisjoint(name.split("/")) and not leaves_out(name):
            found.append((name, mode, oid))
    given = "".join(f"{oid}\n" for *_, oid in found).encode()
    with stream(repository.location, "cat-file", "--batch", "--buffer", given=given) as process:
        output = cast("IO[bytes]", process.stdout)
        for name, mode, oid in found:
            answer = output.readline().split()
            if answer[1:2] != [b"blob"]:
                raise GitError("git cat-file", f"object {oid} is missing")
            yield name, mode, output.read(int(answer[2]))
            output.read(1)


def _entry(name: str, mode: str, content: bytes, time: int) -> bytes:
    """Return a file as it is in an archive."""
    entry = TarInfo(name)
    entry.mtime = time
    entry.mode = 0o755 if mode == _EXECUTABLE else 0o644
    if mode == LINK:
        entry.type, entry.linkname, entry.mode = SYMTYPE, decode_path(content), 0o777
        content = b""
    entry.size = len(content)
    # The plain format takes a third of the time, and cannot hold every name.
    is_plain = mode != LINK and name.isascii() and len(name) <= _LONGEST and time < 8**11
    head = entry.tobuf(USTAR_FORMAT if is_plain else PAX_FORMAT, "utf-8", "surrogateescape")
    return head + content + NUL * (-len(content) % BLOCKSIZE)
