"""All branches and tags with their history as one file, from which `git clone` works."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import copyfileobj
from typing import IO, cast

from scanpress.repository.process import stream
from scanpress.repository.repository import Repository
from scanpress.repository.text import encode_path

_SHA_1 = 40  # hexadecimal digits
_CHUNK = 1 << 20
# One thread: several would divide the objects among them as it happens, and the bundle would be another one each time.
_OPTIONS = ("-c", "pack.threads=1", "pack-objects", "--stdout", "--revs", "--delta-base-offset", "--quiet")


def write_bundle(path: Path, repository: Repository, refs: Mapping[str, str], head: str) -> None:
    """Write a bundle of refs, by full names, and of the commit that a clone checks out; raise GitError if git fails."""
    lines = [*refs.items(), ("HEAD", head)]
    with path.open("wb") as file:
        file.write(_heading(head) + b"".join(oid.encode() + b" " + encode_path(name) + b"\n" for name, oid in lines))
        file.write(b"\n")
        with stream(repository.location, *_OPTIONS, given=_tips([*refs.values(), head])) as process:
            copyfileobj(cast("IO[bytes]", process.stdout), file, _CHUNK)


def _heading(oid: str) -> bytes:
    """Return the first lines, which say how objects are named."""
    return b"# v2 git bundle\n" if len(oid) == _SHA_1 else b"# v3 git bundle\n@object-format=sha256\n"


def _tips(oids: Iterable[str]) -> bytes:
    return "".join(f"{oid}\n" for oid in dict.fromkeys(oids)).encode()
