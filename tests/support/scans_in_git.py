"""A repository of scans with a history, and its site with both plugins."""

import json
from pathlib import Path

from tests.support.files import replace_once, write, write_json
from tests.support.git import commit_all, git, new_repository
from tests.support.sites import Site, build, copy_project

CORRECTED = "scans/iclr-2023/task-arithmetic"
REMOVED = "scans/iclr-2024/removed"
"""A scan that an older commit has."""


def build_scans_in_git(folder: Path) -> Site:
    """Build the site of the five real scans, one of which is corrected, with another scan that was removed."""
    copy_project(folder)
    write(folder / "README.md", "# Scans\n\nOf *papers*.\n")
    write(folder / ".gitignore", "output/\ncache/\n")
    document = json.loads((folder / f"{CORRECTED}.json").read_bytes())
    document["paper"]["title"] = "A paper whose scan was removed"
    write_json(folder / f"{REMOVED}.json", document)
    new_repository(folder, "Add six scans")
    git(folder, "tag", "-a", "v1", "-m", "First collection")
    replace_once(folder / f"{CORRECTED}.json", '"result": "No"', '"result": "Yes"')
    commit_all(folder, "Correct a scan")
    (folder / f"{REMOVED}.json").unlink()
    commit_all(folder, "Remove a scan")
    for number in range(60):
        write(folder / f"data/{number % 3}/{number}.csv", f"number,half\n{number},{number / 2}\n")
    commit_all(folder, "Add data")
    for number in range(320):  # more than a page of the list of files has
        write(folder / f"many/{number}.txt", f"{number}\n")
    commit_all(folder, "Add many files")
    for number in range(12):
        write(folder / "tools" / "count.py", f"def count():\n    return {number}\n")
        commit_all(folder, f"Count to {number}")
    return build(folder)


def commit_of(site: Site, subject: str) -> str:
    """Return the address of the page of the newest commit with a subject."""
    return f"commit/{git(site.folder, 'log', '-1', '--format=%H', f'--grep=^{subject}$')}.html"
