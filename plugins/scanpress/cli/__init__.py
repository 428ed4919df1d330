"""The `scanpress` command: a module a subcommand, and only these modules print."""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from textwrap import fill
from types import ModuleType
from typing import NoReturn

from scanpress import __version__

# A subcommand is a module with SUMMARY, NOTES, EXAMPLE, configure(parser) and run(arguments), and a line here.
COMMANDS = {
    "check": "scanpress.cli.check",
    "new": "scanpress.cli.new",
    "fmt": "scanpress.cli.fmt",
    "diff": "scanpress.cli.diff",
    "preview": "scanpress.cli.preview",
    "serve": "scanpress.cli.serve",
    "schema": "scanpress.cli.schema",
    "completion": "scanpress.cli.completion",
}

WIDTH = 78  # columns of what is told in whole sentences
CLEAN, PROBLEMS, WRONG_USE, UNEXPECTED, INTERRUPTED = 0, 1, 2, 3, 130
_CODES = "exit codes: 0 clean, 1 problems, 2 wrong use, 3 unexpected, 130 interrupted"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    try:
        arguments = _parser(words).parse_args(words)
        code = int(arguments.run(arguments))
        sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return PROBLEMS
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and has its exit code
        return _stopped(error)
    return code


def _stopped(error: Exception) -> int:
    """Tell what is in the user's way in a line, and a mistake of ours at length; return the exit code."""
    from scanpress.cli.file_errors import file_error_message  # noqa: PLC0415 - most commands end well

    told = file_error_message(error) if isinstance(error, OSError) else None
    if told is None:
        traceback.print_exception(error)
        return UNEXPECTED
    _let_go_of_output()
    print(f"scanpress: {told}", file=sys.stderr)
    return WRONG_USE


def wrong_use(message: str) -> NoReturn:
    """End with a message about how the command was called."""
    print(f"scanpress: {message}", file=sys.stderr)
    raise SystemExit(WRONG_USE)


def full_parser() -> argparse.ArgumentParser:
    """Make the parser of all subcommands."""
    return _parser([])


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Make the parser; of a named subcommand only its own module is loaded."""
    parser = argparse.ArgumentParser("scanpress", description="Publish a repository of paper scans.", epilog=_CODES)
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
    """Let a stream that the caller closed lead nowhere; write names of files that are no text as escapes."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _let_go_of_output() -> None:
    """Point the output nowhere where it cannot be written, so that this is not told again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
