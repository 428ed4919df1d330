"""`scanpress fmt`: write scans in canonical form."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scanpress.cli import add_settings_option

if TYPE_CHECKING:  # help starts without the check
    from scanpress.checking.formatting import Formatted


SUMMARY = "write scans in canonical form without changing a value"
NOTES = (
    "In canonical form, keys are in the order of the schema, each level is indented by two spaces, letters are not "
    "escaped, and short lists are on one line. Files that cannot be parsed unambiguously are reported and left "
    "unchanged. Files that are already canonical are not touched. With --fix, the command also repairs what has only "
    "one meaning and says what it repaired: commas without a value after them, comments (they become x-note), Python "
    "literals, other quotation marks, code fences, quoted booleans and numbers, upper and lower case of answers, "
    "prefixes of DOIs and arXiv ids, spaces in web addresses, invisible characters, blanks at the end of texts, and "
    "misspelt keys if only one name is similar. A file with a mistake that may have several meanings is reported and "
    "left unchanged."
)
LIGATURES = "ligatures"
EXAMPLE = "scanpress fmt scans/acl-2024/cross-lingual-alignment.json"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress fmt`."""
    add = parser.add_argument
    add("paths", nargs="*", type=Path, metavar="PATH", help="files and folders to format (default: all scans and runs)")
    add("--since", metavar="REV", help="format only scans that changed since this commit")
    add("--all", action="store_true", help="list every file, not only the first three with the same changes")
    add(
        "--check",
        action="store_true",
        help="change nothing; exit with 1 if a file is not canonical",
    )
    add(
        "--fix",
        nargs="?",
        const=Path(),
        type=Path,
        metavar=LIGATURES,
        help=f"also repair what has only one meaning; with the word {LIGATURES}, also the ligatures that a PDF leaves",
    )
    add_settings_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Format the files, print the changed ones, and return 1 if a file cannot be formatted."""
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.cli.project import find_collection  # noqa: PLC0415
    from scanpress.cli.selection import select  # noqa: PLC0415

    if arguments.fix not in {None, Path(), Path(LIGATURES)}:  # a path that follows --fix
        arguments.paths.insert(0, arguments.fix)
        arguments.fix = Path()
    selection = select(arguments.paths, find_collection(arguments.settings), since=arguments.since, name=None)
    if selection.redirects and arguments.paths:
        wrong_use("scanpress fmt does not format YAML files: name only scans and runs")
    paths = [path for path in selection.paths if not _is_misnamed(path, selection.root)]
    results = list(_results(paths, selection.root, arguments))
    changed = [each for each in results if each.changed]
    unreadable = [each for each in results if each.problems]
    _report(changed, unreadable, len(paths), arguments)
    return 1 if unreadable or (arguments.check and changed) else 0


def _is_misnamed(path: Path, root: Path) -> bool:
    """Return whether a file in the folder of scans is misnamed; such a file is neither formatted nor counted."""
    from scanpress.checking.files import is_misnamed  # noqa: PLC0415
    from scanpress.checking.plain_files import relative  # noqa: PLC0415
    from scanpress.facts.layout import SCANS  # noqa: PLC0415

    return is_misnamed(path.name) and relative(path, root).startswith(f"{SCANS}/")


def _results(paths: Sequence[Path], root: Path, arguments: argparse.Namespace) -> "Iterator[Formatted]":
    """Yield only the files that changed or have problems: keeping all results would waste memory."""
    from scanpress.cli.terminal import Progress  # noqa: PLC0415

    progress = Progress(len(paths))
    for number, path in enumerate(paths, 1):
        result = _format(path, root, arguments)
        if result.changed or result.problems:
            yield result
        progress.show(number)
    progress.end()


def _format(path: Path, root: Path, arguments: argparse.Namespace) -> "Formatted":
    from scanpress.checking import read_file  # noqa: PLC0415
    from scanpress.checking.formatting import Fixes, Formatted, format_bytes  # noqa: PLC0415
    from scanpress.checking.plain_files import relative  # noqa: PLC0415
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415

    name = relative(path, root)
    data, problems = read_file(path, root=root)
    if data is None:
        return Formatted(name, b"", b"", problems)
    fix = None if arguments.fix is None else Fixes(ligatures=arguments.fix == Path(LIGATURES))
    result = format_bytes(name, data, fix=fix)
    if result.changed and not arguments.check:
        write_atomically(path, result.after)
    return result


def _report(
    changed: "list[Formatted]", unreadable: "list[Formatted]", files: int, arguments: argparse.Namespace
) -> None:
    from scanpress.checking.display import visible  # noqa: PLC0415
    from scanpress.checking.reports import RENDERERS, Report, first_of_each  # noqa: PLC0415
    from scanpress.cli.terminal import wants_colour  # noqa: PLC0415

    check = arguments.check
    reports = [(visible(each.path), tuple(_changes(each, check=check))) for each in changed]
    shown, left_out = (reports, 0) if arguments.all else first_of_each(reports, lambda each: each[1])
    for path, lines in shown:
        print("\n".join((f"{path}: {'is not canonical' if check else 'formatted'}", *lines)))
    if left_out:
        print(f"the same changes in {left_out:,} more files; --all lists them")
    if unreadable:
        problems = tuple(problem for each in unreadable for problem in each.problems)
        sources = {each.path: each.before for each in unreadable}
        report = Report(problems, files, sources, wants_colour(sys.stdout), shows_all=arguments.all)
        print(RENDERERS["text"](report), end="")
    counts = [f"{len(changed)} {'to format' if check else 'formatted'}"]
    counts.append(f"{files - len(changed) - len(unreadable)} already canonical")
    counts += [f"{len(unreadable)} left unchanged"] if unreadable else []
    print(", ".join(counts))


def _changes(file: "Formatted", *, check: bool) -> Iterator[str]:
    """Yield a line for each kind of repair of a file."""
    from scanpress.checking.display import visible  # noqa: PLC0415

    for wrong, right in file.corrected:
        yield f'    "{visible(wrong)}" {"would become" if check else "became"} "{right}"'
    for repair, number in file.repairs.items():
        yield f"    {visible(repair.line(number, only_check=check))}"
