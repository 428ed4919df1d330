"""Templates as files: where each is found, and what it is made of."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import nodes
from jinja2.meta import find_referenced_templates

from scanpress.writer.rendering.syntax import only_written, parse


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
        return self.content(name).decode("utf-8")

    def content(self, name: str) -> bytes:
        """Return a template's bytes; raise FileNotFoundError where no folder has it."""
        if name not in self._sources:
            raise FileNotFoundError(f"template {name!r} is in none of: {', '.join(self.folders)}")
        return self._sources[name]

    def fingerprint(self, name: str) -> bytes:
        """Return the digest of a template and of everything it extends, includes, imports or shows by `each`."""
        if name not in self._fingerprints:
            digest = blake2b(digest_size=16)
            for part in sorted(self._closure(name)):
                digest.update(_part(part, self._sources.get(part, b"")))
            self._fingerprints[name] = digest.digest()
        return self._fingerprints[name]

    def only_written(self, name: str) -> bool:
        """Tell whether a template and all that it is made of do nothing with the text from `each` but write it."""
        return only_written(self._sources.get(part, b"") for part in self._closure(name))

    def fingerprint_of_all(self) -> bytes:
        """Return the digest of all templates together."""
        digest = blake2b(digest_size=16)
        for name in sorted(self._sources):
            digest.update(_part(name, self._sources[name]))
        return digest.digest()

    def _closure(self, name: str) -> set[str]:
        self.content(name)
        found, waiting = {name}, [name]
        while waiting:
            references = _references(self._sources.get(waiting.pop(), b""))
            if references is None:
                return set(self._sources)
            waiting += references - found
            found |= references
        return found


def _part(name: str, source: bytes) -> bytes:
    # A length before each part: no two sets of parts run together to the same bytes.
    return f"{len(name.encode())} {len(source)} {name}".encode() + source


@cache  # a template is parsed once a process: `scanpress serve` builds again and again
def _references(source: bytes) -> frozenset[str] | None:
    """Return the templates that a template names; None where only rendering can tell (a name in a variable)."""
    tree = parse(source)
    if tree is None:
        return None
    names = {*find_referenced_templates(tree), *_shown(tree)}
    return None if None in names else frozenset(name for name in names if name)


def _shown(tree: nodes.Template) -> Iterator[str | None]:
    """Yield the first argument of every use of `each`, None where it is no text."""
    calls = {id(call.node): call for call in tree.find_all(nodes.Call)}
    for name in tree.find_all(nodes.Name):
        if name.name == "each":
            match calls.get(id(name)):
                case nodes.Call(args=[nodes.Const(value=str(template)), *_]):
                    yield template
                case _:
                    yield None  # called in another way, or handed on: only rendering can tell


def _files(folder: str) -> Iterator[tuple[str, bytes]]:
    for directory, folders, names in os.walk(folder):
        folders.sort()
        for path in _visible(directory, names):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _visible(directory: str, names: Iterable[str]) -> list[Path]:
    # What an editor keeps beside a template is no template.
    return [Path(directory, name) for name in sorted(names) if not name.startswith(".")]
