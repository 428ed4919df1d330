"""Files that are compressed part by part: members of gzip, one after the other, are a gzip file again."""

import zlib

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # no name, no time, no operating system
_LEVEL = 6
_WITHOUT_HEADER = -15


def gzip_member(content: bytes) -> bytes:
    """Return bytes as a member of a gzip file, the same everywhere.

    >>> import gzip
    >>> gzip.decompress(gzip_member(b"one, ") + gzip_member(b"two"))
    b'one, two'
    """
    packed = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WITHOUT_HEADER)
    end = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return _HEADER + packed.compress(content) + packed.flush() + end


def unpacked(member: bytes) -> bytes:
    """Return the bytes in a member."""
    return zlib.decompress(member, 31)
