"""Generate the documents about the command: `docs/command.md` from its parsers, `docs/rules.md` from the rules."""

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import fill
from types import ModuleType

from scanpress.checking.rules import rules_page
from scanpress.cli import COMMANDS

_HEAD = """# The command `scanpress`

`scanpress COMMAND --help` prints the same text on the terminal. Each command finds the repository from any folder in
it: the nearest folder upwards that contains `scans/`. Paths that you name are relative to the current folder. Only
`scanpress new --online` needs a network connection.

This page is generated from the command by `make docs`; do not edit it by hand.

| exit code | meaning |
|--:|---|
| 0 | no problems |
| 1 | problems in scans, or files that are not canonical |
| 2 | wrong use of the command, or an error of a file, folder or disk |
| 3 | unexpected error: a bug in Scanpress |
| 130 | interrupted |
"""


def command_page() -> str:
    """Return the page about all commands, in Markdown."""
    index = [f"- [`scanpress {name}`](#scanpress-{name}): {_module(name).SUMMARY}" for name in COMMANDS]
    return "\n".join([_HEAD, *index, "", *(_section(name) for name in COMMANDS)])


def write_documents(folder: Path) -> None:
    """Write `command.md` and `rules.md` into a folder."""
    (folder / "command.md").write_text(command_page(), encoding="utf-8")
    (folder / "rules.md").write_text(rules_page(), encoding="utf-8")


def _section(name: str) -> str:
    module = _module(name)
    parser = argparse.ArgumentParser(add_help=False)
    module.configure(parser)
    summary = fill(f"{module.SUMMARY[:1].upper()}{module.SUMMARY[1:]}. {module.NOTES}", 120)
    table = "\n".join(["| argument | meaning |", "|---|---|", *_rows(parser)])
    details = getattr(module, "DETAILS", "")
    return f"## scanpress {name}\n\n{summary}\n\n    {module.EXAMPLE}\n\n{table}\n{details}"


def _rows(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list
        # A | inside a cell would end the cell.
        choices = " or ".join(map(str, action.choices or ()))
        value = str(action.metavar or choices or ("" if action.nargs == 0 else action.dest.upper()))
        shown = f"{', '.join(action.option_strings)} {value}".strip()
        if action.nargs in {"?", "*"}:
            shown = f"[{shown}]{' …' if action.nargs == '*' else ''}"
        yield f"| `{shown}` | {action.help} |"


def _module(name: str) -> ModuleType:
    return import_module(COMMANDS[name])


if __name__ == "__main__":
    write_documents(Path(sys.argv[1]))
