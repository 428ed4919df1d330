"""The documentation page of the command, made from the parsers that read its arguments."""

import argparse
from collections.abc import Iterator
from importlib import import_module
from textwrap import fill
from types import ModuleType

from scanpress.cli import COMMANDS

_HEAD = """# The command scanpress

`scanpress COMMAND --help` tells the same on the terminal. Each command finds the repository from any folder in it: the
nearest folder upwards that has `scans/`. Paths that you name start at the folder you are in. None needs a network,
`scanpress new --online` excepted.

This page is written from the command itself; a test compares the two. To write it anew:
`python -c "from scanpress.cli.manual import command_page; print(command_page(), end='')" > docs/command.md`

| exit code | meaning |
|--:|---|
| 0 | clean |
| 1 | problems: of the scans, or files that are not canonical |
| 2 | wrong use, or a file, folder or disk that stood in the way |
| 3 | unexpected: a mistake in Scanpress |
| 130 | interrupted |
"""


def command_page() -> str:
    """Write the page, in Markdown."""
    index = [f"- [`scanpress {name}`](#scanpress-{name}): {_module(name).SUMMARY}" for name in COMMANDS]
    return "\n".join([_HEAD, *index, "", *(_section(name) for name in COMMANDS)])


def _section(name: str) -> str:
    module = _module(name)
    parser = argparse.ArgumentParser(add_help=False)
    module.configure(parser)
    summary = fill(f"{module.SUMMARY[:1].upper()}{module.SUMMARY[1:]}. {module.NOTES}", 120)
    rows = "\n".join(_rows(parser))
    more = "\n[More about the check](check.md), and [all its rules](checks.md).\n" if name == "check" else ""
    return (
        f"## scanpress {name}\n\n{summary}\n\n    {module.EXAMPLE}\n\n| argument | meaning |\n|---|---|\n{rows}\n{more}"
    )


def _rows(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list
        # A bar within a cell would end it.
        choices = " or ".join(map(str, action.choices or ()))
        value = str(action.metavar or choices or ("" if action.nargs == 0 else action.dest.upper()))
        shown = f"{', '.join(action.option_strings)} {value}".strip()
        if action.nargs in {"?", "*"}:
            shown = f"[{shown}]{' …' if action.nargs == '*' else ''}"
        yield f"| `{shown}` | {action.help} |"


def _module(name: str) -> ModuleType:
    return import_module(COMMANDS[name])
