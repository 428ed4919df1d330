"""`scanpress instrument`: check the schemas of instruments of one's own, and make a first one."""

import argparse
import re
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # help starts without them
    from scanpress.instruments.own.making import Asked

SUMMARY = "check instruments of your own, and make a first one"
NOTES = (
    "An instrument is a list of questions, written as a JSON Schema with annotations. `check` names everything that is "
    "missing in schemas, with an example; without a file, it checks all in the folder instruments/. `new` makes a "
    "schema from a table (CSV) with the columns category, question, label and guidance, or asks for the questions on "
    "a terminal. docs/instruments.md describes both."
)
EXAMPLE = "scanpress instrument new field_study --title 'Field study checklist' --table questions.csv"
_FOLDER = "instruments"
_ANSWERS = "new: the possible answers: yes, no, and any of partly, unclear, na (default: yes-partly-no-na)"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress instrument`."""
    add = parser.add_argument
    add("action", choices=("check", "new"), metavar="ACTION", help="check or new")
    add("names", nargs="*", metavar="NAME", help="check: the files (default: all of the folder); new: the name")
    add("--title", default="", help="new: the title of the instrument, which pages show")
    add("--table", type=Path, metavar="FILE", help="new: a CSV file with category, question, label, guidance, and kind")
    add(
        "--answers",
        default="",
        metavar="WORDS",
        help=_ANSWERS,
    )
    add("--folder", type=Path, default=None, metavar="DIR", help="the folder of the schemas (default: instruments)")


def run(arguments: argparse.Namespace) -> int:
    """Check schemas, or make one."""
    from scanpress.cli.project import described_collection  # noqa: PLC0415 - help starts without it

    collection = described_collection()
    folder = arguments.folder or collection.instruments or collection.root / _FOLDER
    if arguments.action == "check":
        return _check(arguments, folder)
    return _new(arguments, folder, is_known=folder.resolve() == (collection.instruments or Path()).resolve())


def _check(arguments: argparse.Namespace, folder: Path) -> int:
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.instruments.built_in import SUFFIX  # noqa: PLC0415
    from scanpress.instruments.own.folder import schema_mistakes  # noqa: PLC0415

    files = [Path(name) for name in arguments.names] or sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        wrong_use(f"there is no schema in {folder}: name a file, or make one: scanpress instrument new")
    found = [mistake for file in files for mistake in schema_mistakes(str(file), file.read_bytes())]
    for mistake in found:
        print(mistake)
    schemas = f"{len(files)} schema{'s' * (len(files) != 1)}"
    print(f"{len(found)} mistake{'s' * (len(found) != 1)} in {schemas}" if found else f"{schemas}, no mistakes")
    return int(bool(found))


def _new(arguments: argparse.Namespace, folder: Path, *, is_known: bool) -> int:
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.cli.terminal import ask, can_ask  # noqa: PLC0415
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415
    from scanpress.instruments.built_in import SUFFIX, built_in_names  # noqa: PLC0415
    from scanpress.instruments.own.folder import schema_mistakes  # noqa: PLC0415
    from scanpress.instruments.own.making import ANSWERS, new_schema, results_of  # noqa: PLC0415

    taken = {each.rpartition("-")[0] for each in built_in_names()}
    name = next(iter(arguments.names), "")
    if not name and can_ask():
        name = ask("Name, such as field_study", error=lambda text: _wrong_name(text, taken))
    if wrong := _wrong_name(name, taken):
        wrong_use(wrong)
    path = folder / f"{name}-1{SUFFIX}"
    if path.exists():
        wrong_use(f"{path} already exists: choose another name, or change this file")
    title = arguments.title or (ask("Title") if can_ask() else "") or name.replace("_", " ").capitalize()
    answers = arguments.answers or (
        ask("Possible answers", default=ANSWERS) if can_ask() and not arguments.table else ANSWERS
    )
    results = results_of(answers)
    if results is None:
        wrong_use(f"{answers} is not a list of answers: write yes-no, or with partly, unclear or na, such as {ANSWERS}")
    asked = _table(arguments.table) if arguments.table else _interview()
    content = new_schema(name, title, asked, results)
    mistakes = schema_mistakes(str(path), content)
    if mistakes:
        wrong_use("\n".join(map(str, mistakes)))
    write_atomically(path, content)
    print(f"{relpath(path)}: {title}, {len(asked)} question{'s' * (len(asked) != 1)}")
    first = "Now write a scan" if is_known else f'Add INSTRUMENTS = "{folder.name}" to pelicanconf.py, then'
    print(f"{first}:\n    scanpress new {name}")
    return 0


def _wrong_name(name: str, taken: set[str]) -> str:
    if not _NAME.fullmatch(name):
        return "name the instrument in small letters, digits and _, such as field_study"
    return f"{name} is an instrument of Scanpress: choose another name" if name in taken else ""


def _table(path: Path) -> "list[Asked]":
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.instruments.own.making import Asked, read_table  # noqa: PLC0415

    found = read_table(str(path), path.read_bytes())
    wrong = [str(each) for each in found if not isinstance(each, Asked)]
    if wrong:
        wrong_use("\n".join(wrong))
    return [each for each in found if isinstance(each, Asked)]


def _interview() -> "list[Asked]":
    """Ask for categories and questions until an empty line."""
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.cli.terminal import ask, can_ask  # noqa: PLC0415
    from scanpress.instruments.own.making import Asked, id_of, snake_case  # noqa: PLC0415

    if not can_ask():
        wrong_use("name a table of questions with --table, or call this command on a terminal")
    asked: list[Asked] = []

    def wrong_label(text: str) -> str:
        if text and not snake_case(text):
            return "write a label with letters from a to z"
        return "another question has this label" if snake_case(text) in map(id_of, asked) else ""

    while category := ask("Category, empty to end"):
        while label := ask(f"{category}: label of a question, empty to end", error=wrong_label):
            sentence = ask("Question", error=lambda text: "" if "?" in text else "end it with a question mark")
            asked.append(Asked(category, sentence, label, ask("When is it a Yes, and when a No?")))
    if not asked:
        wrong_use("an instrument needs a question, so no file was created")
    return asked
