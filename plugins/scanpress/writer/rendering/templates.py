"""Find the files of templates, and the templates that each of them uses."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import orjson
from jinja2 import nodes
from jinja2.meta import find_referenced_templates

from scanpress.writer.rendering.syntax import Blocks, blocks_in, only_written, parse


class Syntax(NamedTuple):
    """What the syntax of a template shows: the templates that it uses, and its blocks; None if only rendering does."""

    used: list[str] | None
    blocks: Blocks | None


class Templates:
    """The bytes of all templates below some folders, read once, so that all pages of a build are made from the same.

    If two folders have a template of the same name, that of the first folder is used.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(map(str, folders))
        self._sources: dict[str, bytes] = {}
        for folder in reversed(self.folders):
            self._sources.update(_files(folder))
        self._fingerprints: dict[str, bytes] = {}
        self._syntax: dict[str, Syntax] = {}
        self._learned = 0

    def learn(self, payload: bytes) -> None:
        """Take over what an earlier build kept: to parse templates takes 0.5 s of a build after one scan changed."""
        self._syntax = {digest: Syntax(*found) for digest, found in orjson.loads(payload).items()} | self._syntax
        self._learned = len(self._syntax)

    def new(self) -> bytes | None:
        """Return the syntax of these templates as bytes to keep, None if nothing was added since `learn`."""
        if len(self._syntax) == self._learned:
            return None
        current = self._syntax.keys() & set(map(_digest, self._sources.values()))
        return orjson.dumps({digest: (*self._syntax[digest],) for digest in sorted(current)})

    def source(self, name: str) -> str:
        """Return a template's text; raise FileNotFoundError if no folder has it."""
        return self.content(name).decode("utf-8")

    def content(self, name: str) -> bytes:
        """Return a template's bytes; raise FileNotFoundError if no folder has it."""
        if name not in self._sources:
            raise FileNotFoundError(f"template {name!r} is in none of: {', '.join(self.folders)}")
        return self._sources[name]

    def fingerprint(self, name: str) -> bytes:
        """Return the digest of a template and of all that it extends, includes, imports or shows by `each`, `once`."""
        if name not in self._fingerprints:
            digest = blake2b(digest_size=16)
            for part in sorted(self._all_used(name)):
                digest.update(_part(part, self._sources.get(part, b"")))
            self._fingerprints[name] = digest.digest()
        return self._fingerprints[name]

    def only_written(self, name: str) -> bool:
        """Return whether a template, with all that it uses, does nothing with the text from `each` but write it."""
        return only_written(self._syntax_of(part).blocks for part in self._all_used(name))

    def fingerprint_of_all(self) -> bytes:
        """Return the digest of all templates together."""
        digest = blake2b(digest_size=16)
        for name in sorted(self._sources):
            digest.update(_part(name, self._sources[name]))
        return digest.digest()

    def _all_used(self, name: str) -> set[str]:
        self.content(name)
        found, waiting = {name}, [name]
        while waiting:
            references = self._syntax_of(waiting.pop()).used
            if references is None:
                return set(self._sources)
            waiting += set(references) - found
            found |= set(references)
        return found

    def _syntax_of(self, name: str) -> Syntax:
        source = self._sources.get(name, b"")
        digest = _digest(source)
        if digest not in self._syntax:
            self._syntax[digest] = _syntax(source)
        return self._syntax[digest]


def _part(name: str, source: bytes) -> bytes:
    # Each part begins with its length, so that no two sets of parts give the same bytes.
    return f"{len(name.encode())} {len(source)} {name}".encode() + source


def _digest(source: bytes) -> str:
    return blake2b(source, digest_size=16).hexdigest()


@cache  # A template is parsed once per process: `scanpress serve` builds many times.
def _syntax(source: bytes) -> Syntax:
    return Syntax(_references(source), blocks_in(source))


def _references(source: bytes) -> list[str] | None:
    """Return the templates that a template uses, or None if only rendering shows them (a name in a variable)."""
    tree = parse(source)
    if tree is None:
        return None
    names = {*find_referenced_templates(tree), *_shown(tree)}
    return None if None in names else sorted(name for name in names if name)


def _shown(tree: nodes.Template) -> Iterator[str | None]:
    """Yield the first argument of every use of `each` and `once`, or None if it is not a text."""
    calls = {id(call.node): call for call in tree.find_all(nodes.Call)}
    for name in tree.find_all(nodes.Name):
        if name.name in {"each", "once"}:
            match calls.get(id(name)):
                case nodes.Call(args=[nodes.Const(value=str(template)), *_]):
                    yield template
                case _:
                    yield None  # It is called in another way, or passed on, so only rendering shows the template.


def _files(folder: str) -> Iterator[tuple[str, bytes]]:
    for directory, folders, names in os.walk(folder):
        folders.sort()
        for path in _visible(directory, names):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _visible(directory: str, names: Iterable[str]) -> list[Path]:
    # Hidden files beside a template are not templates: editors make them.
    return [Path(directory, name) for name in sorted(names) if not name.startswith(".")]
