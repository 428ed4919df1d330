"""`scanpress schema`: print or write the schemas, and set up editors to use them."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scanpress.cli import add_settings_option

if TYPE_CHECKING:  # help starts without it
    from scanpress.facts.collection import Collection

SUMMARY = "print or write the schemas, and set up editors to use them"
NOTES = (
    "Editors choose a schema by a file's path, but scans of several instruments are in the same folder. Therefore "
    "scan.schema.json reads which instrument a file names, and refers to the schema of that instrument. With --editor, "
    "the editor completes keys and shows the guidance of each question, and checks content/*.yaml too. Other settings "
    "of the editor stay as they are."
)
EXAMPLE = "scanpress schema --editor vscode"
_EDITORS = {"vscode": (".vscode", "settings.json"), "jetbrains": (".idea", "jsonSchemas.xml")}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress schema`."""
    add = parser.add_argument
    add("name", nargs="?", metavar="NAME", help="the schema to print, such as survey-3 (default: print all names)")
    add("--base", type=_address, metavar="ADDRESS", help="the address of the schemas on your site, for their $id")
    add("--write", type=Path, metavar="DIR", help="write all schemas, or the named one, into this folder")
    add("--editor", choices=tuple(_EDITORS), help="write schemas and settings for an editor into this repository")
    add_settings_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print schemas, write them, or set up an editor."""
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.cli.project import find_collection  # noqa: PLC0415

    find_collection()  # adds its own instruments
    schemas = _schemas(arguments.base)
    if arguments.name is not None and arguments.name not in schemas:
        wrong_use(f"there is no schema {arguments.name}: name one of {', '.join(schemas)}")
    if arguments.editor:
        return _set_up_editor(arguments.editor, schemas, arguments.settings)
    if arguments.write:
        return _write(arguments.write, {arguments.name: schemas[arguments.name]} if arguments.name else schemas)
    if arguments.name:
        sys.stdout.buffer.write(schemas[arguments.name])
        sys.stdout.buffer.flush()
        return 0
    print("\n".join(schemas))
    return 0


def _address(text: str) -> str:
    written = text.isascii() and text.isprintable() and not set(text) & set(' "\\<>')
    if not written or not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError("write an address such as https://example.org/schemas/")
    return text


def _schemas(base: str | None) -> dict[str, bytes]:
    from scanpress.instruments import SCHEMA_BASE, published_schema, schema_names  # noqa: PLC0415
    from scanpress.instruments.catalogue import DISPATCH, dispatch_schema  # noqa: PLC0415

    found = {name: published_schema(name, base or SCHEMA_BASE) for name in schema_names()}
    return found | {DISPATCH: dispatch_schema()}


def _write(folder: Path, schemas: Mapping[str, bytes]) -> int:
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415

    for name, content in schemas.items():
        path = folder / f"{name}.schema.json"
        if not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content)
        print(path)
    return 0


def _set_up_editor(editor: str, schemas: dict[str, bytes], settings: Path | None) -> int:
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.cli.editors import EditorError, editor_schema  # noqa: PLC0415
    from scanpress.cli.project import find_collection  # noqa: PLC0415
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415
    from scanpress.facts.file import schemas as facts_schemas  # noqa: PLC0415

    folder, file = _EDITORS[editor]
    collection = find_collection(settings)
    above, patterns = _opened(collection)
    path = above / folder / file
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    facts = facts_schemas()
    try:
        after = _completed(before, editor, f"{folder}/scanpress", facts, patterns)
    except (EditorError, UnicodeError) as error:
        wrong_use(f"{path} cannot be changed: {error}")
    _write(path.parent / "scanpress", {name: editor_schema(content) for name, content in (schemas | facts).items()})
    if after != before:
        write_atomically(path, after.encode("utf-8"))
    print(path)
    return 0


def _opened(collection: "Collection") -> tuple[Path, Sequence[str]]:
    """Return the folder that an editor opens, and the patterns of the scans in it: the site's, if it has the scans."""
    if not collection.data.is_relative_to(collection.root):
        return collection.data, collection.scan_files
    inside = collection.data.relative_to(collection.root).as_posix()
    above = "" if inside == "." else f"{inside}/"
    return collection.root, [f"{above}{pattern}" for pattern in collection.scan_files]


def _completed(before: str, editor: str, folder: str, facts: Iterable[str], patterns: Sequence[str]) -> str:
    """Return an editor's settings with the schemas in a folder: for scans, and for the facts about the site."""
    from scanpress.cli.editors import jetbrains_mapping, vscode_settings, vscode_yaml_settings  # noqa: PLC0415

    scans = f"{folder}/scan.schema.json"
    is_vscode = editor == "vscode"
    text = vscode_settings(before, f"./{scans}", patterns) if is_vscode else jetbrains_mapping(before, scans, patterns)
    for name in facts:
        schema, file = f"{folder}/{name}.schema.json", f"content/{name}.yaml"
        if is_vscode:
            text = vscode_yaml_settings(text, f"./{schema}", f"/{file}")
        else:
            text = jetbrains_mapping(text, schema, [file], f"Scanpress {name}")
    return text
