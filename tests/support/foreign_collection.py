"""A made-up repository of somebody else: one folder per paper, a registry, and the texts of papers beside the scans."""

import json
from pathlib import Path
from typing import Any

from tests.support.files import write, write_json
from tests.support.git import commit_all, new_repository
from tests.support.paths import SURVEY_FILE

from scanpress.instruments import with_key
from scanpress.instruments.blank import blank_scan

SETTINGS = """\
from scanpress.scan_pages.defaults import *
SITENAME = "A survey of others"
GIT_REPOSITORY = "../papers-of-others"
SCAN_FILES = ["papers/*/scan.json", "papers/*/scan-v*.json"]
REGISTRY = "registry.jsonl"
UNKNOWN_KEYS = "warn"
"""
"""The settings file of the site, six lines, in a folder beside the repository."""

FULL_TEXT = "The full text of the paper, which nobody may publish."
EXCLUDED_NOTE = "The paper was retracted by its authors."
_SURVEY: dict[str, Any] = json.loads(SURVEY_FILE.read_bytes())


def write_collection(folder: Path) -> tuple[Path, Path]:
    """Write the repository with some commits, and the folder of its site beside it; return both."""
    data, site = folder / "papers-of-others", folder / "site"
    for slug, name, scan in scans():
        write_json(data / "papers" / slug / name, scan)
        write(data / "papers" / slug / "paper.txt", f"{slug}: {FULL_TEXT}\n")
    write_json(data / "papers/old-method-2019/deep_eval.json", {"verdict": "a file that is not a scan"})
    write(data / "registry.jsonl", "".join(f"{json.dumps(entry)}\n" for entry in registry()))
    write(data / "README.md", "# Papers of others\n")
    new_repository(data, "Add scans")
    answered = data / "papers/old-method-2019/scan.json"
    answered.write_text(answered.read_text(encoding="utf-8").replace("Section 4.", "Section 5."), encoding="utf-8")
    commit_all(data, "Correct the reasons of an old scan")
    write(site / "pelicanconf.py", SETTINGS)
    return data, site


def scans() -> list[tuple[str, str, dict[str, Any]]]:
    """Return folder, name and document of each scan: versions 1, 2 and 3, with keys in different orders."""
    first, second = survey(1, "An Old Method", 2019), survey(2, "A Newer Method", 2021)
    third, again = survey(3, "The Newest Method", 2025), survey(3, "The Newest Method", 2025)
    second["paper"] |= {"doi": "", "arxiv_id": None, "venue": "arXiv.org"}
    third["paper"] |= {"arxiv_id": "2501.00001"}
    again["paper"] |= {"arxiv_id": "2501.00001"}
    again["rater"]["name"] = "Another Model"
    third |= {"hn_data": {"points": 12}, "paper_type": "empirical"}
    excluded = survey(3, "A Retracted Paper", 2023)
    return [
        ("old-method-2019", "scan.json", first),
        ("newer_method (2021)", "scan.json", dict(reversed(second.items()))),
        ("Newest.Method-2025", "scan.json", {"scan_version": 3, **third}),
        ("Newest.Method-2025", "scan-v3b.json", again),
        ("retracted-2023", "scan.json", excluded),
    ]


def survey(version: int, title: str, year: int) -> dict[str, Any]:
    """Return a scan with a version of the checklist."""
    scan = blank_scan(with_key(f"survey-{version}"))
    scan |= {key: _SURVEY[key] for key in ("methodology_tags", "key_findings", "claims", "red_flags", "cited_papers")}
    for category in scan["checklist"].values():
        for question in category:
            category[question] = {"applies": True, "answer": True, "justification": f"Section 4. has it: {question}."}
    scan["paper"] = {"title": title, "authors": ["Ada Byron", "Bo Li"], "year": year}
    scan["rater"] = {"kind": "model", "name": "A Model", "date": "2026-01-31"}
    return scan


def registry() -> list[dict[str, Any]]:
    """Return the entries of the registry: papers with and without a scan, in each state."""
    return [
        {"id": "old-method-2019", "status": "deep_eval", "title": "An Old Method", "source": "manual"},
        {"id": "newer_method (2021)", "status": "scanned", "arxiv_id": None, "doi": "", "title": "A newer method"},
        {"id": "Newest.Method-2025", "status": "scanned", "arxiv_id": "2501.00001", "added_by": "a script"},
        {"id": "retracted-2023", "status": "excluded", "note": EXCLUDED_NOTE, "title": "A Retracted Paper"},
        {"id": "queued-2026", "status": "queued", "title": "A <b>Queued</b> Paper", "arxiv_id": "2601.00001v2"},
        {
            "id": "read-2026",
            "status": "downloaded",
            "title": "A Paper to Read",
            "doi": "10.1000/182",
            "source": "inbox",
        },
        {"id": "other-field-2020", "status": "excluded", "note": "Of another field.", "title": "Something Else"},
    ]
