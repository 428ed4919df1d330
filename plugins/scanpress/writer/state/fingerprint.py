"""Digests of all that an output is made from: if two digests are equal, so are the bytes of the outputs."""

import sys
import unicodedata
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from operator import itemgetter
from pathlib import Path, PurePath
from typing import Any

import orjson

from scanpress.writer.output import Output, Page
from scanpress.writer.rendering.renderer import Renderer

_PACKAGE = __name__.partition(".")[0]
_PACKAGE_FOLDER = Path(__file__).parents[2]
_THEME = _PACKAGE_FOLDER / "theme"  # Each page's templates are part of its own digest; the rest is in no page.
# Libraries that make parts of pages, or decide which scans have one.
_LIBRARIES = (
    *("bibtexparser", "jinja2", "jsonschema-rs", "markdown", "markupsafe", "minijinja", "nh3", "orjson", "pylatexenc"),
    *("pyromark", "rispy"),
)

_View = Callable[[Any], Any]


class Fingerprints:
    """Return the digests of the outputs of one build."""

    def __init__(self, renderer: Renderer) -> None:
        self._templates = renderer.templates
        self._site = canonical(renderer.site.variables)
        self._kinds: dict[tuple[str, _View], bytes] = {}

    def of(self, output: Output) -> tuple[bytes, int]:
        """Return an output's digest and its weight: the number of bytes it is made from, and which a worker is sent."""
        template, view = (output.template, output.view) if isinstance(output, Page) else ("", output.content)
        shared = self._kinds.get((template, view)) or self._kind(template, view)
        try:
            made_from = canonical(output.made_from)
        except TypeError as error:
            raise TypeError(f"{output.address}: made_from has no canonical form: {error}") from error
        # An address contains no NUL, so two different pairs of address and content never give the same bytes.
        content = b"%b%b\0%b" % (shared, output.address.encode(), made_from)
        return blake2b(content, digest_size=16).digest(), len(made_from)

    def of_group(self, made_from: Any) -> bytes | None:
        """Return the digest of all that the outputs of a group are made from, or None if that is not known."""
        if callable(made_from):
            made_from = made_from()
        if made_from is None:
            return None
        digest = self._common.copy()
        digest.update(canonical(made_from))
        return digest.digest()

    @cached_property
    def _common(self) -> blake2b:
        """Return the unfinished digest of code, templates and site."""
        return blake2b(code_version() + self._templates.fingerprint_of_all() + self._site, digest_size=16)

    def _kind(self, template: str, view: _View) -> bytes:
        """Return the digest of all that outputs with the same template and view have in common."""
        digest = blake2b(code_version() + _identity(view), digest_size=16)
        if template:
            digest.update(template.encode() + b"\0" + self._templates.fingerprint(template) + self._site)
        self._kinds[template, view] = digest.digest()
        return self._kinds[template, view]


@cache  # A process runs the code that it loaded, even if the files change later.
def code_version() -> bytes:
    """Return the digest of the package's code and data, and of the versions of Python and of `_LIBRARIES`."""
    digest = blake2b(digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    digest.update(f"python {sys.version_info[:2]} unicode {unicodedata.unidata_version}\n".encode())
    for path in sorted(_PACKAGE_FOLDER.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and _THEME not in path.parents:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(_PACKAGE_FOLDER).as_posix()} {len(content)}\n".encode() + content)
    return digest.digest()


def canonical(value: Any) -> bytes:
    """Return the same bytes for the same data, whatever the order of its keys.

    >>> canonical({"b": frozenset({2, 1}), "a": Path("x")})
    b'{"a":"x","b":[1,2]}'
    """
    try:
        return orjson.dumps(value, _plain, orjson.OPT_SORT_KEYS)
    except TypeError:  # Some keys are not strings: this is rare, and slower.
        return orjson.dumps(_with_plain_keys(value), _plain, orjson.OPT_SORT_KEYS)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _with_plain_keys(value: Any) -> Any:
    """Return data in which each mapping is a list of pairs, sorted by the canonical forms of their keys."""
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


def _identity(view: _View) -> bytes:
    """Return the name of a view, and the digest of its module if that is not part of this package."""
    name = getattr(view, "__qualname__", "")
    module = sys.modules.get(getattr(view, "__module__", ""))
    if module is None or module.__name__ == "__main__" or getattr(module, name, None) is not view:
        raise ValueError(f"{view!r} is not a function of an importable module: a worker process could not find it")
    identity = f"{module.__name__}.{name}\0".encode()
    if module.__name__.partition(".")[0] != _PACKAGE and module.__file__:
        identity += blake2b(Path(module.__file__).read_bytes(), digest_size=16).digest()
    return identity
