"""`scanpress export`: write the data files of the site without building it."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scanpress.cli import add_settings_option, wrong_use
from scanpress.export.names import CHANGES, FILES, IDENTIFIERS, OTHERS, usual

if TYPE_CHECKING:  # help starts without it
    from collections.abc import Mapping, Sequence

    from scanpress.checking import Problem
    from scanpress.cli.exporting import Others
    from scanpress.corpus import Loaded
    from scanpress.export.changes import History
    from scanpress.export.descriptions import About
    from scanpress.export.files import Facts
    from scanpress.export.parts import Workers
    from scanpress.export.rows import Source
    from scanpress.facts import Operator
    from scanpress.facts.collection import Collection

SUMMARY = "write the site's files for data users, without the site"
NOTES = (
    "The command writes all files of the site's folder data/. With --only, it writes the files that you name: data "
    "files, the lookup files (identifiers), the records of all DOIs and arXiv ids (lookup), citations of all scans "
    "(bib, ris, csl.json), their badges (svg), the archive of all files (scans.tar.gz), or the repository as one file "
    "(bundle). The files have the same bytes as those of the site if both are made from the same commit with the same "
    "settings and SITEURL. All scans are checked first; a scan with an error stops the export. docs/data.md says what "
    "the files hold."
)
EXAMPLE = "scanpress export --to data --only answers.csv.gz scans.csv"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress export`."""
    add = parser.add_argument
    add("--to", type=Path, default=Path("data"), metavar="FOLDER", help="the folder to write to (default: data)")
    named = f"which files, of {', '.join((*FILES, *OTHERS))} (default: all files of the site's folder data/)"
    add("--only", nargs="+", choices=(*FILES, *OTHERS), metavar="FILE", help=named)
    add_settings_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the files; return 1 if a scan has an error."""
    from scanpress.cli.project import find_collection, require_scans  # noqa: PLC0415 - help starts without it
    from scanpress.export.files import ExportError  # noqa: PLC0415
    from scanpress.export.rows import ChangedError  # noqa: PLC0415
    from scanpress.facts import FactsError  # noqa: PLC0415
    from scanpress.instruments import own_digest, own_schemas, use_schemas  # noqa: PLC0415
    from scanpress.writer import Workers  # noqa: PLC0415

    collection = find_collection(arguments.settings)
    require_scans(collection)
    workers = Workers.of({})
    if own_digest():
        workers.prepare = partial(use_schemas, own_schemas())
    try:
        return _export(arguments, collection, None if workers.alone else workers.start)
    except (ChangedError, ExportError, FactsError) as error:
        wrong_use(str(error))
    finally:
        workers.end()


def _export(arguments: argparse.Namespace, collection: "Collection", workers: "Workers | None") -> int:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - help starts without it

    from scanpress.export.changes import History  # noqa: PLC0415
    from scanpress.export.files import DataFiles, memories_here  # noqa: PLC0415
    from scanpress.facts import Registry  # noqa: PLC0415

    only = arguments.only and tuple(dict.fromkeys(arguments.only))
    named = [name for name in only if name in FILES] if only else _named(collection)
    excluded = Registry.load(collection.registry).excluded if collection.registry else {}
    about, source = _about(collection, excluded)
    others = _others(collection, about, source, workers) if not only or set(only) & set(OTHERS) else None
    loaded = _load(collection, excluded, workers)
    if loaded is None:
        return 1
    corpus = loaded.corpus
    names = usual(loaded.size) if named is None else tuple(named)
    arguments.to.mkdir(parents=True, exist_ok=True)
    # The files are made beside their places, so that the folder never has half of one.
    with TemporaryDirectory(dir=arguments.to, prefix=".export-") as place:
        history = _history(collection, workers) if CHANGES in names else None
        if not only and history and not history.key:
            names = tuple(name for name in names if name != CHANGES)
        data = DataFiles(corpus, source, memories_here(), Path(place), workers, history or History())
        made, facts = Path(place, "made"), [data.make(name) for name in names]
        made.mkdir()
        for name in names:
            data.path(name).replace(made / name)
        written = list(others.write(made, corpus, only or [IDENTIFIERS])) if others else []
        if not only:
            _describe(made, facts, about)
        _move(made, arguments.to)
    for each in facts:
        print(f"{arguments.to / each.name}: {each.rows:,} row{'' if each.rows == 1 else 's'}, {each.bytes:,} bytes")
    for name, files, size in written:
        print(f"{arguments.to}/{name}: {files:,} file{'' if files == 1 else 's'}, {size:,} bytes")
    return 0


def _move(folder: Path, target: Path) -> None:
    """Move all files of a folder to the same places in another one."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        place = target / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)


