"""One file put in place: whole or not at all, and untouched where its bytes are the same."""

import os
from pathlib import Path


def place(path: Path, content: bytes) -> bool:
    """Write `content` beside `path` and rename it there; return whether anything was written."""
    if _holds(path, content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{os.getpid()}.part")
    beside.write_bytes(content)
    beside.replace(path)
    return True


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False
