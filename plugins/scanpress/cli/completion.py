"""`scanpress completion`: print what a shell needs to complete the command."""

import argparse
from collections.abc import Iterator
from pathlib import Path

SUMMARY = "print the completion of the command for a shell"
NOTES = (
    "Put it where your shell looks for completions: the example is for bash; fish takes "
    "~/.config/fish/completions/scanpress.fish, zsh a file _scanpress in its fpath, and tcsh a file that ~/.tcshrc "
    "sources. tcsh offers the options of all commands together."
)
EXAMPLE = "scanpress completion bash > ~/.local/share/bash-completion/completions/scanpress"
# The library completes one path, and no second one: in zsh a positional argument that excludes all that follow, in
# tcsh a last rule that offers nothing.
_MORE_PATHS = {"zsh": ('"(*)::', '"*:'), "tcsh": ("'p/*/()/'", "'p/*/f/'")}
_SHELLS = ("bash", "zsh", "fish", "tcsh")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress completion`."""
    parser.add_argument("shell", choices=_SHELLS, help="the shell that is to complete")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    import shtab  # noqa: PLC0415 - of use here only

    from scanpress.cli import full_parser  # noqa: PLC0415

    parser = full_parser()
    actions = list(_actions(parser))
    for action in actions:
        if action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # how the library is told of files
    if arguments.shell == "tcsh":
        _share_choices(actions)
    print(shtab.complete(parser, shell=arguments.shell).replace(*_MORE_PATHS.get(arguments.shell, ("", ""))))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Return the arguments of all subcommands."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list
        if isinstance(action.choices, dict):
            for below in action.choices.values():
                yield from _actions(below)
        else:
            yield action


def _share_choices(actions: list[argparse.Action]) -> None:
    """Return options of one name in several subcommands all choices of each: tcsh does not tell subcommands apart."""
    for action in actions:
        same = [each for each in actions if each.choices and each.option_strings == action.option_strings]
        if action.option_strings and action.choices:
            action.choices = list(dict.fromkeys(choice for each in same for choice in each.choices or ()))
