"""Which instrument a scan follows, from what the scan says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from scanpress.instruments.catalogue import find, instruments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scanpress.instruments.model import Instrument

_SCHEMA_ADDRESS = re.compile(r"(?:.*[/\\])?([a-z][a-z0-9_]*)-([0-9]{1,4})\.schema\.json#?")


@dataclass(frozen=True, slots=True)
class Unidentified:
    """Why the instrument of a scan cannot be told: the key at fault (empty: none), what is wrong, what to write."""

    key: str
    message: str
    remedy: str


def identify(document: Mapping[str, Any]) -> Instrument | Unidentified:
    """Tell the instrument by `$schema`, else by instrument and version, else by an older version key."""
    if "$schema" in document:
        return _by_schema(document["$schema"])
    if "instrument" in document:
        return _by_name(document["instrument"], document)
    for key, name in _version_keys():
        if key in document:
            return _known(name, document[key], key)
    return _assumed(document)


def _by_schema(address: object) -> Instrument | Unidentified:
    match = _SCHEMA_ADDRESS.fullmatch(address) if isinstance(address, str) else None
    if not match:
        return Unidentified(
            "$schema", "this is not the address of an instrument's schema", f"end it with {_known_files()}"
        )
    return _known(match[1], int(match[2]), "$schema")


def _by_name(name: object, document: Mapping[str, Any]) -> Instrument | Unidentified:
    version = document.get("instrument_version")
    if version is None and isinstance(name, str):
        version = next((document[key] for key, owner in _version_keys() if owner == name and key in document), None)
    if version is None:
        return Unidentified("instrument", "the version of the instrument is missing", 'add "instrument_version"')
    if not any(name == each.name for each in instruments()):
        return Unidentified("instrument", "there is no instrument of this name", f"write one of {_known_names()}")
    return _known(str(name), version, "instrument_version" if "instrument_version" in document else "instrument")


def _known(name: str, version: object, key: str) -> Instrument | Unidentified:
    # True equals 1 in Python: a version is a whole number and nothing else.
    found = find(name, version) if isinstance(version, int) and not isinstance(version, bool) else None
    return found or Unidentified(key, "there is no such version of an instrument", f"write one of {_known_names()}")


def _assumed(document: Mapping[str, Any]) -> Instrument | Unidentified:
    """Take the assumed instrument, unless the answers stand where only another one has them."""
    assumed = next(each for each in instruments() if each.assumed)
    others = [each for each in instruments() if each.container in document]
    if assumed.container in document or not others:
        return _later(assumed, document) or assumed
    remedy = f'add "instrument": "{others[-1].name}" and "instrument_version": {others[-1].version}'
    return Unidentified("", "the file does not say which instrument it follows", remedy)


def _later(assumed: Instrument, document: Mapping[str, Any]) -> Unidentified | None:
    """Tell of a version that was forgotten, where the file has a part that only later versions know."""
    for each in reversed(instruments()):
        key = each.modules_key
        if each.name == assumed.name and key in document and key not in assumed.schema["properties"]:
            message = f"no version is named, and {key} is unknown to the version {assumed.version} that is assumed"
            return Unidentified(key, message, f'add "{each.version_keys[0]}": {each.version}')
    return None


@cache
def _version_keys() -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(key, each.name) for each in instruments() for key in each.version_keys}))


def _known_names() -> str:
    return ", ".join(f"{each.name} {each.version}" for each in instruments())


def _known_files() -> str:
    return ", ".join(f"{each.key}.schema.json" for each in instruments())
