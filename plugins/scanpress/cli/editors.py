"""Add the schemas to the settings of editors without changing anything else in the settings."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.places import Place
from scanpress.facts.layout import DEFAULT_PATTERNS

_REFERENCE = "$ref"
_HERE = "#/$defs/"
_KEY = "json.schemas"
_YAML_KEY = "yaml.schemas"  # of the YAML extension of VS Code
# VS Code's settings may have comments and trailing commas. Strings are matched first, so that "//" in them is kept.
_LOOSE = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])', re.DOTALL)
_COMPONENT = "JsonSchemaMappingsProjectConfiguration"
_NAME = "Scanpress scans"


class EditorError(Exception):
    """An editor's settings cannot be changed; the message says why."""


def editor_schema(schema: bytes) -> bytes:
    """Return a schema rewritten for editors, with error messages and snippets."""
    document = json.loads(schema)
    return (json.dumps(_rewritten(document, document.get("$defs", {})), indent=2, ensure_ascii=False) + "\n").encode()


def _rewritten(part: Any, shared: dict[str, Any]) -> Any:
    """Return a part of a schema rewritten; `shared` has the parts that it may refer to."""
    if isinstance(part, list):
        return [_rewritten(each, shared) for each in part]
    if not isinstance(part, dict):
        return part
    full = _resolved(part, shared) if "title" in part or "description" in part else part
    new = {key: _rewritten(value, shared) for key, value in full.items()}
    if isinstance(full.get("pattern"), str) and isinstance(full.get("description"), str):
        new["patternErrorMessage"] = full["description"]
    snippet = _snippet(full, shared)
    return new | {"defaultSnippets": [{"label": "{ … }", "body": snippet}]} if snippet else new


def _resolved(part: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Return a part with its reference replaced by what it refers to; its own title and description stay."""
    address = part.get(_REFERENCE)
    if not isinstance(address, str) or not address.startswith(_HERE):
        return part
    own = {key: value for key, value in part.items() if key != _REFERENCE}
    return {**shared[address.removeprefix(_HERE)], **own}


def _snippet(part: dict[str, Any], shared: dict[str, Any]) -> dict[str, str]:
    """Return the required keys of an object with placeholders, or nothing if one of them needs an object or a list."""
    required, properties = part.get("required"), part.get("properties")
    if part.get("type") != "object" or not required or not isinstance(properties, dict):
        return {}
    keys = enumerate(required, 1)
    filled = {key: _blank(_resolved(properties.get(key, {}), shared), number) for number, key in keys}
    return filled if all(filled.values()) else {}


def _blank(part: dict[str, Any], number: int) -> str:
    """Return the placeholder of a value in the syntax of VS Code, where ^ marks a value that is not a string."""
    words = part.get("enum")
    if words and all(isinstance(word, str) for word in words):
        return f"${{{number}|{','.join(words)}|}}"
    if part.get("type") == "boolean":
        return f"^${{{number}|true,false|}}"
    if part.get("type") == "integer":
        return f"^${number}"
    return f"${number}" if part.get("type") == "string" else ""


def vscode_settings(before: str, schema: str, patterns: Sequence[str] = DEFAULT_PATTERNS) -> str:
    """Return the text of `.vscode/settings.json` with the schema added; everything else stays, also comments."""
    entry = json.dumps({"fileMatch": [f"/{each}" for each in patterns], "url": schema})
    if not before.strip():
        return f'{{\n  "{_KEY}": [\n    {entry}\n  ]\n}}\n'
    layout = lay_out(_LOOSE.sub(_blanked, before))
    places = layout.places
    listed = places.get((_KEY,))
    if layout.broken or () not in places or before[places[()].start] != "{":
        raise EditorError("it is not a valid JSON object")
    if listed is None:
        return _inserted(before, places, (), f'"{_KEY}": [\n    {entry}\n  ]')
    if before[listed.start] != "[":
        raise EditorError(f"its {_KEY} is not a list")
    entries = [places[key] for key in places if len(key) == 2 and key[0] == _KEY]  # noqa: PLR2004 - list and index
    ours = next((each for each in entries if f'"{schema}"' in before[each.start : each.end]), None)
    if ours:
        return before[: ours.start] + entry + before[ours.end :]
    return _inserted(before, places, (_KEY,), entry)


def vscode_yaml_settings(before: str, schema: str, path: str) -> str:
    """Return the text of `.vscode/settings.json` with the schema of a YAML file added; everything else stays."""
    layout = lay_out(_LOOSE.sub(_blanked, before))
    listed = layout.places.get((_YAML_KEY,))
    entry = f"{json.dumps(schema)}: {json.dumps(path)}"
    if listed is None:
        return _inserted(before, layout.places, (), f'"{_YAML_KEY}": {{\n    {entry}\n  }}')
    if before[listed.start] != "{":
        raise EditorError(f"its {_YAML_KEY} is not an object")
    known = layout.places.get((_YAML_KEY, schema))
    if known:
        return before[: known.start] + json.dumps(path) + before[known.end :]
    return _inserted(before, layout.places, (_YAML_KEY,), entry)


def jetbrains_mapping(before: str, schema: str, patterns: Sequence[str] = DEFAULT_PATTERNS, name: str = _NAME) -> str:
    """Return the text of `.idea/jsonSchemas.xml` with the schema of some files added; other mappings stay."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))  # noqa: S314 - the user's own settings
    try:
        project = ET.fromstring(before or '<project version="4" />', parser)  # noqa: S314
    except ET.ParseError as error:
        raise EditorError(f"it is not valid XML: {error}") from error
    component = next((each for each in project.findall("component") if each.get("name") == _COMPONENT), None)
    if component is None:
        component = ET.SubElement(project, "component", name=_COMPONENT)
    mappings = _child(_child(component, "state"), "map")
    for entry in [each for each in mappings.findall("entry") if each.get("key") == name]:
        mappings.remove(entry)
    _map(mappings, schema, name, patterns)
    ET.indent(project)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(project, encoding="unicode") + "\n"


def _blanked(match: re.Match[str]) -> str:
    """Return a string as it is, and anything else as spaces, so that all offsets stay the same."""
    return match[1] or re.sub(r"[^\n]", " ", match[0])


def _inserted(text: str, places: Mapping[tuple[str | int, ...], Place], parent: tuple[str, ...], new: str) -> str:
    """Return the text with a member added after the last one of an object or list."""
    margin = "\n" + "  " * (len(parent) + 1)
    inside = [
        place.end for key, place in places.items() if len(key) == len(parent) + 1 and key[: len(parent)] == parent
    ]
    if not inside:
        start = places[parent].start + 1
        return text[:start] + margin + new + text[start:]
    end = max(inside)
    return text[:end] + "," + margin + new + text[end:]


def _child(element: ET.Element, name: str) -> ET.Element:
    found = element.find(name)
    return ET.SubElement(element, name) if found is None else found


def _map(mappings: ET.Element, schema: str, name: str, patterns: Sequence[str]) -> None:
    value = ET.SubElement(ET.SubElement(mappings, "entry", key=name), "value")
    info = ET.SubElement(value, "SchemaInfo")
    ET.SubElement(info, "option", name="name", value=name)
    ET.SubElement(info, "option", name="relativePathToSchema", value=schema)
    listed = ET.SubElement(ET.SubElement(info, "option", name="patterns"), "list")
    for pattern in patterns:
        item = ET.SubElement(listed, "Item")
        ET.SubElement(item, "option", name="path", value=pattern)
        ET.SubElement(item, "option", name="mappingKind", value="Pattern")
