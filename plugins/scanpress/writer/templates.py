"""Templates as files: where each is found, and what it is made of."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_referenced_templates


class Templates:
    """The bytes of all templates below some folders, read once, so that every page of a build is made from the same.

    Where two folders have a template of one name, the first folder's counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(map(str, folders))
        self._sources: dict[str, bytes] = {}
        for folder in reversed(self.folders):
            self._sources.update(_files(folder))
        self._fingerprints: dict[str, bytes] = {}

    def source(self, name: str) -> str:
        """Return a template's text; raise FileNotFoundError where no folder has it."""
        return self._bytes(name).decode("utf-8")

    def fingerprint(self, name: str) -> bytes:
        """Return the digest of a template and of everything it extends, includes or imports."""
        if name not in self._fingerprints:
            digest = blake2b(digest_size=16)
            for part in sorted(self._closure(name)):
                digest.update(_part(part, self._sources.get(part, b"")))
            self._fingerprints[name] = digest.digest()
        return self._fingerprints[name]

    def fingerprint_of_all(self) -> bytes:
        """Return the digest of all templates together."""
        digest = blake2b(digest_size=16)
        for name in sorted(self._sources):
            digest.update(_part(name, self._sources[name]))
        return digest.digest()

    def _closure(self, name: str) -> set[str]:
        self._bytes(name)
        found, waiting = {name}, [name]
        while waiting:
            references = _references(self._sources.get(waiting.pop(), b""))
            if references is None:
                return set(self._sources)
            waiting += references - found
            found |= references
        return found

    def _bytes(self, name: str) -> bytes:
        if name not in self._sources:
            raise FileNotFoundError(f"template {name!r} is in none of: {', '.join(self.folders)}")
        return self._sources[name]


def _part(name: str, source: bytes) -> bytes:
    # A length before each part: no two sets of parts run together to the same bytes.
    return f"{len(name.encode())} {len(source)} {name}".encode() + source


@cache  # a template is parsed once a process: `scanpress serve` builds again and again
def _references(source: bytes) -> frozenset[str] | None:
    """Return the templates that a template names; None where only rendering can tell (a name in a variable)."""
    try:
        names = set(find_referenced_templates(Environment(autoescape=True).parse(source.decode("utf-8"))))
    except (TemplateSyntaxError, UnicodeDecodeError):
        return None
    return None if None in names else frozenset(name for name in names if name)


def _files(folder: str) -> Iterator[tuple[str, bytes]]:
    for directory, folders, names in os.walk(folder):
        folders.sort()
        for path in _visible(directory, names):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _visible(directory: str, names: Iterable[str]) -> list[Path]:
    # What an editor keeps beside a template is no template.
    return [Path(directory, name) for name in sorted(names) if not name.startswith(".")]
