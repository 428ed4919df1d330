"""`scanpress fmt`: write scans in their canonical form."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # help starts without the check
    from scanpress.checking.formatting import Formatted


SUMMARY = "write scans in canonical form, without changing a value"
NOTES = (
    "Keys come in the order of the schema, two spaces a level, letters as they are, short lists on one line. A "
    "file that cannot be read without doubt is told and left as it is; one that is canonical already is not "
    "touched."
)
EXAMPLE = "scanpress fmt scans/acl-2024/cross-lingual-alignment.json"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress fmt`."""
    add = parser.add_argument
    add("paths", nargs="*", type=Path, metavar="PATH", help="files and folders (all scans and runs of the repository)")
    add("--check", action="store_true", help="change nothing; tell which files are not canonical, and return 1 if any")
    add("--fix", action="store_true", help="also correct misspelt keys, where only one name is near")


def run(arguments: argparse.Namespace) -> int:
    """Format, tell of each file that is or would be changed, and return 1 if one cannot be formatted."""
    from scanpress.cli import wrong_use  # noqa: PLC0415 - help starts without it
    from scanpress.cli.selection import select  # noqa: PLC0415

    selection = select(arguments.paths, since=None, name=None)
    if selection.redirects and arguments.paths:
        wrong_use("the redirects are YAML, which scanpress fmt leaves to you: name scans and runs only")
    paths = [path for path in selection.paths if not _is_beside(path, selection.root)]
    results = list(_results(paths, selection.root, arguments))
    changed = [each for each in results if each.changed]
    left = [each for each in results if each.problems]
    _report(changed, left, len(paths), check=arguments.check)
    return 1 if left or (arguments.check and changed) else 0


def _is_beside(path: Path, root: Path) -> bool:
    """Return whether a file in the folder of scans is not named as one, so that it is neither formatted nor counted."""
    from scanpress.checking.files import SCANS, is_misnamed  # noqa: PLC0415
    from scanpress.checking.plain_files import relative  # noqa: PLC0415

    return is_misnamed(path.name) and relative(path, root).startswith(f"{SCANS}/")


def _results(paths: Sequence[Path], root: Path, arguments: argparse.Namespace) -> "Iterator[Formatted]":
    """Return the files of which there is something to tell: keeping the others would take memory for nothing."""
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
    from scanpress.checking.formatting import Formatted, format_bytes  # noqa: PLC0415
    from scanpress.checking.plain_files import relative  # noqa: PLC0415
    from scanpress.cli.atomic_write import write_atomically  # noqa: PLC0415

    name = relative(path, root)
    data, problems = read_file(path, root=root)
    if data is None:
        return Formatted(name, b"", b"", problems)
    result = format_bytes(name, data, fix=arguments.fix)
    if result.changed and not arguments.check:
        write_atomically(path, result.after)
    return result


def _report(changed: "list[Formatted]", left: "list[Formatted]", files: int, *, check: bool) -> None:
    from scanpress.checking import render_text  # noqa: PLC0415
    from scanpress.checking.display import visible  # noqa: PLC0415
    from scanpress.cli.terminal import wants_colour  # noqa: PLC0415

    for each in changed:
        print(f"{visible(each.path)}: {'is not canonical' if check else 'formatted'}")
        for wrong, right in each.corrected:
            print(f'    "{visible(wrong)}" {"would become" if check else "became"} "{right}"')
    if left:
        problems = [problem for each in left for problem in each.problems]
        sources = {each.path: each.before for each in left}
        print(render_text(problems, sources, files=files, colour=wants_colour(sys.stdout)), end="")
    done = "to format" if check else "formatted"
    print(f"{len(changed)} {done}, {files - len(changed) - len(left)} canonical already" + _left_as_they_are(left))


def _left_as_they_are(left: "list[Formatted]") -> str:
    return f", {len(left)} left as they are" if left else ""
