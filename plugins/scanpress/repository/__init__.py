"""The only reader of git: nothing that a repository configures is run, and nothing is fetched."""

from scanpress.repository.blame import blame
from scanpress.repository.history import History
from scanpress.repository.location import Location
from scanpress.repository.log_record import (
    Outline,
    changes_in,
    contents_in,
    pack_outline,
    parse_changes,
    parse_heading,
    parse_record,
)
from scanpress.repository.objects import Objects, objects
from scanpress.repository.patch import Differ, differ
from scanpress.repository.process import GitError
from scanpress.repository.repository import Repository
from scanpress.repository.text import decode, encode_path, printable, shown
from scanpress.repository.tracking import comparison_base
from scanpress.repository.tree import Sizes
from scanpress.repository.values import (
    ABSENT,
    LINK,
    SUBMODULE,
    Blob,
    Change,
    Commit,
    Diff,
    Hunk,
    Person,
    Ref,
    Signature,
    TreeEntry,
    Version,
)

__all__ = [
    "ABSENT",
    "LINK",
    "SUBMODULE",
    "Blob",
    "Change",
    "Commit",
    "Diff",
    "Differ",
    "GitError",
    "History",
    "Hunk",
    "Location",
    "Objects",
    "Outline",
    "Person",
    "Ref",
    "Repository",
    "Signature",
    "Sizes",
    "TreeEntry",
    "Version",
    "blame",
    "changes_in",
    "comparison_base",
    "contents_in",
    "decode",
    "differ",
    "encode_path",
    "objects",
    "pack_outline",
    "parse_changes",
    "parse_heading",
    "parse_record",
    "printable",
    "shown",
]
