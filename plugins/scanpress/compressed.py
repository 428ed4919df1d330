"""Compressed files that are the same bytes wherever they are made with the same zlib."""

import zlib

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # no name, no time, no operating system
_LEVEL = 5  # 8,000 small scans: 0.51 s of CPU and not 1.09 of the usual 6; 1 % more bytes of prose, 9 % of few words
_WITHOUT_HEADER = -15


def gzip_member(content: bytes, level: int = _LEVEL) -> bytes:
    """Return bytes as a member of a gzip file, the same everywhere: members one after the other are such a file again.

    >>> import gzip
    >>> gzip.decompress(gzip_member(b"one, ") + gzip_member(b"two"))
    b'one, two'
    """
    packed = zlib.compressobj(level, zlib.DEFLATED, _WITHOUT_HEADER)
    end = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return _HEADER + packed.compress(content) + packed.flush() + end
