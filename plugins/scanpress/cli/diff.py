"""`scanpress diff`: show what changed in the scans."""

import argparse
import sys

from scanpress.cli import add_settings_option

SUMMARY = "show what changed: scans, answers, words of texts, scores"
NOTES = (
    "Removed words are shown as [-…-], added words as {+…+}. Without BASE, a branch is compared with the default "
    "branch, and the default branch with its upstream. Changes that only BASE has are not shown."
)
EXAMPLE = "scanpress diff main --format markdown"
_FORMATS = ("text", "markdown", "json")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress diff`."""
    add = parser.add_argument
    add("base", nargs="?", metavar="BASE", help="the commit to compare with (default: see above)")
    add("head", nargs="?", metavar="HEAD", help="the commit whose changes to show (default: the files on disk)")
    add("--format", choices=_FORMATS, default="text", help="the format of the output (default: text)")
    add_settings_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes and return 0, because a change is not a problem."""
    from dataclasses import replace  # noqa: PLC0415 - help starts without it

    from scanpress.cli.project import find_collection  # noqa: PLC0415 - help starts without it
    from scanpress.cli.states import ScanVersions  # noqa: PLC0415
    from scanpress.corpus.changes import FORMATS, compare  # noqa: PLC0415

    scans = ScanVersions.of(find_collection(arguments.settings))
    base = scans.base(arguments.base, arguments.head or "HEAD")
    head = scans.commit(arguments.head) if arguments.head else None
    base = replace(base, head=head, when=scans.repository.author_date(head)) if head else base
    changes = compare(*scans.changed(base.commit, head), scans.collection)
    sys.stdout.buffer.write(FORMATS[arguments.format](changes, base).encode("utf-8", errors="backslashreplace"))
    sys.stdout.buffer.flush()
    return 0
