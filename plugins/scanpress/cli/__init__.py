"""The `scanpress` command: one module per subcommand; only these modules print."""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from textwrap import fill
from types import ModuleType
from typing import NoReturn

from scanpress import __version__

# A subcommand is a module with SUMMARY, NOTES, EXAMPLE, configure(parser) and run(arguments), and an entry here.
COMMANDS = {
    "check": "scanpress.cli.check",
    "new": "scanpress.cli.new",
    "import": "scanpress.cli.import_",
    "fmt": "scanpress.cli.fmt",
    "diff": "scanpress.cli.diff",
    "preview": "scanpress.cli.preview",
    "export": "scanpress.cli.export",
    "serve": "scanpress.cli.serve",
    "publish": "scanpress.cli.publish",
    "schema": "scanpress.cli.schema",
    "instrument": "scanpress.cli.instrument",
    "rename-person": "scanpress.cli.rename_person",
    "completion": "scanpress.cli.completion",
}

WIDTH = 78  # columns of printed sentences
CLEAN, PROBLEMS, WRONG_USE, UNEXPECTED, INTERRUPTED = 0, 1, 2, 3, 130
_CODES = "exit codes: 0 no problems, 1 problems, 2 wrong use, 3 bug, 130 interrupted"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    try:
        code = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return PROBLEMS
    except Exception as error:  # noqa: BLE001 - every error is printed and has its exit code
        return _print_error(error)
    return code


def _run(words: Sequence[str]) -> int:
    """Run a command and return its exit code, also if it or the parser ended the program."""
    try:
        arguments = _parser(words).parse_args(words)
        return int(arguments.run(arguments))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_USE


def _print_error(error: Exception) -> int:
    """Print one line for an error of the user's files, disk or git, else a traceback; return the exit code."""
    from scanpress.cli.user_files import error_message  # noqa: PLC0415 - most commands need no error message

    message = error_message(error)
    if message is None:
        traceback.print_exception(error)
        return UNEXPECTED
    _discard_output()
    print(f"scanpress: {message}", file=sys.stderr)
    return WRONG_USE


def wrong_use(message: str) -> NoReturn:
    """Print a message about how the command was called, and end the program."""
    print(f"scanpress: {message}", file=sys.stderr)
    raise SystemExit(WRONG_USE)


def add_settings_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the settings file: it says where the scans are, and is read without running it."""
    help_text = "the settings file that says where the scans are (default: pelicanconf.py)"
    parser.add_argument("--settings", type=Path, metavar="FILE", help=help_text)


def full_parser() -> argparse.ArgumentParser:
    """Return the parser with all subcommands."""
    return _parser([])


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; if the words name a subcommand, only its module is loaded."""
    description = "Write, check and publish scans of research papers."
    parser = argparse.ArgumentParser("scanpress", description=description, epilog=_CODES)
    parser.add_argument("--version", action="version", version=f"scanpress {__version__}")
    below = parser.add_subparsers(metavar="COMMAND", required=True)
    wanted = [word for word in words[:1] if word in COMMANDS] or list(COMMANDS)
    for name in wanted:
        _add(below, name, import_module(COMMANDS[name]))
    return parser


def _add(below: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, module: ModuleType) -> None:
    summary = (
        f"{module.SUMMARY[:1].upper()}{module.SUMMARY[1:]}.\n\n{fill(module.NOTES, WIDTH, break_on_hyphens=False)}"
    )
    epilog = f"example: {module.EXAMPLE}\n\n{_CODES}"
    shape = argparse.RawDescriptionHelpFormatter
    parser = below.add_parser(name, help=module.SUMMARY, description=summary, epilog=epilog, formatter_class=shape)
    module.configure(parser)
    parser.set_defaults(run=module.run)


def _open_streams() -> None:
    """Replace streams that the caller closed by the null device, and let stdout escape file names that are not text."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Send the output to the null device if it cannot be written, so that Python reports no second error at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
