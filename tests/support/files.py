"""Files that tests write, and folders that they compare."""

import json
from pathlib import Path
from typing import Any


def write(path: Path, text: str) -> Path:
    """Write a text file, with the folders above it, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def append(path: Path, text: str) -> None:
    """Add text to the end of a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def replace_once(path: Path, old: str, new: str) -> Path:
    """Replace the first occurrence of a text in a file, which must hold it, and return the path."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def write_json(path: Path, document: Any) -> Path:
    """Write a JSON document as contributors write scans, and return its path."""
    return write(path, json.dumps(document, ensure_ascii=False, indent=2))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of each file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the inode and the time of the last change of each file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
