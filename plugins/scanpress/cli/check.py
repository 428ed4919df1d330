"""`scanpress check`: tell all problems of all scans."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # help starts without the check
    from scanpress.checking import Problem
    from scanpress.cli.examining import Examined


SUMMARY = "tell what is wrong with scans: where, what, and what to do"
NOTES = (
    "Checks all scans and runs of the repository and its content/redirects.yaml, or what is named. With --since, a "
    "published scan that is deleted or renamed is a problem too, unless the redirects say where it went."
)
EXAMPLE = "scanpress check scans/acl-2024 --format github --strict"
FORMATS = ("text", "json", "github", "sarif", "junit")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress check`."""
    add = parser.add_argument
    add("paths", nargs="*", type=Path, metavar="PATH", help="files and folders (all scans of the repository)")
    add("--since", metavar="REV", help="tell only of files that changed since a commit")
    add("--stdin", action="store_true", help="check what comes in, under the name given by --name")
    add("--name", metavar="PATH", help="the path that the file from --stdin has in the repository")
    add("--format", choices=FORMATS, default="text", help="how to write the report (text)")
    add("--strict", action="store_true", help="make warnings count for the exit code")
    add("--jobs", type=_jobs, metavar="N", help="worker processes (as many as processors, where there are many files)")
    add("--explain", metavar="CODE", help="tell what a rule is for, with a wrong and a right example")
    add("--list-rules", action="store_true", help="list all rules")


def run(arguments: argparse.Namespace) -> int:
    """Check, report, and return 1 if there are problems that count."""
    if arguments.explain is not None:
        return _explain(arguments.explain)
    if arguments.list_rules:
        return _list_rules()
    examined, sources = _stdin(arguments) if arguments.stdin else _files(arguments)
    _report(arguments.format, examined, sources)
    counting = (problem for problem in examined.problems if arguments.strict or problem.severity == "error")
    return 1 if any(counting) else 0


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("write a whole number, at least 1")
    return int(text)


def _explain(word: str) -> int:
    from scanpress.checking.rules import explanation, find_rule  # noqa: PLC0415 - help starts without it
    from scanpress.cli import WIDTH, wrong_use  # noqa: PLC0415

    rule = find_rule(word)
    if rule is None:
        wrong_use(f"there is no rule {word}: see scanpress check --list-rules")
    for line in explanation(rule).rstrip("\n").split("\n"):
        print(line if line.startswith(" ") else fill(line, WIDTH, break_on_hyphens=False))
    return 0


def _list_rules() -> int:
    from scanpress.checking.rules import rules  # noqa: PLC0415

    for rule in rules():
        print(f"{rule.code}  {rule.severity:<7}  {rule.name}")
    return 0


def _stdin(arguments: argparse.Namespace) -> "tuple[Examined, Mapping[str, bytes]]":
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.cli.examining import examine_bytes  # noqa: PLC0415
    from scanpress.cli.project import find_root  # noqa: PLC0415

    if not arguments.name or arguments.paths or arguments.since:
        wrong_use("--stdin goes with --name PATH, and with no other path and no --since")
    root, path = find_root(Path.cwd()), Path(arguments.name)
    # Editors know a file by its whole path.
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else arguments.name
    data = sys.stdin.buffer.read()
    return examine_bytes(name, data, root=root), {name: data}


def _files(arguments: argparse.Namespace) -> "tuple[Examined, Mapping[str, bytes]]":
    from scanpress.cli.examining import examine, sources_of  # noqa: PLC0415
    from scanpress.cli.selection import select  # noqa: PLC0415

    selection = select(arguments.paths, since=arguments.since, name=arguments.name)
    examined = examine(selection, jobs=arguments.jobs)
    if selection.redirects:
        from scanpress.checking.lost import lost_scans  # noqa: PLC0415 - takes longer to load than one file to check
        from scanpress.cli.states import Scans  # noqa: PLC0415

        found = lost_scans(selection.root, Scans.here().gone_since(arguments.since) if arguments.since else ())
        # Reports count what has problems beside the scans; redirects that were named count without a problem too.
        examined = examined.with_problems(found, files=1 if arguments.paths and not found else 0)
    return examined, sources_of(examined.problems, selection.root)


def _report(form: str, examined: "Examined", sources: Mapping[str, bytes]) -> None:
    from scanpress.checking.reports import RENDERERS, Report  # noqa: PLC0415
    from scanpress.cli.terminal import wants_colour  # noqa: PLC0415

    problems: tuple[Problem, ...] = examined.problems
    report = Report(problems, examined.files, sources, wants_colour(sys.stdout))
    sys.stdout.buffer.write(RENDERERS[form](report).encode("utf-8", errors="backslashreplace"))
    sys.stdout.buffer.flush()
