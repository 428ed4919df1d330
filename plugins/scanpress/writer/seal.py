"""A checksum beside what is remembered: the database has none, and what the disk lost must not reach a page."""

from zlib import crc32

_LENGTH = 4


def seal(fingerprint: bytes, payload: bytes) -> bytes:
    """Return a fingerprint with the checksum of itself and its payload."""
    return fingerprint + crc32(payload, crc32(fingerprint)).to_bytes(_LENGTH)


def unseal(sealed: bytes, payload: bytes) -> bytes | None:
    """Return the fingerprint; None where it or its payload is not as it was sealed."""
    fingerprint = sealed[:-_LENGTH]
    return fingerprint if seal(fingerprint, payload) == sealed else None
