"""Editors told where the schemas lie, without touching anything else in their settings."""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from scanpress.checking.reading.layout import Place, lay_out

_REFERENCE = "$ref"
_HERE = "#/$defs/"


def editor_schema(schema: bytes) -> bytes:
    """Rewrite a schema for editors."""
    document = json.loads(schema)
    return (json.dumps(_rewritten(document, document.get("$defs", {})), indent=2, ensure_ascii=False) + "\n").encode()


def _rewritten(part: Any, shared: dict[str, Any]) -> Any:
    """Rewrite a part of a schema, `shared` being what it may refer to."""
    if isinstance(part, list):
        return [_rewritten(each, shared) for each in part]
    if not isinstance(part, dict):
        return part
    told = _resolved(part, shared) if "title" in part or "description" in part else part
    new = {key: _rewritten(value, shared) for key, value in told.items()}
    if isinstance(told.get("pattern"), str) and isinstance(told.get("description"), str):
        new["patternErrorMessage"] = told["description"]
    snippet = _snippet(told, shared)
    return new | {"defaultSnippets": [{"label": "{ … }", "body": snippet}]} if snippet else new


def _resolved(part: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Put what a part refers to in place of the reference; its own title and description stay."""
    address = part.get(_REFERENCE)
    if not isinstance(address, str) or not address.startswith(_HERE):
        return part
    own = {key: value for key, value in part.items() if key != _REFERENCE}
    return {**shared[address.removeprefix(_HERE)], **own}


def _snippet(part: dict[str, Any], shared: dict[str, Any]) -> dict[str, str]:
    """Return all required keys of an object with places to fill; nothing where one needs more than a word or a text."""
    required, properties = part.get("required"), part.get("properties")
    if part.get("type") != "object" or not required or not isinstance(properties, dict):
        return {}
    keys = enumerate(required, 1)
    filled = {key: _blank(_resolved(properties.get(key, {}), shared), number) for number, key in keys}
    return filled if all(filled.values()) else {}


def _blank(part: dict[str, Any], number: int) -> str:
    """Write the place of a value as VS Code does: behind a ^ stands JSON, else a text."""
    words = part.get("enum")
    if words and all(isinstance(word, str) for word in words):
        return f"${{{number}|{','.join(words)}|}}"
    if part.get("type") == "boolean":
        return f"^${{{number}|true,false|}}"
    if part.get("type") == "integer":
        return f"^${number}"
    return f"${number}" if part.get("type") == "string" else ""


_KEY = "json.schemas"
# In VS Code's settings comments and trailing commas are allowed; a text is matched first, so that "//" in it is none.
_LOOSE = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])', re.DOTALL)
_COMPONENT = "JsonSchemaMappingsProjectConfiguration"
_NAME = "Scanpress scans"
PATTERN = "scans/*/*.json"


class EditorError(Exception):
    """Why an editor's settings cannot be completed."""


def vscode_settings(before: str, schema: str) -> str:
    """Return the text of `.vscode/settings.json` with the schema in it; all else stays, comments too."""
    entry = json.dumps({"fileMatch": [f"/{PATTERN}"], "url": schema})
    if not before.strip():
        return f'{{\n  "{_KEY}": [\n    {entry}\n  ]\n}}\n'
    layout = lay_out(_LOOSE.sub(_blanked, before))
    places = layout.places
    listed = places.get((_KEY,))
    if layout.broken or () not in places or before[places[()].start] != "{":
        raise EditorError("it is no JSON object that can be read")
    if listed is None:
        return _inserted(before, places, (), f'"{_KEY}": [\n    {entry}\n  ]')
    if before[listed.start] != "[":
        raise EditorError(f"{_KEY} in it is no list")
    entries = [places[key] for key in places if len(key) == 2 and key[0] == _KEY]  # noqa: PLR2004 - list and index
    ours = next((each for each in entries if f'"{schema}"' in before[each.start : each.end]), None)
    if ours:
        return before[: ours.start] + entry + before[ours.end :]
    return _inserted(before, places, (_KEY,), entry)


def jetbrains_mapping(before: str, schema: str) -> str:
    """Return the text of `.idea/jsonSchemas.xml` with the schema in it; other mappings stay."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))  # noqa: S314 - the user's own settings
    try:
        project = ET.fromstring(before or '<project version="4" />', parser)  # noqa: S314
    except ET.ParseError as error:
        raise EditorError(f"it is no XML that can be read: {error}") from error
    component = next((each for each in project.findall("component") if each.get("name") == _COMPONENT), None)
    if component is None:
        component = ET.SubElement(project, "component", name=_COMPONENT)
    mappings = _child(_child(component, "state"), "map")
    for entry in [each for each in mappings.findall("entry") if each.get("key") == _NAME]:
        mappings.remove(entry)
    _map(mappings, schema)
    ET.indent(project)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(project, encoding="unicode") + "\n"


def _blanked(match: re.Match[str]) -> str:
    """Keep texts, and put spaces in place of all else, so that every place stays where it is."""
    return match[1] or re.sub(r"[^\n]", " ", match[0])


def _inserted(text: str, places: Mapping[tuple[str | int, ...], Place], parent: tuple[str, ...], new: str) -> str:
    """Insert a member behind the last one of an object or list."""
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


def _map(mappings: ET.Element, schema: str) -> None:
    value = ET.SubElement(ET.SubElement(mappings, "entry", key=_NAME), "value")
    info = ET.SubElement(value, "SchemaInfo")
    ET.SubElement(info, "option", name="name", value=_NAME)
    ET.SubElement(info, "option", name="relativePathToSchema", value=schema)
    item = ET.SubElement(ET.SubElement(ET.SubElement(info, "option", name="patterns"), "list"), "Item")
    ET.SubElement(item, "option", name="path", value=PATTERN)
    ET.SubElement(item, "option", name="mappingKind", value="Pattern")
