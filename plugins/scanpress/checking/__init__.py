"""A file's bytes become a document with positions, problems, and reports of them."""

from scanpress.checking.answer_lines import answer_lines, answers_of
from scanpress.checking.checked import CheckedFile
from scanpress.checking.checker import RunFolder, check_bytes, check_file
from scanpress.checking.decoding import MAX_BYTES
from scanpress.checking.duplicates import find_duplicates
from scanpress.checking.files import find_runs, find_scans, is_run, safe_name, scan_entries
from scanpress.checking.identity import Identity, PaperIdentity, group_papers, paper_identity, paper_keys
from scanpress.checking.plain_files import read_file
from scanpress.checking.problem import Problem, Severity
from scanpress.checking.reports.text import render_text
from scanpress.checking.rules import Rule, find_rule, rules
from scanpress.checking.runs import CheckedRuns, check_runs
from scanpress.checking.stated_papers import stated_papers
from scanpress.checking.titles import normalised_title

__all__ = [
    "MAX_BYTES",
    "CheckedFile",
    "CheckedRuns",
    "Identity",
    "PaperIdentity",
    "Problem",
    "Rule",
    "RunFolder",
    "Severity",
    "answer_lines",
    "answers_of",
    "check_bytes",
    "check_file",
    "check_runs",
    "find_duplicates",
    "find_rule",
    "find_runs",
    "find_scans",
    "group_papers",
    "is_run",
    "normalised_title",
    "paper_identity",
    "paper_keys",
    "read_file",
    "render_text",
    "rules",
    "safe_name",
    "scan_entries",
    "stated_papers",
]
