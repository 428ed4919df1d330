"""`scanpress rename-person`: write another name for a person, everywhere in the collection."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scanpress.cli import CLEAN, PROBLEMS, add_settings_option, wrong_use

if TYPE_CHECKING:  # help starts without them
    from scanpress.facts.collection import Collection
    from scanpress.facts.people import Named, Person, Renaming

SUMMARY = "change a person's name in scans, cited papers, registry and content/"
NOTES = (
    "Without --write, nothing is changed: the command lists every place with exactly this name. These are authors of "
    "papers and of cited papers, raters who are people, who reviewed, decided or replied, and names in content/*.yaml. "
    "Only the name changes; the rest of a file stays as it is. Two people may have the same name: name the files of "
    "one of them, and only these are changed. Similar names and texts that mention the name are listed and never "
    "changed. Older commits keep the old name; docs/operating.md says what can be done about it."
)
EXAMPLE = "scanpress rename-person 'Ada Byron' 'Ada Lovelace' --write"
_LARGEST = 64 << 20  # bytes of a file
_LONGEST = 200  # characters of a name
_NEAR = 30  # characters that are shown on each side of a name
_TITLES = {
    "doubled": "left as they are, because the list has the new name already:",
    "similar": "similar names, which may be another person's and are left as they are:",
    "mentioned": "texts that mention the name and are left as they are:",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress rename-person`."""
    add = parser.add_argument
    add("old", metavar="OLD", help="the name as it is now, exactly")
    add("new", metavar="NEW", help="the name to write")
    add("paths", nargs="*", type=Path, metavar="PATH", help="change only these scans (default: the whole collection)")
    add("--write", action="store_true", help="change the files; without it, they are only listed")
    add_settings_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """List or change the names; return 1 if there are none, or if a file cannot be read."""
    from scanpress.cli.project import find_collection  # noqa: PLC0415 - help starts without it

    person = _person(arguments.old, arguments.new)
    collection = find_collection(arguments.settings)
    found: dict[str, Renaming] = {}
    unread: list[str] = []
    for path, rename in _files(arguments.paths, collection):
        name = _shown(path, collection)
        try:
            text = _read(path)
            found[name] = renaming = rename(text, person)
        except (OSError, ValueError) as error:
            unread.append(f"{name}: not read: {error}")
            continue
        if arguments.write and renaming.renamed:
            _write(path, renaming.after)
    _report(found, unread, person, arguments)
    return PROBLEMS if unread or not any(each.renamed for each in found.values()) else CLEAN


def _person(old: str, new: str) -> "Person":
    """Return the person; end with a message if one of the names cannot be that of one person."""
    from scanpress.checking.known.authors import written_apart  # noqa: PLC0415 - help starts without it
    from scanpress.facts.people import Person  # noqa: PLC0415

    old, new = " ".join(old.split()), " ".join(new.split())
    person = Person(old, new)
    for name in (old, new):
        if not name or not name.isprintable() or len(name) > _LONGEST:
            wrong_use(f"{name!r} is not a name: write between one and {_LONGEST} visible characters")
    if person.has(new):
        wrong_use("both names are the same")
    if written_apart(new) != (new,):
        wrong_use(f"{new!r} is the names of several people: write one name")
    return person


def _files(
    paths: Sequence[Path], collection: "Collection"
) -> "Iterator[tuple[Path, Callable[[str, Person], Renaming]]]":
    """Yield the files that may name people, each with what reads it; files of facts only if no path is named."""
    from scanpress.checking.fixing.people import rename_in_json, rename_in_lines  # noqa: PLC0415 - help starts without it
    from scanpress.cli.selection import select  # noqa: PLC0415
    from scanpress.cli.site_files import files_of_facts  # noqa: PLC0415
    from scanpress.facts.layout import CALIBRATION  # noqa: PLC0415
    from scanpress.facts.people import rename_in_yaml  # noqa: PLC0415

    scans = select(paths, collection, since=None, name=None).paths
    yield from ((path, rename_in_json) for path in scans)
    folders = {path.parent for path in scans}
    beside = sorted(path for folder in folders for path in folder.glob(f"*{CALIBRATION}")) if not paths else ()
    yield from ((path, rename_in_json) for path in beside if path not in scans)
    if paths:
        return
    if collection.registry:
        yield collection.registry, rename_in_lines
    facts = {*(collection.root / "content").glob("*.yaml"), *files_of_facts(collection.settings, collection.root)}
    yield from ((path, rename_in_yaml) for path in sorted(facts))
    yield from ((path, _mentions) for path in sorted((collection.root / "content").glob("pages/**/*.md")))


def _mentions(text: str, person: "Person") -> "Renaming":
    """Return where a page of prose mentions a person: what it says has to be read before it is changed."""
    from scanpress.facts.people import Named, Renaming  # noqa: PLC0415 - help starts without it

    places = person.places_in(text)
    return Renaming(
        text,
        mentioned=tuple(
            Named(text.count("\n", 0, place) + 1, "", text[place - min(place, _NEAR) :]) for place in places
        ),
    )


def _read(path: Path) -> str:
    from scanpress.plain_file import inside, read_plain  # noqa: PLC0415 - help starts without it

    data = read_plain(inside(path), limit=_LARGEST)
    if len(data) > _LARGEST:
        raise ValueError(f"the file is larger than {_LARGEST >> 20} MiB")
    return data.decode()


def _write(path: Path, text: str) -> None:
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415 - help starts without it

    write_atomically(path, text.encode())


def _shown(path: Path, collection: "Collection") -> str:
    from scanpress.checking.display import visible  # noqa: PLC0415 - help starts without it
    from scanpress.checking.plain_files import relative  # noqa: PLC0415

    return visible(relative(path, collection.data))


def _report(
    found: "dict[str, Renaming]", unread: Sequence[str], person: "Person", arguments: argparse.Namespace
) -> None:
    from scanpress.checking.display import visible  # noqa: PLC0415 - help starts without it

    changed = {file: each.renamed for file, each in found.items() if each.renamed}
    for file, names in changed.items():
        for each in names:
            print(f"{file}:{each.line}: {visible(each.place)}")
    for kind, title in _TITLES.items():
        others = [(file, each) for file, renaming in found.items() for each in getattr(renaming, kind)]
        if others:
            print(title)
            print("\n".join(f"    {file}:{each.line}: {_excerpt(each, kind, person)}" for file, each in others))
    print("".join(f"{line}\n" for line in unread), end="")
    places, files = sum(map(len, changed.values())), len(changed)
    if not places:
        print(f"no file has the name “{visible(person.old)}”")
        return
    counted = f"{places:,} {'place' if places == 1 else 'places'} in {files:,} {'file' if files == 1 else 'files'}"
    if arguments.write:
        print(f"{counted} changed; run `scanpress check`, and commit the change")
    else:
        print(f"“{visible(person.old)}” would become “{visible(person.new)}” at {counted}; --write changes them")


def _excerpt(named: "Named", kind: str, person: "Person") -> str:
    """Return a similar name, or the words around a name that is mentioned."""
    from scanpress.checking.display import visible  # noqa: PLC0415 - help starts without it

    if kind != "mentioned":
        return visible(named.text)
    place = person.places_in(named.text)[0]
    start = max(0, place - _NEAR)
    shown = " ".join(named.text[start : place + len(person.old) + _NEAR].split())
    return f"{visible(named.place)} … {visible(shown)} …" if named.place else f"… {visible(shown)} …"
