"""Submodules: the web addresses of their repositories, as far as `.gitmodules` names them without doubt."""

import re

from scanpress.repository import decode, objects, shown

_LARGEST = 1 << 16  # bytes of a file `.gitmodules` that is read
_ADDRESS = re.compile(
    r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?(?:/[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*)+"
)


def submodule_addresses(store: str, *trees: str) -> dict[str, str]:
    """Return the address of each submodule by its path, as trees name them, the last one above all."""
    found: dict[str, str] = {}
    for tree in trees:
        oid = objects(store).find(f"{tree}:.gitmodules")
        blob = objects(store).blob(oid, _LARGEST) if oid else None
        found |= _addresses(decode(blob.content)) if blob else {}
    return found


def _addresses(text: str) -> dict[str, str]:
    r"""Return what a file `.gitmodules` says; values in quotation marks and addresses of other kinds are left out.

    >>> _addresses('[submodule "a"]\n\tpath = lib/a\n\turl = https://example.org/a.git\n[submodule "b"]\n\tpath = b')
    {'lib/a': 'https://example.org/a'}
    """
    found: dict[str, str] = {}
    values: dict[str, str] = {}
    for line in [*text.splitlines(), "["]:
        key, _, value = (part.strip() for part in line.partition("="))
        if not line.lstrip().startswith("["):
            values[key.lower()] = value
            continue
        address = values.get("url", "").removesuffix("/").removesuffix(".git")
        if "path" in values and _ADDRESS.fullmatch(address):
            found[shown(values["path"])] = address
        values = {}
    return found
