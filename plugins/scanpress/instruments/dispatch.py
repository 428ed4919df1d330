"""One schema for all files below `scans/`: which instrument's it is, a file says itself.

Editors choose a schema by a file's path, but scans of several instruments lie side by side. This schema reads what
`identify` reads and refers to the right one, so that an editor completes the keys of the instrument at hand.
"""

import json
from typing import Any

from scanpress.instruments.catalogue import SUFFIX, instruments
from scanpress.instruments.model import Instrument

DISPATCH = "scan"
_RUN = "run-1"


def dispatch_schema() -> bytes:
    """Write the schema that refers to the others, which lie beside it."""
    chosen: dict[str, Any] = {"$ref": next(each.key for each in instruments() if each.assumed) + SUFFIX}
    chosen = {"if": {"required": ["model", "prompt"]}, "then": {"$ref": _RUN + SUFFIX}, "else": chosen}
    chosen = {"if": {"required": ["instrument"]}, "then": _names(), "else": chosen}
    for each in instruments():
        chosen = {"if": {"anyOf": list(_ways(each))}, "then": {"$ref": each.key + SUFFIX}, "else": chosen}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scan or a run",
        "description": "Refers to the schema of the instrument that the file names.",
        **chosen,
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def _names() -> dict[str, Any]:
    """Ask for a name and a version that exist, where what is written is not one yet."""
    names = sorted({each.name for each in instruments()})
    versions = sorted({each.version for each in instruments()})
    return {
        "required": ["instrument", "instrument_version"],
        "properties": {"instrument": {"enum": names}, "instrument_version": {"enum": versions}},
    }


def _ways(instrument: Instrument) -> list[dict[str, Any]]:
    """Return the ways in which a file can name an instrument, the strongest first."""
    name, version = instrument.name, instrument.version
    named = {"$schema": {"pattern": f"(?:^|[/\\\\]){name}-{version}\\.schema\\.json#?$"}}
    told = {"instrument": {"const": name}, "instrument_version": {"const": version}}
    ways = [_way(named, stronger=()), _way(told, stronger=("$schema",))]
    for key in instrument.version_keys:
        ways.append(_way({key: {"const": version}}, stronger=("$schema", "instrument")))
        older = {"instrument": {"const": name}, key: {"const": version}}
        ways.append(_way(older, stronger=("$schema", "instrument_version")))
    return ways


def _way(properties: dict[str, Any], *, stronger: tuple[str, ...]) -> dict[str, Any]:
    way: dict[str, Any] = {"required": list(properties), "properties": properties}
    return way | {"not": {"anyOf": [{"required": [key]} for key in stronger]}} if stronger else way
