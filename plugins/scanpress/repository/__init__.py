"""The only reader of git: nothing that a repository configures is run, and nothing is fetched."""

from scanpress.repository.blame import blame
from scanpress.repository.history import History, ancestors_in, folders_among
from scanpress.repository.log_record import (
    CommitStat,
    blobs_in,
    changes_in,
    contents_after,
    count_by_folder,
    pack_stat,
    parse_changes,
    parse_commit,
    parse_committed,
)
from scanpress.repository.objects import objects
from scanpress.repository.patch import FIRST_LINE, LARGEST_COMPARED, Limits, compare_some, differ, is_mail_of, mail_of
from scanpress.repository.process import GitError, UnfitGitError
from scanpress.repository.repository import Repository, comparison_base, head_of, uncommitted_in
from scanpress.repository.text import decode, decode_path, encode_path, printable, reordered_lines, shown, visible
from scanpress.repository.tree import submodule_addresses
from scanpress.repository.values import (
    ABSENT,
    EMPTY_TREES,
    LINK,
    SUBMODULE,
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
    "EMPTY_TREES",
    "FIRST_LINE",
    "LARGEST_COMPARED",
    "LINK",
    "SUBMODULE",
    "Change",
    "Commit",
    "CommitStat",
    "Diff",
    "GitError",
    "History",
    "Hunk",
    "Limits",
    "Person",
    "Ref",
    "Repository",
    "Signature",
    "TreeEntry",
    "UnfitGitError",
    "Version",
    "ancestors_in",
    "blame",
    "blobs_in",
    "changes_in",
    "compare_some",
    "comparison_base",
    "contents_after",
    "count_by_folder",
    "decode",
    "decode_path",
    "differ",
    "encode_path",
    "folders_among",
    "head_of",
    "is_mail_of",
    "mail_of",
    "objects",
    "pack_stat",
    "parse_changes",
    "parse_commit",
    "parse_committed",
    "printable",
    "reordered_lines",
    "shown",
    "submodule_addresses",
    "uncommitted_in",
    "visible",
]
