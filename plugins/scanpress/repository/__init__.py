"""The only reader of git: nothing that a repository configures is run, and nothing is fetched."""

from scanpress.repository.blame import blame
from scanpress.repository.history import History
from scanpress.repository.location import Location
from scanpress.repository.log import parse_record
from scanpress.repository.objects import Objects, objects
from scanpress.repository.patch import Differ, differ
from scanpress.repository.process import GitError
from scanpress.repository.records import (
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
from scanpress.repository.repository import Repository
from scanpress.repository.text import decode, encode_path, printable, shown

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
    "Person",
    "Ref",
    "Repository",
    "Signature",
    "TreeEntry",
    "Version",
    "blame",
    "decode",
    "differ",
    "encode_path",
    "objects",
    "parse_record",
    "printable",
    "shown",
]
