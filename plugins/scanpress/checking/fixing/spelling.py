"""Correct misspelt keys, if only one name is similar."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.checking.edits import Move
from scanpress.checking.explaining.names import nearest
from scanpress.checking.explaining.repeated import SPELLING
from scanpress.checking.form import Form
from scanpress.checking.problem import Pointer
from scanpress.instruments.reading import describe, resolve


def corrected(value: Any, names: Mapping[Pointer, str], pointer: Pointer = ()) -> Any:
    """Return a document with its keys corrected and nothing else changed."""
    if isinstance(value, dict):
        return {
            names.get((*pointer, key), key): corrected(child, names, (*pointer, key)) for key, child in value.items()
        }
    if isinstance(value, list):
        return [corrected(child, names, (*pointer, index)) for index, child in enumerate(value)]
    return value


def corrections(form: Form, document: Any) -> Iterator[tuple[Pointer, str]]:
    """Yield the place and the right name of each misspelt key that has one similar name, which is not used yet."""
    from scanpress.checking.explaining.explanation import Explanation  # noqa: PLC0415 - its validator loads slowly

    for finding in Explanation(form, document).findings:
        if finding.cause == SPELLING and finding.also:
            moves = (edit for way in finding.ways for edit in way if isinstance(edit, Move))
            yield from ((edit.pointer, str(edit.to[-1])) for edit in moves)
        elif finding.rule == "unknown-key" and finding.meant:
            *above, key = finding.pointer
            meant = finding.meant
            instance, part = _at(form.schema, document, tuple(above))
            known = part.get("properties", {})
            others = [name for name in known if name not in instance and name != meant]
            rivals = [name for name in instance if name not in known and name != key and nearest(name, [meant])]
            if not rivals and not nearest(str(key), others):
                yield finding.pointer, meant


def _at(schema: Mapping[str, Any], document: Any, pointer: Pointer) -> tuple[Any, Mapping[str, Any]]:
    part = resolve(schema, schema)
    for key in pointer:
        document = document[key]
        part = describe(schema, part, key)
    return document, part
