"""The schemas as editors read them best: the same verdicts, said so that help and completion come out right.

Editors take what a reference leads to in place of what stands beside it, which here would show every question as
"Answer"; so the references are resolved. And they offer an empty object where a snippet can offer all of its keys.
"""

from __future__ import annotations

import json
from typing import Any

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
    """Give all required keys of an object with places to fill; nothing where one needs more than a word or a text."""
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
