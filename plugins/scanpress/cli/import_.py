"""`scanpress import`: make scans from answers that exist already."""

import argparse
import re
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # help starts without the check
    from scanpress.importing.scans import PathOf
    from scanpress.importing.table import Table

KINDS = ("reproducibility", "table")
SUMMARY = "make scans from a model's batches of answers, or from a table"
NOTES = (
    "scanpress import reproducibility reads batches of answers in JSON and the list of their papers in CSV, and writes "
    "a scan for each paper and the file of the run. scanpress import table reads a table with one row per paper, in "
    "CSV or Excel, and a map that says which column has which answer; --suggest-map writes this map. A second import "
    "changes nothing. A scan that a person corrected is never overwritten. Papers whose answers cannot be used are "
    "left out and reported; nothing is guessed."
)
EXAMPLE = "scanpress import reproducibility batch-*.json --papers papers.csv --run gemini-2026"
DETAILS = """
[import.md](import.md) has examples of both, with the files that they read.
"""
_RUN = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress import`."""
    add = parser.add_argument
    add("kind", choices=KINDS, metavar="KIND", help="reproducibility for batches in JSON, or table for CSV and Excel")
    add("files", nargs="+", type=Path, metavar="FILE", help="the batches, or one table")
    add(
        "--papers", type=Path, metavar="LIST", help="the list of papers in CSV (file name, title, authors, venue, year)"
    )
    add("--excluded", type=Path, metavar="LIST", help="a list in CSV of papers that are not imported (file name)")
    add("--run", dest="run_name", metavar="NAME", default="", help="the name of the run, as in scans/runs/NAME.json")
    add("--date", metavar="DATE", default="", help="the day of the answers, YYYY-MM-DD (default: none)")
    add(
        "--mark-lost",
        action="store_true",
        help="write U+FFFD in place of control characters (default: leave the paper out)",
    )
    add("--instrument", metavar="NAME", default="", help="the instrument of a table, such as survey or survey@2")
    add("--map", type=Path, metavar="MAP", help="the YAML file that says which column of a table has which answer")
    add("--suggest-map", action="store_true", help="write the map from the names of the columns, and import nothing")
    add("--sheet", metavar="NAME", default="", help="the sheet of an Excel file (default: the first)")
    add(
        "--keep-going", action="store_true", help="import the rows without mistakes (default: nothing if a row has one)"
    )
    add("--group", default="", help="the folder in scans/ (default: venue and year)")
    add("--report", type=Path, metavar="CSV", help="write all remarks into a CSV file")
    add("--jobs", type=int, metavar="N", help="worker processes (default: all processors)")


def run(arguments: argparse.Namespace) -> int:
    """Import, print a summary, and return 1 if something was left out."""
    from scanpress.checking.display import visible  # noqa: PLC0415 - help starts without it
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.importing.remarks import WrongInput  # noqa: PLC0415

    _require_fitting(arguments)
    try:
        return _import_table(arguments) if arguments.kind == "table" else _import_batches(arguments)
    except WrongInput as error:
        wrong_use("nothing was imported:\n  " + "\n  ".join(map(visible, error.messages)))


def _import_batches(arguments: argparse.Namespace) -> int:
    from scanpress.cli.import_report import Report, named, path_chooser, workers  # noqa: PLC0415
    from scanpress.cli.project import find_collection  # noqa: PLC0415
    from scanpress.cli.terminal import Progress  # noqa: PLC0415
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415
    from scanpress.importing.reproducibility import Request, carry_out, plan  # noqa: PLC0415

    collection = find_collection()
    request = Request(
        collection,
        tuple(map(named, arguments.files)),
        named(arguments.papers),
        named(arguments.excluded) if arguments.excluded else None,
        arguments.run_name,
        arguments.date,
        mark_lost=arguments.mark_lost,
        jobs=workers(arguments.jobs),
    )
    planned = plan(request, path_of=path_chooser(collection, arguments.group))
    # Many files, and an import that is lost with the power can be repeated: do not wait for the disk.
    write = partial(write_atomically, wait=False)
    report = Report(planned.remarks, planned.left_out)
    progress = Progress(planned.papers)
    try:
        for outcomes in carry_out(planned, request, write=write):
            report.add(outcomes)
            progress.show(report.done)
    except KeyboardInterrupt:
        print("Interrupted: all scans that are written are whole, and the same command goes on.", file=sys.stderr)
        raise
    finally:
        progress.end()
    report.show(arguments.report)
    run_state = "unchanged" if planned.run_bytes is None else "written"
    print(f"{planned.run_path}: {run_state}")
    if planned.excluded:
        print(f"{planned.excluded:,} papers are excluded by {arguments.excluded}")
    if planned.not_answered:
        print(f"{planned.not_answered:,} papers of the list have no answers in these batches")
    return report.code


def _import_table(arguments: argparse.Namespace) -> int:
    from scanpress.checking import find_runs  # noqa: PLC0415
    from scanpress.cli import wrong_use  # noqa: PLC0415
    from scanpress.cli.import_report import named, path_chooser, workers  # noqa: PLC0415
    from scanpress.cli.new import find_instrument  # noqa: PLC0415
    from scanpress.cli.project import find_collection  # noqa: PLC0415
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415
    from scanpress.importing.fields import Fields  # noqa: PLC0415
    from scanpress.importing.map_file import read_map, suggested_map  # noqa: PLC0415
    from scanpress.importing.sheets import read_sheet  # noqa: PLC0415
    from scanpress.importing.table import Table  # noqa: PLC0415

    collection = find_collection()
    path, name = named(arguments.files[0])
    fields = Fields(find_instrument(arguments.instrument))
    sheet = read_sheet(path, name, sheet=arguments.sheet)
    if arguments.suggest_map:
        target = path.with_suffix(".map.yaml")
        if target.exists():
            wrong_use(f"{target} exists already: rename it, or import with --map {target}")
        write_atomically(target, suggested_map(sheet, fields).encode())
        print(f"{target}: check its lines, then run the command with --map {target} in place of --suggest-map")
        return 0
    mapped = read_map(*named(arguments.map), sheet, fields)
    runs = frozenset(each.stem for each in find_runs(collection.scans))
    table = Table(collection, sheet, mapped, fields.instrument, runs, workers(arguments.jobs))
    return _write_table(table, path_chooser(collection, arguments.group), arguments)


def _write_table(table: "Table", path_of: "PathOf", arguments: argparse.Namespace) -> int:
    """Check all rows, and write their scans if none has a mistake."""
    from scanpress.cli.import_report import Report  # noqa: PLC0415
    from scanpress.cli.terminal import Progress  # noqa: PLC0415
    from scanpress.cli.user_files import write_atomically  # noqa: PLC0415
    from scanpress.importing.remarks import Outcome, State  # noqa: PLC0415
    from scanpress.importing.table import prepared_scans, write_all  # noqa: PLC0415

    report = Report()
    progress = Progress(len(table.sheet.rows))
    scans = []
    try:
        for results in prepared_scans(table, path_of=path_of):
            report.add(Outcome("", "", State.LEFT_OUT, remarks) for scan, remarks in results if scan is None)
            scans += [scan for scan, _ in results if scan]
            progress.show(len(scans) + report.done)
        if report.done and not arguments.keep_going:
            progress.end()
            report.show(arguments.report)
            print("Nothing was written: correct these cells, or write the other rows with --keep-going")
            return report.code
        for outcomes in write_all(scans, write=partial(write_atomically, wait=False)):
            report.add(outcomes)
    finally:
        progress.end()
    report.show(arguments.report)
    return report.code


def _require_fitting(arguments: argparse.Namespace) -> None:
    """End the program if options are missing or do not belong to this kind of import."""
    from scanpress.checking.days import is_date  # noqa: PLC0415
    from scanpress.cli import wrong_use  # noqa: PLC0415

    is_table = arguments.kind == "table"
    needed = ("instrument",) if is_table else ("papers", "run_name")
    others = (
        ("papers", "excluded", "mark_lost") if is_table else ("instrument", "map", "suggest_map", "sheet", "keep_going")
    )
    for name in needed:
        if not getattr(arguments, name):
            wrong_use(f"scanpress import {arguments.kind} needs --{name.removesuffix('_name')}")
    wrong = [f"--{name.replace('_', '-')}" for name in others if getattr(arguments, name)]
    if wrong:
        wrong_use(f"scanpress import {arguments.kind} has no option {' or '.join(wrong)}")
    if arguments.run_name and not _RUN.fullmatch(arguments.run_name):
        wrong_use(f"--run {arguments.run_name}: use a-z, 0-9, and . _ - after the first character")
    if arguments.date and not is_date(arguments.date):
        wrong_use(f"--date {arguments.date}: write a day of the calendar as YYYY-MM-DD")
    if is_table and len(arguments.files) > 1:
        wrong_use("scanpress import table reads one table: call it once for each")
    if is_table and bool(arguments.map) == arguments.suggest_map:
        wrong_use("scanpress import table needs --map MAP, or --suggest-map to write one")
    if arguments.jobs is not None and arguments.jobs < 1:
        wrong_use("--jobs: write a whole number, at least 1")
