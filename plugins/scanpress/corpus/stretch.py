"""Files that stand next to each other in the order of their paths: what is remembered together."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

_MEAN = 256  # files: a change costs what one stretch costs, and none what there are stretches


@dataclass(frozen=True)
class Stretch:
    """Files with their signatures, in order; `others` is what the outcome of a check depends on besides a file.

    A stretch is named by its first file, the first of all by nothing.
    """

    name: str
    signatures: Mapping[str, bytes | None]
    others: bytes

    @cached_property
    def fingerprint(self) -> bytes | None:
        """Return what changes whenever any file may have; None where some file must be read to know."""
        digest = hashlib.blake2b(self.others, digest_size=16)
        for name, signature in self.signatures.items():
            if signature is None:
                return None
            digest.update(b"\0%b\0%b" % (name.encode("utf-8", "surrogateescape"), signature))
        return digest.digest()


def stretches(signatures: Mapping[str, bytes | None], others: bytes) -> Iterator[Stretch]:
    """Divide files into stretches.

    Whether a file begins one follows from its path alone, so that a file which is added or removed changes no stretch
    but its own. One whose path is no text never does: nothing could be kept under such a name.
    """
    name, members = "", dict[str, bytes | None]()
    for path, signature in signatures.items():
        written = path.encode("utf-8", "surrogateescape")
        if crc32(written) % _MEAN == 0 and _is_text(written):
            yield Stretch(name, members, others)
            name, members = path, {}
        members[path] = signature
    yield Stretch(name, members, others)


def _is_text(written: bytes) -> bool:
    try:
        written.decode()
    except UnicodeDecodeError:
        return False
    return True
