"""`scanpress diff`: tell what changed, in terms of the scans."""

import argparse
import sys

SUMMARY = "tell what changed: scans, answers, texts by word, scores"
NOTES = (
    "Words that a text lost stand in [-…-], those that it gained in {+…+}. Without BASE a branch is compared with "
    "the default branch, and the default branch with its upstream. Where two branches parted, what the other did since "
    "is no change."
)
EXAMPLE = "scanpress diff main --format markdown"
_FORMATS = ("text", "markdown", "json")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress diff`."""
    add = parser.add_argument
    add("base", nargs="?", metavar="BASE", help="the commit to compare with (see above)")
    add("head", nargs="?", metavar="HEAD", help="the commit to tell of (the files as they are)")
    add("--format", choices=_FORMATS, default="text", help="how to write the changes (text)")


def run(arguments: argparse.Namespace) -> int:
    """Compare and tell; whatever changed, that is no problem."""
    from scanpress.cli.states import Scans  # noqa: PLC0415 - help starts without it
    from scanpress.corpus.changes import FORMATS, compare  # noqa: PLC0415

    scans = Scans.here()
    base = scans.base(arguments.base, arguments.head or "HEAD")
    head = scans.commit(arguments.head) if arguments.head else None
    changes = compare(*scans.changed(base.commit, head))
    sys.stdout.buffer.write(FORMATS[arguments.format](changes, base).encode("utf-8", errors="backslashreplace"))
    sys.stdout.buffer.flush()
    return 0
