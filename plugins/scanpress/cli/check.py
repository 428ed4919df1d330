"""`scanpress check`: report all problems of scans."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scanpress.cli import add_settings_option

if TYPE_CHECKING:  # help starts without the check
    from scanpress.checking import Problem
    from scanpress.cli.examining import Examined
    from scanpress.facts import FactsError
    from scanpress.facts.collection import Collection


# Returns the bytes of the files of some problems, by their names.
Sources = Callable[[Iterable["Problem"]], Mapping[str, bytes]]
SUMMARY = "report what is wrong in scans, where it is, and how to fix it"
NOTES = (
    "Without PATH, the command checks all scans and runs of the repository, and the redirects, venues, operator and "
    "accuracy in content/. With --since, it also reports published scans that were deleted or renamed without a "
    "redirect."
)
EXAMPLE = "scanpress check scans/acl-2024 --format github --strict"
# Markdown for the documentation page, which the help on the terminal leaves out.
DETAILS = """
    scanpress check                            check all scans and runs of the repository
    scanpress check scans/acl-2024 a.json      check folders and files
    scanpress check --since origin/main        check only files that changed since a commit
    scanpress check --stdin --name PATH        check a file from an editor, under its path in the repository
    scanpress check --format github --strict   check in a pipeline: annotations, and warnings count
    scanpress check --explain SCN014           print what a rule is for, with a wrong and a right example
    scanpress check --list-rules               print all rules

- **Rules.** Each problem has the code and the name of a rule. [rules.md](rules.md) describes all of them.
- **Formats.** `text` is for people, `json` for programs (its schema is
  `plugins/scanpress/checking/schemas/check-report-1.schema.json`), `github` for annotations on GitHub and Forgejo,
  `sarif` (2.1.0) for code scanning, and `junit` for test runners such as GitLab's.
- **The same finding in many files.** The text shows it for three files and counts the others; `--all` shows each.
  `json`, `junit` and `sarif` are complete. `github` annotates the ten problems that matter most: errors before
  warnings, and different findings before repetitions. All others are in the summary of the job (in
  `$GITHUB_STEP_SUMMARY`), or are printed if there is none.
- **Places.** Lines and columns count from 1, columns in characters.
- **Terminals.** Colour and a progress bar appear only on a terminal; `NO_COLOR` turns colour off. Control characters in
  a checked file are printed as escapes, so that a file cannot control a terminal or a pipeline.
- **Unanswered questions.** The questions of a file that are still to answer are reported as one problem, with their
  number and their lines.
- **Deleted and renamed scans.** With `--since`, a published scan that was deleted or renamed is a problem. Restore it
  and add a `status` that says why it was withdrawn, or add a line with its new path to `content/redirects.yaml`.
- **Misnamed files.** A file in `scans/` whose name does not end in `.json`, for example `a.json.txt`, is an error if it
  starts like a scan, and a warning otherwise. Documents such as `README.md` and hidden files are ignored.
- **Files of the site.** Mistakes in `content/venues.yaml`, `content/operator.yaml` and `content/accuracy.yaml`, and
  settings files that are not valid Python, are printed to standard error with their lines, and the exit code is 1.
  With `--format github` they are annotations.
- **The first commit.** In a repository without a commit, `--since HEAD` checks everything.
- **Quotations.** `--against texts/` looks for the quotations of each scan in the text of its paper,
  `texts/<name>.txt`; `--against paper.txt` reads the file of this name beside each scan. White space, hyphens,
  ligatures and quotation marks do not count, and parts around an ellipsis must come in their order. The result is a
  hint: the exit code does not change. With `--write`, each scan records it as `x-quotes`, and its page shows it.
- **Duplicates.** A second scan of a paper by the same rater with the same instrument is reported wherever the first
  scan is, even if you check only some files. Copies outside `scans/` are not compared.
- **Speed.** From 2,000 files on, the check uses all processors. Files without problems take a fast path;
  `benchmarks/check.py` compares its time with that of `check-jsonschema`.
