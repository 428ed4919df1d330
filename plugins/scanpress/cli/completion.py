"""`scanpress completion`: print what a shell needs to complete the command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

SUMMARY = "print the completion of the command for a shell"
NOTES = (
    "Put it where your shell looks for completions: the example is for bash, and zsh takes a file _scanpress "
    "in its fpath."
)
EXAMPLE = "scanpress completion bash > ~/.local/share/bash-completion/completions/scanpress"
_SHELLS = ("bash", "zsh", "tcsh")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress completion`."""
    parser.add_argument("shell", choices=_SHELLS, help="the shell that is to complete")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    import shtab  # noqa: PLC0415 - of use here only

    from scanpress.cli import full_parser  # noqa: PLC0415

    parser = full_parser()
    for action in _paths(parser):
        action.complete = shtab.FILE  # type: ignore[attr-defined]  # how the library is told of files
    print(shtab.complete(parser, shell=arguments.shell))
    return 0


def _paths(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Give the arguments of all subcommands that are paths."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list
        if action.type is Path:
            yield action
        for below in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from _paths(below)
