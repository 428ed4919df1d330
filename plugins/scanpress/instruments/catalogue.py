"""The schemas in the package and those of the collection, the instruments, and one schema for all scans."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from scanpress.instruments.built_in import SUFFIX, built_in_names, built_in_schema
from scanpress.instruments.model import Instrument
from scanpress.instruments.reading import read_instrument

# The base of the `$id` of every schema in the package; a test compares the schemas with it.
SCHEMA_BASE = "https://scanpress.example/schemas/"
DISPATCH = "scan"  # the name of the schema that refers to the others
_RUN = "run-1"
_own: dict[str, bytes] = {}  # the schemas of the collection, by their names such as `survey-4`
_caches: list["_Cached"] = []  # what is made from schemas


def use_folder(folder: Path | None) -> None:
    """Add the instruments of a folder to those of the package, in place of those that were added before.

    Raise InstrumentError with all mistakes of all schemas.
    """
    from scanpress.instruments.own.folder import read_folder  # noqa: PLC0415 - most collections have no own schemas

    use_schemas(read_folder(folder) if folder else {})


def use_schemas(own: Mapping[str, bytes]) -> None:
    """Add instruments by the bytes of their schemas, which were read by `use_folder`: so workers know them, too."""
    if own == _own:
        return
    _own.clear()
    _own.update(own)
    for cached in _caches:
        cached.cache_clear()


def own_schemas() -> dict[str, bytes]:
    """Return the schemas of the collection's own instruments."""
    return dict(_own)


def own_digest() -> str:
    """Return a digest of these schemas, which changes if one of them does; an empty text without any."""
    digest = hashlib.blake2b(digest_size=16)
    for name, content in sorted(_own.items()):
        digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest() if _own else ""


class _Cached(Protocol):
    def cache_clear(self) -> None: ...


_CachedFunction = TypeVar("_CachedFunction", bound=_Cached)


def forget_with_schemas(cached: _CachedFunction) -> _CachedFunction:
    """Have a cache that is made from instruments cleared whenever other schemas are used; return it."""
    _caches.append(cached)
    return cached


@forget_with_schemas
@cache
def instruments() -> tuple[Instrument, ...]:
    """Return all instruments, sorted by name and version."""
    read = (read_instrument(load_schema(name)) for name in schema_names())
    return tuple(sorted(filter(None, read), key=lambda instrument: (instrument.name, instrument.version)))


def find(name: str, version: int) -> Instrument | None:
    """Return the instrument with a name and version, or None."""
    return next((each for each in instruments() if each.name == name and each.version == version), None)


@forget_with_schemas
@cache
def with_key(key: str) -> Instrument:
    """Return the instrument with a key, such as `survey-3`; raise LookupError if there is none."""
    name, _, version = key.rpartition("-")
    return require(name, int(version))


def require(name: str, version: int) -> Instrument:
    """Return the instrument with a name and version; raise LookupError if there is none."""
    found = find(name, version)
    if found is None:
        raise LookupError(f"there is no instrument {name}, version {version}")
    return found


@forget_with_schemas
@cache
def schema_names() -> tuple[str, ...]:
    """Return the names of all schemas, such as `survey-3`, also of those that are not instruments."""
    return tuple(sorted([*built_in_names(), *_own]))


@forget_with_schemas
@cache
def load_schema(name: str) -> bytes:
    """Return the bytes of a schema as they are in the package, or in the folder of the collection."""
    return _own.get(name) or built_in_schema(name)


def published_schema(name: str, base: str = SCHEMA_BASE) -> bytes:
    """Return the bytes of a schema with the `$id` that it has below `base`, such as `https://site.example/schemas/`."""
    instrument = next((each for each in instruments() if each.key == name), None)
    if instrument is None or name not in _own:
        return load_schema(name).replace(_schema_id(name, SCHEMA_BASE).encode(), _schema_id(name, base).encode())
    # The id of one's own schema is any address: only the one in the place of `$id` is replaced.
    before, after = (f'"$id": {json.dumps(each)}'.encode() for each in (instrument.schema_id, _schema_id(name, base)))
    return instrument.schema_bytes.replace(before, after, 1)


def _schema_id(name: str, base: str) -> str:
    return f"{base.rstrip('/')}/{name}{SUFFIX}"


def dispatch_schema() -> bytes:
    """Return one schema for all files below `scans/`, which refers to the schema of the instrument that a file names.

    Editors choose a schema by a file's path, but scans of several instruments are in the same folder. This schema reads
    the same keys as `identify`, so that an editor completes the keys of the right instrument. It needs the other
    schemas in its own folder.
    """
    branch: dict[str, Any] = {"$ref": next(each.key for each in instruments() if each.assumed) + SUFFIX}
    branch = {"if": {"required": ["model", "prompt"]}, "then": {"$ref": _RUN + SUFFIX}, "else": branch}
    branch = {"if": {"required": ["instrument"]}, "then": _known_names(), "else": branch}
    for each in instruments():
        branch = {"if": {"anyOf": _conditions(each)}, "then": {"$ref": each.key + SUFFIX}, "else": branch}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scan or a run",
        "description": "Refers to the schema of the instrument that the file names.",
        **branch,
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def _known_names() -> dict[str, Any]:
    """Return a schema that asks for an existing name and version, for a file whose instrument is not known."""
    names = sorted({each.name for each in instruments()})
    versions = sorted({each.version for each in instruments()})
    return {
        "required": ["instrument", "instrument_version"],
        "properties": {"instrument": {"enum": names}, "instrument_version": {"enum": versions}},
    }


def _conditions(instrument: Instrument) -> list[dict[str, Any]]:
    """Return one condition for each way in which a file can name an instrument, the strongest first."""
    name, version = instrument.name, instrument.version
    by_schema = {"$schema": {"pattern": f"(?:^|[/\\\\]){name}-{version}\\.schema\\.json#?$"}}
    by_name = {"instrument": {"const": name}, "instrument_version": {"const": version}}
    conditions = [_condition(by_schema, stronger=()), _condition(by_name, stronger=("$schema",))]
    for key in instrument.version_keys:
        conditions.append(_condition({key: {"const": version}}, stronger=("$schema", "instrument")))
        older = {"instrument": {"const": name}, key: {"const": version}}
        conditions.append(_condition(older, stronger=("$schema", "instrument_version")))
    return conditions


def _condition(properties: dict[str, Any], *, stronger: tuple[str, ...]) -> dict[str, Any]:
    """Return the condition that a file has these properties and none of the stronger keys."""
    condition: dict[str, Any] = {"required": list(properties), "properties": properties}
    return condition | {"not": {"anyOf": [{"required": [key]} for key in stronger]}} if stronger else condition
