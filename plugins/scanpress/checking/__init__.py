"""The check: read the bytes of a file, report what is wrong with it, or accept it as a scan or a run."""

from scanpress.checking.check import CheckedFile, CheckedRuns, RunFolder, check_bytes, check_file, check_runs
from scanpress.checking.files import find_runs, find_scans, is_run, may_be_scan, safe_name, scan_entries
from scanpress.checking.known.authors import written_apart
from scanpress.checking.papers.duplicates import find_duplicates
from scanpress.checking.papers.grouping import group_papers
from scanpress.checking.papers.identity import (
    DISMISSED,
    Identity,
    PaperIdentity,
    normalised_title,
    paper_identity,
    paper_keys,
    stated_key,
)
from scanpress.checking.papers.repeats import find_repeats
from scanpress.checking.papers.stated import stated_paper
from scanpress.checking.plain_files import read_file
from scanpress.checking.problem import Problem, Severity
from scanpress.checking.reading.text import MAX_BYTES
from scanpress.checking.reports.text import render_text
from scanpress.checking.rules import Rule, find_rule, rules

__all__ = [
    "DISMISSED",
    "MAX_BYTES",
    "CheckedFile",
    "CheckedRuns",
    "Identity",
    "PaperIdentity",
    "Problem",
    "Rule",
    "RunFolder",
    "Severity",
    "check_bytes",
    "check_file",
    "check_runs",
    "find_duplicates",
    "find_repeats",
    "find_rule",
    "find_runs",
    "find_scans",
    "group_papers",
    "is_run",
    "may_be_scan",
    "normalised_title",
    "paper_identity",
    "paper_keys",
    "read_file",
    "render_text",
    "rules",
    "safe_name",
    "scan_entries",
    "stated_key",
    "stated_paper",
    "written_apart",
]
