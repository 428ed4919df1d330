"""`scanpress new`: create a scan with every question in order."""

import argparse
import shlex
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from scanpress.cli import add_settings_option

if TYPE_CHECKING:  # help starts without the check
    from scanpress.cli.draft import Draft
    from scanpress.facts.collection import Collection
    from scanpress.instruments import Instrument


SUMMARY = "create a scan of a paper, with every question in order"
NOTES = (
    "Every answer in the new file is null until you write it. On a terminal, the command asks for values that you did "
    "not give as options. It refuses a paper that the same rater has already scanned with the same instrument. If the "
    "address of the site is known (SITEURL), or the repository has a folder schemas/, the file begins with $schema, so "
    "that editors show the questions without further settings. "
    "--online needs more libraries: pip install 'scanpress[online]'."
)
EXAMPLE = "scanpress new survey --arxiv 2406.13229 --rater-kind person --rater-name 'Ada Byron'"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress new`."""
    add = parser.add_argument
    add("instrument", nargs="?", help="the instrument, such as survey or survey@2 (default: the newest version)")
    add("--instrument-version", type=int, metavar="N", help="the version of the instrument (default: the newest)")
    add("--arxiv", metavar="ID", default="", help="the paper's arXiv id, or its address on arXiv")
    add("--doi", metavar="DOI", default="", help="the paper's DOI")
    add("--title", default="", help="the paper's title")
    add("--author", action="append", default=[], metavar="NAME", help="an author; repeat the option for each, in order")
    add("--year", type=int, help="the year of publication")
    add("--venue", default="", help="the conference or journal")
    add("--rater-kind", choices=("person", "model"), default="", help="whether a person or a model answers")
    add("--rater-name", metavar="NAME", default="", help="the person's name, or the model's name and version")
    add("--rater-run", metavar="RUN", default="", help="the name of the model's run, as in scans/runs/")
    add(
        "--choose", action="append", default=[], metavar="KEY=VALUE",
        help="what decides which questions are asked, such as paper_type=survey; repeat it for each key",
    )  # fmt: skip
    add("--module", action="append", default=[], metavar="NAME", help="an additional module; repeat it for each")
    add("--group", default="", help="the folder in scans/ or in its place (default: venue and year)")
    add("--name", default="", help="the file's name without .json (default: the first words of the title)")
    add("--online", action="store_true", help="take title, authors, year and venue from arXiv or Crossref")
    add_settings_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Create the file, or end with a message that says why not."""
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.cli.placement import refusal, with_path, with_schema  # noqa: PLC0415
    from scanpress.cli.project import find_collection  # noqa: PLC0415
    from scanpress.cli.terminal import can_ask  # noqa: PLC0415
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415

    collection = find_collection(arguments.settings)
    if collection.layout.is_default and not collection.scans.is_dir():
        wrong_use("there is no folder scans here: change to the repository, or create the folder")
    asking = can_ask()
    if not asking:
        _refuse(_refusal_of(arguments.author))
    draft = replace(_draft(arguments, asking=asking), layout=collection.layout)
    if arguments.online:
        draft = draft.with_paper(_looked_up(draft))
    if asking:
        draft = _completed(draft, collection)
    draft = with_schema(with_path(draft, collection, asking=asking), collection)
    _refuse(refusal(draft, collection))
    write_atomically(collection.data / draft.path, draft.content)
    _print_next_steps(draft, collection.data)
    return 0


def _completed(draft: "Draft", collection: "Collection") -> "Draft":
    """Ask for missing values, unless the given ones are refused already; return the draft with the answers."""
    from scanpress.cli.interview import interview  # noqa: PLC0415
    from scanpress.cli.placement import already_scanned, mistake_in  # noqa: PLC0415

    _refuse(mistake_in(draft))
    draft = interview(draft, collection)
    _refuse(already_scanned(draft, collection))
    return draft


def _refuse(reason: str) -> None:
    from scanpress.cli import wrong_use  # noqa: PLC0415

    if reason:
        wrong_use(reason)


def _draft(arguments: argparse.Namespace, *, asking: bool) -> "Draft":
    from scanpress.checking.known.copied import arxiv_id, doi  # noqa: PLC0415
    from scanpress.cli.draft import Draft  # noqa: PLC0415

    paper = {
        "title": arguments.title.strip(),
        "authors": [name.strip() for name in arguments.author],
        "year": arguments.year,
        "venue": arguments.venue.strip(),
        "arxiv_id": arxiv_id(arguments.arxiv),
        "doi": doi(arguments.doi),
    }
    today = datetime.now().astimezone().date().isoformat()
    rater = {
        "kind": arguments.rater_kind,
        "name": arguments.rater_name.strip(),
        "date": today,
        "run": arguments.rater_run,
    }
    instrument = find_instrument(arguments.instrument or "", arguments.instrument_version, asking=asking)
    chosen = dict(each.partition("=")[::2] for each in arguments.choose)
    return Draft(instrument, paper, rater, tuple(arguments.module), arguments.group, arguments.name, chosen=chosen)


def find_instrument(word: str, version: int | None = None, *, asking: bool = False) -> "Instrument":
    """Return the instrument that a word names, such as survey or survey@2; end the program if there is none."""
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.cli.terminal import ask  # noqa: PLC0415
    from scanpress.instruments import instruments  # noqa: PLC0415

    known = instruments()
    names = sorted({each.name for each in known}, reverse=True)
    if not word and asking:
        word = ask("Instrument", default=names[0], allowed=names)
    name, _, written = word.partition("@")
    wanted = str(version) if version is not None else written
    found = [each for each in known if each.name == name and wanted in ("", str(each.version))]
    if not found:
        listed = ", ".join(f"{each.name}@{each.version}" for each in known)
        wrong_use(f"there is no instrument {word}: name one of {listed}" if word else f"name an instrument: {listed}")
    return found[-1]


def _looked_up(draft: "Draft") -> dict[str, object]:
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.cli.online import OnlineError, look_up  # noqa: PLC0415

    paper = draft.paper
    if not paper["arxiv_id"] and not paper["doi"]:
        wrong_use("--online needs --arxiv or --doi")
    try:
        return look_up(arxiv_id=paper["arxiv_id"], doi=paper["doi"])
    except OnlineError as error:
        wrong_use(str(error))


def _print_next_steps(draft: "Draft", root: Path) -> None:
    from scanpress.checking.files import NO_NAME  # noqa: PLC0415 - help starts without it
    from scanpress.instruments.blank import asked_categories  # noqa: PLC0415 - the same

    asked = list(asked_categories(draft.instrument, draft.modules, draft.chosen))
    questions = sum(len(each) for _, each in asked)
    path = relpath(root / draft.path)
    print(f"{path}: {draft.instrument.label}, {questions} questions to answer")
    for category in (category for category, each in asked if not each):
        schema = f"scanpress schema {draft.instrument.key}"
        print(f"{category.id} has no questions yet: replace its null with questions of your own (see {schema})")
    if path.endswith(f"/{NO_NAME}.json"):
        print("The title has no letters from a to z: --name gives the file a better name, such as my-paper")
    print("Write your answers in place of null, then:")
    print(f"    scanpress fmt {path}\n    scanpress check {path}")


def _refusal_of(authors: Iterable[str]) -> str:
    """Return that a value of `--author` names several authors, and what to write instead; else an empty text."""
    from scanpress.checking import written_apart  # noqa: PLC0415 - help starts without the check

    for text in filter(str.strip, authors):
        names = written_apart(text)
        if not names:
            return f'--author "{text}" names several authors: repeat --author for each of them'
        if len(names) > 1:
            options = " ".join(f"--author {_quoted(name)}" for name in names)
            return (
                f'--author "{text}" seems to name {len(names)} authors: repeat the option for each:\n    {options}\n'
                "If it is one author, leave out --author, and write the name in the file"
            )
    return ""


def _quoted(name: str) -> str:
    return shlex.quote(name) if set(name) & set('"$`\\!') else f'"{name}"'
