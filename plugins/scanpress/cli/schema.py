"""`scanpress schema`: print or write the schemas, and tell editors of them."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

SUMMARY = "print or write the schemas, and have editors complete keys by them"
NOTES = (
    "Editors choose a schema by a file's path, and scans of several instruments lie side by side: "
    "scan.schema.json reads what a file says of itself, and refers to the right one. --editor writes them "
    "with the help of each question where editors look for it. Settings that are there already stay, comments too."
)
EXAMPLE = "scanpress schema --editor vscode"
_EDITORS = {"vscode": (".vscode", "settings.json"), "jetbrains": (".idea", "jsonSchemas.xml")}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress schema`."""
    add = parser.add_argument
    add("name", nargs="?", metavar="NAME", help="the schema to print, such as survey-3 (their names)")
    add("--base", type=_address, metavar="ADDRESS", help="the address at which your site serves schemas, for their $id")
    add("--write", type=Path, metavar="DIR", help="write the schemas, or the named one, into a folder")
    add("--editor", choices=tuple(_EDITORS), help="write the schemas and the editor's settings into this repository")


def run(arguments: argparse.Namespace) -> int:
    """Print, write, or tell an editor."""
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it

    schemas = _schemas(arguments.base)
    if arguments.name is not None and arguments.name not in schemas:
        wrong_use(f"there is no schema {arguments.name}: name one of {', '.join(schemas)}")
    chosen = {arguments.name: schemas[arguments.name]} if arguments.name else schemas
    if arguments.editor:
        return _tell_editor(arguments.editor, schemas)
    if arguments.write:
        return _write(arguments.write, chosen)
    if arguments.name:
        sys.stdout.buffer.write(chosen[arguments.name])
        sys.stdout.buffer.flush()
        return 0
    print("\n".join(schemas))
    return 0


def _address(text: str) -> str:
    written = text.isascii() and text.isprintable() and not set(text) & set(' "\\<>')
    if not written or not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError("write an address such as https://example.org/schemas/")
    return text


def _schemas(base: str | None) -> Mapping[str, bytes]:
    from scanpress.instruments import SCHEMA_BASE, published_schema, schema_names  # noqa: PLC0415
    from scanpress.instruments.dispatch import DISPATCH, dispatch_schema  # noqa: PLC0415

    found = {name: published_schema(name, base or SCHEMA_BASE) for name in schema_names()}
    return found | {DISPATCH: dispatch_schema()}


def _write(folder: Path, schemas: Mapping[str, bytes]) -> int:
    from scanpress.cli.atomic_write import write_atomically  # noqa: PLC0415

    for name, content in schemas.items():
        path = folder / f"{name}.schema.json"
        if not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content)
        print(path)
    return 0


def _tell_editor(editor: str, schemas: Mapping[str, bytes]) -> int:
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.cli.atomic_write import write_atomically  # noqa: PLC0415
    from scanpress.cli.editors import (  # noqa: PLC0415
        EditorError,
        editor_schema,
        jetbrains_mapping,
        vscode_settings,
    )
    from scanpress.cli.project import find_root  # noqa: PLC0415

    folder, file = _EDITORS[editor]
    path = find_root(Path.cwd()) / folder / file
    schema = f"{folder}/scanpress/scan.schema.json"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    complete: Callable[[str, str], str] = vscode_settings if editor == "vscode" else jetbrains_mapping
    try:
        after = complete(before, f"./{schema}" if editor == "vscode" else schema)
    except (EditorError, UnicodeError) as error:
        wrong_use(f"{path} cannot be completed: {error}")
    _write(path.parent / "scanpress", {name: editor_schema(content) for name, content in schemas.items()})
    if after != before:
        write_atomically(path, after.encode("utf-8"))
    print(path)
    return 0