"""
FORMATS = ("text", "json", "github", "sarif", "junit")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress check`."""
    add = parser.add_argument
    add("paths", nargs="*", type=Path, metavar="PATH", help="files and folders to check (default: the repository)")
    add("--since", metavar="REV", help="check only files that changed since this commit")
    add("--stdin", action="store_true", help="check one file from standard input, under the path given by --name")
    add("--name", metavar="PATH", help="the path in the repository of the file from standard input")
    add("--format", choices=FORMATS, default="text", help="the format of the report (default: text)")
    add("--all", action="store_true", help="show the same finding for each file, not only for the first three")
    add("--strict", action="store_true", help="exit with 1 if there are only warnings, too")
    add("--jobs", type=_jobs, metavar="N", help="worker processes (default: all processors if there are many files)")
    add(
        "--against",
        type=Path,
        metavar="TEXTS",
        help="compare quotations with the papers' texts (a folder, or paper.txt)",
    )
    add("--write", action="store_true", help="with --against, record in each scan which quotations were found")
    add("--explain", metavar="CODE", help="print what a rule is for, with a wrong and a right example")
    add("--list-rules", action="store_true", help="print all rules")
    add_settings_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check, print the report, and return 1 if there are errors or, with --strict, warnings."""
    if arguments.explain is not None:
        return _explain(arguments.explain)
    if arguments.list_rules:
        return _list_rules()
    from scanpress.cli.project import find_collection  # noqa: PLC0415 - help starts without it

    collection = find_collection(arguments.settings)
    examined, sources = _stdin(arguments, collection) if arguments.stdin else _files(arguments, collection)
    is_whole = not arguments.stdin and not arguments.paths
    wrong_files = _wrong_site_files(collection) if is_whole else ()
    _report(arguments, examined, sources, wrong_files, collection.root)
    _print_site_files(arguments.format, wrong_files, collection.root)
    empty = _empty_folders(arguments.paths, collection)
    for folder in empty:
        print(f"scanpress: warning: there is no scan in {folder}: is this the right folder?", file=sys.stderr)
    _compare_quotations(arguments, collection)
    counting = (problem for problem in examined.problems if arguments.strict or problem.severity == "error")
    return 1 if any(counting) or wrong_files or (empty and arguments.strict) else 0


def _empty_folders(paths: Sequence[Path], collection: "Collection") -> list[Path]:
    """Return the folders among paths in which there is neither a scan nor a run."""
    from scanpress.cli.selection import files_below  # noqa: PLC0415 - help starts without it

    return [path for path in paths if path.is_dir() and not files_below(path, collection)]


def _compare_quotations(arguments: argparse.Namespace, collection: "Collection") -> None:
    """Compare quotations with the texts of the papers, if asked; what is found is a hint and no problem."""
    from scanpress.cli import wrong_use  # noqa: PLC0415

    if arguments.write and arguments.against is None:
        wrong_use("--write records what --against finds: name the texts with --against")
    if arguments.against is None:
        return
    if arguments.stdin:
        wrong_use("--against reads the scans themselves: leave out --stdin")
    from scanpress.cli.quotes import compare  # noqa: PLC0415 - loads the library that compares texts
    from scanpress.cli.selection import select  # noqa: PLC0415

    selection = select(arguments.paths, collection, since=arguments.since, name=None)
    compare(collection, selection.paths, arguments.against, write=arguments.write, is_text=arguments.format == "text")


def _wrong_site_files(collection: "Collection") -> "tuple[FactsError, ...]":
    from scanpress.cli.site_files import wrong_site_files  # noqa: PLC0415 - one file is checked without it

    return tuple(wrong_site_files(collection.root))


def _print_site_files(form: str, wrong: "Iterable[FactsError]", root: Path) -> None:
    """Print the mistakes in the files of the site, below the report."""
    from scanpress.cli.site_files import as_annotations, as_text  # noqa: PLC0415

    for error in wrong:
        if form == "github":
            print(as_annotations(error, root))
        else:
            print(as_text(error, root), file=sys.stderr)


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("write a whole number, at least 1")
    return int(text)


def _explain(word: str) -> int:
    from scanpress.checking.rules import explanation, find_rule  # noqa: PLC0415 - help starts without it
    from scanpress.cli import WIDTH, wrong_use  # noqa: PLC0415

    rule = find_rule(word)
    if rule is None:
        wrong_use(f"there is no rule {word}: scanpress check --list-rules prints all rules")
    print(explanation(rule, width=WIDTH), end="")
    return 0


def _list_rules() -> int:
    from scanpress.checking.rules import rules  # noqa: PLC0415

    for rule in rules():
        print(f"{rule.code}  {rule.severity:<7}  {rule.name}")
    return 0


def _stdin(arguments: argparse.Namespace, collection: "Collection") -> "tuple[Examined, Sources]":
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.cli.examining import examine_bytes  # noqa: PLC0415

    if not arguments.name or arguments.paths or arguments.since:
        wrong_use("--stdin needs --name PATH, and does not allow other paths or --since")
    root, path = collection.data, Path(arguments.name)
    # Editors pass absolute paths.
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else arguments.name
    data = sys.stdin.buffer.read()
    return examine_bytes(name, data, collection=collection), lambda _: {name: data}


def _files(arguments: argparse.Namespace, collection: "Collection") -> "tuple[Examined, Sources]":
    from scanpress.cli.examining import examine, sources_of  # noqa: PLC0415
    from scanpress.cli.selection import select  # noqa: PLC0415

    selection = select(arguments.paths, collection, since=arguments.since, name=arguments.name)
    examined = examine(selection, jobs=arguments.jobs)
    if selection.redirects:
        from scanpress.checking.lost import explained_losses, lost_scans  # noqa: PLC0415 - takes longer to load than one file to check
        from scanpress.cli.states import ScanVersions  # noqa: PLC0415

        removed: Iterable[tuple[str, str | None]] = ()
        if arguments.since and selection.partial:
            removed = ScanVersions.of(collection).gone_since(arguments.since)
        problems, gone = explained_losses(examined.problems, removed)
        examined = replace(examined, problems=problems)
        found = lost_scans(collection.root, gone, data=collection.data)
        # Reports count other files only if they have problems; redirects that were named count in any case.
        examined = examined.with_problems(found, files=1 if arguments.paths and not found else 0)
    if not selection.partial:
        from scanpress.checking.plain_files import relative  # noqa: PLC0415
        from scanpress.corpus.calibration import load_calibrations  # noqa: PLC0415 - loads all that reads scans

        wrong = {problem.file for problem in examined.problems if problem.severity == "error"}
        names = {relative(path, selection.root) for path in selection.paths}
        examined = examined.with_problems(load_calibrations(collection, names - wrong).problems)
    return examined, partial(sources_of, root=selection.root)


def _lines_of_site(wrong: "Iterable[FactsError]", root: Path) -> tuple[str, ...]:
    from scanpress.cli.site_files import as_text  # noqa: PLC0415 - one file is checked without it

    return tuple(line for error in wrong for line in as_text(error, root).splitlines())


def _report(
    arguments: argparse.Namespace,
    examined: "Examined",
    sources: Sources,
    wrong_files: "Sequence[FactsError]",
    root: Path,
) -> None:
    from scanpress.checking.reports import RENDERERS, Report, job_summary  # noqa: PLC0415
    from scanpress.cli.terminal import wants_colour  # noqa: PLC0415

    summary = os.environ.get("GITHUB_STEP_SUMMARY", "") if arguments.format == "github" else ""
    report = Report(
        examined.problems,
        examined.files,
        colour=wants_colour(sys.stdout),
        shows_all=arguments.all,
        has_summary=bool(summary),
        elsewhere=sum(len(error.mistakes) for error in wrong_files),
        site=_lines_of_site(wrong_files, root) if wrong_files else (),
    )
    if arguments.format == "text" or summary:
        report = replace(report, sources=sources(each.problem for each in report.shown))
    sys.stdout.buffer.write(RENDERERS[arguments.format](report).encode("utf-8", errors="backslashreplace"))
    sys.stdout.buffer.flush()
    if summary:
        with Path(summary).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(job_summary(report))
