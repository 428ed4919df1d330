"""Identify the instrument of a scan from the keys of the scan."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from scanpress.instruments.built_in import SUFFIX
from scanpress.instruments.catalogue import find, forget_with_schemas, instruments
from scanpress.instruments.model import Instrument

_LONGEST = 100  # characters of a name that are compared with the known names
_SCHEMA_ADDRESS = re.compile(r"(?:.*[/\\])?([a-z][a-z0-9_]*)-([0-9]{1,4})\.schema\.json#?")


@dataclass(frozen=True, slots=True)
class Unidentified:
    """Why the instrument of a scan is not known: the key with the mistake (or an empty text), message and remedy."""

    key: str
    message: str
    remedy: str


def identify(document: Mapping[str, Any]) -> Instrument | Unidentified:
    """Return the instrument that `$schema` names, else instrument and version, else an older version key."""
    if "$schema" in document:
        return _by_schema(document["$schema"], document)
    if "instrument" in document:
        return _by_name(document["instrument"], document)
    for key, name in _version_keys():
        if key in document:
            return _known(name, document[key], key)
    return _assumed(document)


def _by_schema(address: object, document: Mapping[str, Any]) -> Instrument | Unidentified:
    match = _SCHEMA_ADDRESS.fullmatch(address) if isinstance(address, str) else None
    if not match:
        message = "this is not the address of the schema of an instrument"
        if "instrument" in document and isinstance(named := _by_name(document["instrument"], document), Instrument):
            return Unidentified("$schema", message, f'{_address_remedy([named])}, or remove "$schema"')
        return Unidentified("$schema", message, _address_remedy(instruments()))
    return find(match[1], int(match[2])) or Unidentified(
        "$schema",
        "there is no instrument with this name and version",
        _address_remedy([each for each in instruments() if each.name == match[1]] or instruments()),
    )


def _by_name(name: object, document: Mapping[str, Any]) -> Instrument | Unidentified:
    version = document.get("instrument_version")
    if type(name) is str and type(version) is int and (found := find(name, version)):
        return found  # as nearly all do
    if isinstance(name, Mapping) and (whole := _named_inside(name)):
        return whole
    if not isinstance(name, str) or not _versions(name):
        return Unidentified("instrument", "there is no instrument with this name", _names_remedy(name))
    older = (key for key, owner in _version_keys() if owner == name)
    for key in ("instrument_version", *older):
        if document.get(key) is not None:
            return _known(name, document[key], key)
    one_of = _one_of(_versions(name))
    return Unidentified("instrument", "the version of the instrument is missing", f'add "instrument_version": {one_of}')


def _named_inside(value: Mapping[str, Any]) -> Unidentified | None:
    """Return how to name an instrument that is an object with a name and a version, or None."""
    names = [each for each in value.values() if isinstance(each, str) and _versions(each)]
    if len(names) != 1:
        return None
    versions = [each for each in value.values() if type(each) is int and find(names[0], each)] or _versions(names[0])
    remedy = f'write "instrument": "{names[0]}" and "instrument_version": {_one_of(versions)}'
    return Unidentified("instrument", "the instrument is a name and a version, and not an object", remedy)


def _known(name: str, version: object, key: str) -> Instrument | Unidentified:
    # True equals 1 in Python: a version is a whole number and nothing else.
    found = find(name, version) if isinstance(version, int) and not isinstance(version, bool) else None
    message = f"{name} does not have this version"
    if isinstance(version, str | float) and not isinstance(version, bool):
        message = "a version is a whole number"
    return found or Unidentified(key, message, _version_remedy(name, version))


def _version_remedy(name: str, version: object) -> str:
    """Return which versions there are, or how to write the one that was meant."""
    for each in _versions(name):
        if version == float(each) and isinstance(version, float):
            return f"write {each} without a decimal point"
        if isinstance(version, str) and version.strip() == str(each):
            return f"write {each} without quotation marks"
        if isinstance(version, str) and re.fullmatch(_AS_TEXT.format(each), version.strip(), re.IGNORECASE):
            return f"write {each}: a number without other signs"
    return f"write {_one_of(_versions(name))}"


_AS_TEXT = r"(?:v|version|v\.)?\s*{}(?:\.0)?"  # of a version


def _names_remedy(name: object) -> str:
    names = list(dict.fromkeys(each.name for each in instruments()))
    inside = [each for each in names if isinstance(name, str) and each in re.split(r"[^a-z0-9_]+", name.lower())]
    near = inside or get_close_matches(name[:_LONGEST].lower(), names, n=1) if isinstance(name, str) else []
    every = "write " + _one_of([f'"{each}"' for each in names])
    every += "; an instrument of your own needs its schema in the folder that the setting INSTRUMENTS names"
    return f'did you mean "{near[0]}"? {every}' if near else every


def _versions(name: str) -> list[int]:
    return [each.version for each in instruments() if each.name == name]


def _one_of(values: Sequence[object]) -> str:
    written = [str(value) for value in values]
    return " or ".join(filter(None, [", ".join(written[:-1]), written[-1]]))


def _assumed(document: Mapping[str, Any]) -> Instrument | Unidentified:
    """Return the assumed instrument, unless the answers are under a key that only another instrument has."""
    assumed = next(each for each in instruments() if each.assumed)
    others = [each for each in instruments() if any(key in document for key in each.containers)]
    if assumed.container in document or not others:
        return _later(assumed, document) or assumed
    remedy = f'add "instrument": "{others[-1].name}" and "instrument_version": {others[-1].version}'
    return Unidentified("", "the file does not name its instrument", remedy)


def _later(assumed: Instrument, document: Mapping[str, Any]) -> Unidentified | None:
    """Return that the version is missing, if the file has a key that only later versions have."""
    for each in reversed(instruments()):
        key = each.modules_key
        if each.name == assumed.name and key in document and key not in assumed.schema["properties"]:
            message = f"the file names no version, so version {assumed.version} is assumed, which has no {key}"
            return Unidentified(key, message, f'add "{each.version_keys[0]}": {each.version}')
    return None


@forget_with_schemas
@cache
def _version_keys() -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(key, each.name) for each in instruments() for key in each.version_keys}))


def _address_remedy(known: Iterable[Instrument]) -> str:
    return "write an address that ends with " + _one_of([each.key + SUFFIX for each in known])
