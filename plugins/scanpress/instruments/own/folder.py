"""Read the schemas of a folder, and check all of them before one is used."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scanpress.instruments.built_in import SUFFIX, built_in_names
from scanpress.instruments.own.annotations import annotation_mistakes, without_wrong_scores
from scanpress.instruments.own.mistake import EXAMPLES, InstrumentError, Mistake, Place, parts_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCORE = "/x-scanpress-score"
_NAME = re.compile(r"([a-z][a-z0-9_]{0,39})-([1-9][0-9]{0,3})")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the schemas in a folder by their names; raise InstrumentError with all mistakes."""
    if not folder.is_dir():
        raise InstrumentError(
            [Mistake(str(folder), "", "there is no such folder", "create it, or correct the setting INSTRUMENTS")]
        )
    found: dict[str, bytes] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        shown = f"{folder.name}/{path.name}"
        try:
            content = path.read_bytes()
        except OSError as error:
            mistakes.append(Mistake(shown, "", f"it cannot be read ({error.strerror})", "make it a readable file"))
            continue
        mistakes += schema_mistakes(shown, content)
        found[path.name.removesuffix(SUFFIX)] = content
    if mistakes:
        raise InstrumentError(mistakes)
    return found


def schema_mistakes(file: str, content: bytes) -> list[Mistake]:
    """Return everything that is wrong with a schema; the file's name counts, too."""
    schema = _parsed(file, content)
    if isinstance(schema, Mistake):
        return [schema]
    found = list(_first_mistakes(file, schema))
    unsound = list(_unsound(file, schema))
    if any(not each.pointer.startswith(_SCORE) for each in unsound):
        return found + unsound
    from scanpress.instruments.own.structure import structure_mistakes  # noqa: PLC0415 - a sound schema is needed

    return found + unsound + structure_mistakes(file, without_wrong_scores(schema) if unsound else schema)


def _parsed(file: str, content: bytes) -> dict[str, Any] | Mistake:
    try:
        schema = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        return Mistake(file, "", "it is not UTF-8 text", "save it as UTF-8 in your editor")
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return Mistake(file, "", f"it is not valid JSON ({error.msg}, {where})", "correct this place")
    except RecursionError:
        return Mistake(file, "", "its objects are too deep", "write fewer objects inside each other")
    if not isinstance(schema, dict):
        return Mistake(file, "", "it is not a JSON object", "start it with {, and end it with }")
    return schema


def _first_mistakes(file: str, schema: dict[str, Any]) -> Iterator[Mistake]:
    """Yield what is wrong with the name of an instrument."""
    name = Path(file).name.removesuffix(SUFFIX)
    named = _NAME.fullmatch(name)
    if named is None:
        remedy = "rename it to name-version.schema.json, the name in small letters, digits and _"
        yield Mistake(file, "", "its name is not that of an instrument", remedy, "own-1.schema.json")
    elif name in built_in_names():
        remedy = f"choose another name, or a new version such as {_next_version(named[1], built_in_names())}"
        yield Mistake(file, "", f"{name} is an instrument of Scanpress, which cannot be replaced", remedy)
    about = schema.get("x-scanpress-instrument")
    if named and about is None:
        example = f'"x-scanpress-instrument": {{ "name": "{named[1]}", "version": {named[2]} }}'
        yield Mistake(file, "/x-scanpress-instrument", "it does not say its name and version", "add them", example)
    elif named and isinstance(about, dict) and (about.get("name"), about.get("version")) != (named[1], int(named[2])):
        remedy = f'write "name": "{named[1]}" and "version": {named[2]}, or rename the file'
        yield Mistake(file, "/x-scanpress-instrument", "its name and version are not those of the file", remedy)


def _unsound(file: str, schema: dict[str, Any]) -> Iterator[Mistake]:
    """Yield mistakes after which nothing can be said about the questions."""
    if schema.get("$schema") != DRAFT:
        message = "another version of JSON Schema" if "$schema" in schema else "the version of JSON Schema is missing"
        yield Mistake(file, "/$schema", message, f'write "$schema": "{DRAFT}"')
        return
    references = list(_references(file, schema))
    yield from references or _invalid(file, schema)
    yield from annotation_mistakes(file, schema)
    if not isinstance(schema.get("properties"), dict):
        example = EXAMPLES["x-scanpress-questions"]
        remedy = "add the keys of a scan: paper, and the key with the answers, which is marked"
        yield Mistake(file, "/properties", "it describes no keys", remedy, example)


def _next_version(name: str, known: tuple[str, ...]) -> str:
    versions = [int(each.rpartition("-")[2]) for each in known if each.rpartition("-")[0] == name]
    return f"{name}-{max(versions) + 1}"


def _references(file: str, schema: dict[str, Any]) -> Iterator[Mistake]:
    """Yield references to other places than the definitions of the same file: nothing is fetched from elsewhere."""
    known = schema.get("$defs")
    for place in parts_of(Place("", schema)):
        to = place.part.get("$ref", "#/$defs/")
        name = str(to).removeprefix("#/$defs/")
        if name == to or (name and name not in (known if isinstance(known, dict) else {})):
            remedy = 'refer to a definition in "$defs" of the same file'
            yield Mistake(
                file, f"{place.pointer}/$ref", f"{to} is not in this file", remedy, '"$ref": "#/$defs/answer"'
            )


def _invalid(file: str, schema: dict[str, Any]) -> Iterator[Mistake]:
    import jsonschema_rs  # noqa: PLC0415 - most collections have no own schemas

    try:
        jsonschema_rs.meta.validate(schema)
        jsonschema_rs.Draft202012Validator(schema)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        place = "".join(f"/{each}" for each in getattr(error, "instance_path", ()))
        message = getattr(error, "message", None) or str(error)
        if place.endswith("/type"):
            remedy = "write one of object, array, string, number, integer, boolean"
            yield Mistake(file, place, "it is not a type of JSON Schema", remedy, '"type": "string"')
            return
        yield Mistake(file, place, f"it is not a valid JSON Schema ({message.splitlines()[0]})", "correct this place")
