"""The files below the folder of scans, each with its signature, and what the last build remembers of them."""

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from scanpress.checking import scan_entries
from scanpress.corpus.signature import signature_of


@dataclass(frozen=True)
class Listing:
    """Files by their path in the repository, in order; a signature is None where a file must be read to know it.

    `others` is what the outcome of a check depends on besides the file.
    """

    root: Path
    signatures: Mapping[str, bytes | None]
    others: bytes

    @classmethod
    def of(cls, folder: Path, *, root: Path, others: bytes) -> Self:
        """List the scans below `folder`."""
        start = len(os.path.join(root, ""))  # noqa: PTH118 - the root with the separator behind it
        now = time.time_ns()
        entries = ((entry.path[start:].replace(os.sep, "/"), entry) for entry in scan_entries(folder))
        return cls(root, {name: signature_of(entry, now=now) for name, entry in entries}, others)

    @cached_property
    def fingerprint(self) -> bytes | None:
        """Return what changes whenever any file may have; None where some file must be read to know."""
        digest = hashlib.blake2b(self.others, digest_size=16)
        for name, signature in self.signatures.items():
            if signature is None:
                return None
            digest.update(b"%s\0%s\0" % (name.encode("utf-8", "surrogateescape"), signature))
        return digest.digest()

    def is_known(self, name: str, remembered: Mapping[str, tuple[bytes, bytes]]) -> bool:
        """Tell whether a file is remembered with the signature that it has."""
        entry, wanted = remembered.get(name), self.key_of(name)
        return wanted is not None and entry is not None and entry[0] == wanted

    def key_of(self, name: str) -> bytes | None:
        """Return the fingerprint under which a file is remembered."""
        signature = self.signatures[name]
        return None if signature is None else signature + b" " + self.others
