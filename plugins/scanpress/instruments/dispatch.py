"""One schema for all files below `scans/`, which refers to the schema of the instrument that a file names.

Editors choose a schema by a file's path, but scans of several instruments are in the same folder. This schema reads the
same keys as `identify`, so that an editor completes the keys of the right instrument.
"""

import json
from typing import Any

from scanpress.instruments.catalogue import SUFFIX, instruments
from scanpress.instruments.model import Instrument

DISPATCH = "scan"
_RUN = "run-1"


def dispatch_schema() -> bytes:
    """Return the schema that refers to the other schemas, which must be in the same folder."""
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
