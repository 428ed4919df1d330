"""Everything an output is made from, as one digest: equal digests, equal bytes."""

import sys
import unicodedata
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path, PurePath
from typing import Any

import orjson

from scanpress.writer.output import Output, Page
from scanpress.writer.rendering.renderer import Renderer

_ROOT_FOLDER = Path(__file__).parents[2]
_THEME = _ROOT_FOLDER / "theme"  # templates count page by page, and the rest of the theme is in no page
# Whose output ends up in pages, and whose word decides which scans have one.
_SHAPING = ("jinja2", "jsonschema-rs", "markdown", "markupsafe", "minijinja", "orjson", "pygments")


@cache  # the code that runs is the code that was loaded, whatever becomes of its files while a process lives
def code_version() -> bytes:
    """Return the digest of the package's code and data, and of the versions of what shapes a page besides."""
    digest = blake2b(digest_size=16)
    for name in _SHAPING:
        digest.update(f"{name} {_version(name)}\n".encode())
    digest.update(f"python {sys.version_info[:2]} unicode {unicodedata.unidata_version}\n".encode())
    for path in sorted(_ROOT_FOLDER.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and _THEME not in path.parents:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(_ROOT_FOLDER).as_posix()} {len(content)}\n".encode() + content)
    return digest.digest()


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (workers need none of it)

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


_PACKAGE = __name__.partition(".")[0]
_Maker = Callable[[Any], Any]


class Fingerprints:
    """Digest the outputs of one build; what all outputs of a kind share is digested once."""

    def __init__(self, renderer: Renderer) -> None:
        self._templates = renderer.templates
        self._site = canonical(renderer.site.variables)
        self._kinds: dict[tuple[str, _Maker], bytes] = {}

    def of(self, output: Output) -> tuple[bytes, int]:
        """Return an output's digest, and how many bytes it is made from, about what handing it to a worker costs."""
        template, maker = (output.template, output.view) if isinstance(output, Page) else ("", output.content)
        shared = self._kinds.get((template, maker)) or self._kind(template, maker)
        try:
            made_from = canonical(output.made_from)
        except TypeError as error:
            raise TypeError(f"{output.address}: made_from has no canonical form: {error}") from error
        # An address holds no NUL, so that no address and content run together to the bytes of others.
        content = b"%b%b\0%b" % (shared, output.address.encode(), made_from)
        return blake2b(content, digest_size=16).digest(), len(made_from)

    def of_whole(self, made_from: Any) -> bytes | None:
        """Return the digest of all that the outputs of a group together are made from; None where it is not known."""
        if callable(made_from):
            made_from = made_from()
        if made_from is None:
            return None
        digest = self._all.copy()
        digest.update(canonical(made_from))
        return digest.digest()

    @cached_property
    def _all(self) -> blake2b:
        """Return the digest, not ended yet, of code, templates and site."""
        return blake2b(code_version() + self._templates.fingerprint_of_all() + self._site, digest_size=16)

    def _kind(self, template: str, maker: _Maker) -> bytes:
        digest = blake2b(code_version() + _identity(maker), digest_size=16)
        if template:
            digest.update(template.encode() + b"\0" + self._templates.fingerprint(template) + self._site)
        self._kinds[template, maker] = digest.digest()
        return self._kinds[template, maker]


def canonical(value: Any) -> bytes:
    """Return the same bytes for the same data, whatever the order of its keys.

    >>> canonical({"b": frozenset({2, 1}), "a": Path("x")})
    b'{"a":"x","b":[1,2]}'
    """
    try:
        return orjson.dumps(value, _plain, orjson.OPT_SORT_KEYS)
    except TypeError:  # keys that are no strings: rare, and slower
        return orjson.dumps(_with_plain_keys(value), _plain, orjson.OPT_SORT_KEYS)


def _with_plain_keys(value: Any) -> Any:
    """Return data in which every mapping is a list of pairs in the order of their keys' canonical forms."""
    if is_dataclass(value) and not isinstance(value, type):
        return [_with_plain_keys(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        pairs = [(canonical(key).decode(), _with_plain_keys(part)) for key, part in value.items()]
        return sorted(pairs, key=itemgetter(0))
    return [_with_plain_keys(part) for part in value] if isinstance(value, list | tuple) else value


def _plain(value: object) -> Any:
    match value:
        case PurePath():
            return str(value)
        case bytes():
            return value.hex()
        case tuple():
            return list(value)
        case AbstractSet():
            return sorted(value)
        case Mapping():
            return dict(value)
    raise TypeError


def _identity(maker: _Maker) -> bytes:
    """Return what a view is: its name, and the bytes of its module where that is not part of this package."""
    name = getattr(maker, "__qualname__", "")
    module = sys.modules.get(getattr(maker, "__module__", ""))
    if module is None or module.__name__ == "__main__" or getattr(module, name, None) is not maker:
        raise ValueError(f"{maker!r} is no function of an importable module: a worker process could not find it")
    identity = f"{module.__name__}.{name}\0".encode()
    if module.__name__.partition(".")[0] != _PACKAGE and module.__file__:
        identity += blake2b(Path(module.__file__).read_bytes(), digest_size=16).digest()
    return identity
