"""What is noted of a file in the output folder."""

from typing import NamedTuple

Known = tuple[bytes | None, int]
"""What is known of a file: the digest of all it is made from (None: it was just being written), and its size."""


class Note(NamedTuple):
    """What became of a file: its address and group, the digest of all it is made from (None: it failed), its size."""

    address: str
    group: str
    digest: bytes | None
    size: int