def _others(collection: "Collection", about: "About", source: "Source", workers: "Workers | None") -> "Others":
    """Return what the files besides the tables are made from."""
    from scanpress.cli.exporting import GIT_SETTINGS, Others  # noqa: PLC0415 - help starts without it
    from scanpress.export.citations import Publication  # noqa: PLC0415
    from scanpress.facts.settings_file import read_literals  # noqa: PLC0415

    given = read_literals(collection.settings, GIT_SETTINGS) if collection.settings else {}
    for name, found in given.items():
        if not found.is_plain:
            wrong_use(f"{name} in {found.file}: write the value itself: the command reads this file without running it")
    publication = Publication(about.name, about.url, about.license)
    values = {name: found.value for name, found in given.items()}
    return Others(source, publication, workers, collection.root, values)


def _named(collection: "Collection") -> "Sequence[str] | None":
    """Return the files that the settings name, or None if they name none."""
    from scanpress.facts.settings_file import read_literals  # noqa: PLC0415 - help starts without it

    found = read_literals(collection.settings, ["DATA_FILES"]).get("DATA_FILES") if collection.settings else None
    if found is None or (found.is_plain and found.value is None):
        return None
    if not isinstance(found.value, list | tuple) or not set(found.value) <= set(FILES):
        wrong_use(f"DATA_FILES in {found.file}: write a list of names from {', '.join(FILES)}, or use --only")
    return found.value


def _history(collection: "Collection", workers: "Workers | None") -> "History":
    """Return what git has of the scans."""
    from scanpress.export.changes import History  # noqa: PLC0415 - help starts without it
    from scanpress.facts import load_redirects  # noqa: PLC0415
    from scanpress.facts.redirects import REDIRECTS  # noqa: PLC0415
    from scanpress.revisions import Revisions  # noqa: PLC0415
    from scanpress.writer import Memory  # noqa: PLC0415

    redirects = load_redirects(collection.root / REDIRECTS, collection.data)
    revisions = Revisions.read(collection, redirects, Memory(None, "revisions"), workers)
    if revisions.gap:
        print(revisions.gap, file=sys.stderr)
    return History(revisions.key, revisions.events)


def _load(collection: "Collection", excluded: "Mapping[str, str]", workers: "Workers | None") -> "Loaded | None":
    """Return the scans; print the errors and return None if there are some."""
    from scanpress.checking.days import this_day  # noqa: PLC0415 - help starts without it
    from scanpress.corpus import load_corpus  # noqa: PLC0415

    loaded = load_corpus(collection, today=this_day(), workers=workers, excluded=excluded)
    if not loaded.rejected:
        return loaded
    _print_errors([each for each in loaded.problems if each.severity == "error"], collection, loaded.files)
    print("nothing was exported: correct these files first", file=sys.stderr)
    return None


def _print_errors(errors: "Sequence[Problem]", collection: "Collection", files: int) -> None:
    from scanpress.checking import read_file, render_text  # noqa: PLC0415 - help starts without it

    contents = {each.file: read_file(collection.data / each.file, root=collection.data)[0] for each in errors}
    sources = {file: content for file, content in contents.items() if content is not None}
    print(render_text(errors, sources, files=files, way="scanpress check --all"))


def _about(collection: "Collection", excluded: "Mapping[str, str]") -> "tuple[About, Source]":
    """Return what the files are made from besides the scans, as the settings and the operator's file say it."""
    from scanpress.export.descriptions import About  # noqa: PLC0415 - help starts without it
    from scanpress.export.rows import Source  # noqa: PLC0415
    from scanpress.facts.settings_file import read_setting  # noqa: PLC0415
    from scanpress.repository import head_of, uncommitted_in  # noqa: PLC0415

    def setting(name: str, default: str = "") -> str:
        return read_setting(collection.settings, name, default=default) if collection.settings else default

    operator = _operator(collection.root / setting("OPERATOR_FILE", "content/operator.yaml"))
    url = os.environ.get("SITEURL") or setting("SITEURL")
    site = setting("SITENAME", "A Pelican Blog"), setting("SITESUBTITLE"), url
    head = head_of(collection.data)
    changed = uncommitted_in(collection.data, collection.layout.bases) if head[0] else ()
    uncommitted = sum(map(collection.layout.may_be_scan, changed))
    about = About.of(operator, collection.layout, site, head, uncommitted)
    return about, Source.of(collection.data, collection.layout, excluded, about.license, about.commit)


def _operator(path: Path) -> "Operator":
    """Return who runs the site, as far as a file says so."""
    from scanpress.facts import Operator  # noqa: PLC0415 - help starts without it

    return Operator.load(path) if path.is_file() else Operator.empty()


def _describe(folder: Path, facts: "Sequence[Facts]", about: "About") -> None:
    """Write what describes the files."""
    from scanpress.export.descriptions import DESCRIPTIONS, SUMS, checksums  # noqa: PLC0415 - help starts without it

    described = {name: make(about, facts) for name, make in DESCRIPTIONS.items()}
    for name, content in {**described, SUMS: checksums(described, facts)}.items():
        (folder / name).write_bytes(content)
