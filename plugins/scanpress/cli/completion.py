"""`scanpress completion`: print the completion script for a shell."""

import argparse
from collections.abc import Iterator
from pathlib import Path

SUMMARY = "print the completion script for a shell"
NOTES = (
    "Save the script where your shell looks for completions. The example is for bash. For fish, save it as "
    "~/.config/fish/completions/scanpress.fish; for zsh, as _scanpress in a folder of fpath; for tcsh, in a file that "
    "~/.tcshrc sources. tcsh completes the options of all commands together."
)
EXAMPLE = "scanpress completion bash > ~/.local/share/bash-completion/completions/scanpress"
# The library completes only the first path: in zsh its argument excludes all later ones, in tcsh its last rule is
# empty. These replacements make further paths complete too.
_MORE_PATHS = {"zsh": ('"(*)::', '"*:'), "tcsh": ("'p/*/()/'", "'p/*/f/'")}
_SHELLS = ("bash", "zsh", "fish", "tcsh")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress completion`."""
    parser.add_argument("shell", choices=_SHELLS, help="the shell to print the script for")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    import shtab  # noqa: PLC0415 - used only here

    from scanpress.cli import full_parser  # noqa: PLC0415

    parser = full_parser()
    actions = list(_actions(parser))
    for action in actions:
        if action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # the library reads this attribute
    if arguments.shell == "tcsh":
        _share_choices(actions)
    print(shtab.complete(parser, shell=arguments.shell).replace(*_MORE_PATHS.get(arguments.shell, ("", ""))))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of all subcommands."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list
        if isinstance(action.choices, dict):
            for below in action.choices.values():
                yield from _actions(below)
        else:
            yield action


def _share_choices(actions: list[argparse.Action]) -> None:
    """Give options with the same name the choices of all subcommands: tcsh does not separate subcommands."""
    for action in actions:
        same = [each for each in actions if each.choices and each.option_strings == action.option_strings]
        if action.option_strings and action.choices:
            action.choices = list(dict.fromkeys(choice for each in same for choice in each.choices or ()))
