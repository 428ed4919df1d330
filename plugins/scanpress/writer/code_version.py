"""What the code itself is: a page made by other code is made from something else."""

import sys
import unicodedata
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_THEME = _PACKAGE / "theme"  # templates count page by page, and the rest of the theme is in no page
# Whose output ends up in pages, and whose word decides which scans have one.
_SHAPING = ("jinja2", "jsonschema-rs", "markdown", "markupsafe", "minijinja", "orjson", "pygments")


@cache  # the code that runs is the code that was loaded, whatever becomes of its files while a process lives
def code_version() -> bytes:
    """Return the digest of the package's code and data, and of the versions of what shapes a page besides."""
    digest = blake2b(digest_size=16)
    for name in _SHAPING:
        digest.update(f"{name} {_version(name)}\n".encode())
    digest.update(f"python {sys.version_info[:2]} unicode {unicodedata.unidata_version}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and _THEME not in path.parents:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(content)}\n".encode() + content)
    return digest.digest()


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (workers need none of it)

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
