"""A public site of real scans, of hostile ones, and of ones with odd identifiers; its repository is hostile, too."""

import json
from pathlib import Path
from typing import Any

from tests.support.data_files import HOSTILE, write_hostile_scans
from tests.support.files import write, write_json
from tests.support.git import commit_all, git, new_repository
from tests.support.paths import REPRODUCIBILITY_FILE
from tests.support.sites import PUBLIC_URL, Site, build, complete_operator, copy_project

SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
ODD = (
    "10.1000/a",
    "10.1000/a.json",
    "10.1000/a/index.html",
    "10.1000/../../../etc//passwd/",
    "10.1000/50%25#frag?x=1&y=\"'\\",
    "10.1000/Ünïcode\N{GRINNING FACE}",
    f"10.1000/{'x' * 290}",
    f"10.1000/{'x' * 289}y",
)
_ACTIVE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
_README = f"""# {_ACTIVE}

{_ACTIVE} [link](javascript:alert(3)) ![picture](https://example.org/asked.png "{_ACTIVE}")

<iframe src="https://example.org/"></iframe><svg onload=alert(4)></svg><base href="https://example.org/">
"""


def build_hostile_site(folder: Path) -> Site:
    """Build the site; two of its scans are not committed."""
    complete_operator(copy_project(folder))
    write_hostile_scans(folder)
    for number, doi in enumerate(ODD):
        write_json(folder / f"scans/odd-2024/doi-{number}.json", _scan(f"Odd {number}", doi))
    write_json(folder / "scans/odd-2024/sici.json", _scan("An old paper", SICI))
    write_json(folder / "scans/odd-2024/sici-again.json", _scan("An old paper", SICI.lower(), rater="Another person"))
    new_repository(folder, "Add scans")
    write(folder / "README.md", _README)
    write(folder / "<img src=x onerror=alert(5)>.md", _README)
    write(folder / '"><svg onload=alert(6)>/a.csv', "\n".join(f'"{text}",{_ACTIVE}' for text in HOSTILE))
    git(folder, "config", "user.name", _ACTIVE)
    commit_all(folder, f"{_ACTIVE}\n\n{_ACTIVE}")
    git(folder, "tag", "--annotate", "<img/src=x>", "--message", _ACTIVE)
    write_json(folder / "scans/odd-2024/new.json", _scan("Not committed", "10.1000/new"))
    write_json(folder / "scans/odd-2024/doi-0.json", _scan("Odd zero", ODD[0]))
    return build(folder, settings="publishconf.py", environment={"SITEURL": PUBLIC_URL})


def _scan(title: str, doi: str, rater: str = "A person") -> dict[str, Any]:
    scan: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())
    paper = {"title": title, "authors": ["Ada Byron"], "year": 2024, "venue": "Odd", "doi": doi}
    return {**scan, "paper": paper, "rater": {"kind": "person", "name": rater, "date": "2026-01-31"}}
