"""What describes the data files passes the validators of its format, and says the same of each file."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.data_files import HOSTILE, data_files
from tests.support.running import python
from tests.support.sites import PUBLIC_URL, Site

from scanpress.export.descriptions import CITATION, DESCRIPTIONS, MANIFEST, PACKAGE, About
from scanpress.export.names import CHANGES, FILES, USUAL

_FRICTIONLESS = """
import json, frictionless
report = frictionless.Package("datapackage.json").validate()
rows = {task.name: task.stats.get("rows") for task in report.tasks}
print(json.dumps({"errors": report.flatten(["title", "message"]), "rows": rows}))
"""
_CROISSANT = """
import json, mlcroissant
dataset = mlcroissant.Dataset(jsonld="croissant.json", mapping={name: name for name in ("scans.csv", "answers.csv.gz")})
issues = dataset.metadata.issues
scores = [record["scans/score"].decode() for record in dataset.records("scans")]
answers = [[str(value) for value in record.values()] for record in dataset.records("answers")]
found = {"errors": sorted(issues.errors), "warnings": sorted(issues.warnings), "scores": scores, "answers": answers}
print(json.dumps(found))
"""
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(scope="module")
def described(collection: Path, folder: Path) -> Path:
    """Return the folder of the files with all descriptions of a collection with a hostile name."""
    about = About(
        name=HOSTILE[6],
        description=HOSTILE[8],
        url="https://scans.example.org",
        commit=COMMIT,
        when="2026-01-31T12:00:00Z",
        license="CC-BY-4.0",
        publisher=HOSTILE[15],
    )
    facts = list(data_files(collection, folder).facts(FILES).values())
    for name, make in DESCRIPTIONS.items():
        (folder / name).write_bytes(make(about, facts))
    return folder


def test_the_data_package_is_valid_with_all_its_tables(described: Path) -> None:
    report = _said(described, _FRICTIONLESS)
    assert report["errors"] == []
    assert list(report["rows"]) == [
        "scans-jsonl",
        "answers-csv",
        "scans-csv",
        "scans-sqlite",
        "answers-parquet",
        "changes-jsonl",
    ]
    assert (report["rows"]["scans-csv"], report["rows"]["answers-csv"]) == (7, 173)
    assert json.loads((described / PACKAGE).read_bytes())["licenses"][0]["name"] == "CC-BY-4.0"


def test_croissant_is_valid_and_reads_scans_and_answers(described: Path) -> None:
    found = _said(described, _CROISSANT)
    assert (found["errors"], found["warnings"]) == ([], [])
    assert "22 of 50 (44.0\N{NARROW NO-BREAK SPACE}%)" in found["scores"]
    assert len(found["scores"]) == 7
    assert len(found["answers"]) == 173
    assert len({tuple(answer[place] for place in (0, 4, 5)) for answer in found["answers"]}) == 173, "the key of a row"


def _said(folder: Path, program: str) -> dict[str, Any]:
    """Return what a program says that reads the folder with a validator; validators leave files open, and warn."""
    done = python(folder, program)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_citation_is_valid(described: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run([*command, str(described / CITATION)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    cited = yaml.safe_load((described / CITATION).read_bytes())
    assert (cited["title"], cited["authors"][0]["name"]) == (HOSTILE[6], HOSTILE[15])
    assert (cited["commit"], cited["license"]) == (COMMIT, "CC-BY-4.0")


def test_a_licence_of_ones_own_is_left_out_where_a_format_has_no_place_for_it() -> None:
    about = About(name="Scans", license="LicenseRef-our-terms")
    assert "license" not in yaml.safe_load(DESCRIPTIONS[CITATION](about, ()))
    assert json.loads(DESCRIPTIONS[MANIFEST](about, ()))["license"] == "LicenseRef-our-terms"


def test_a_site_offers_the_files_with_checksums(public_site: Site) -> None:
    data = public_site.output / "data"
    listed = {line[66:]: line[:64] for line in (data / "SHA256SUMS").read_text("ascii").splitlines()}
    tables = [name for name in USUAL if name != CHANGES]  # there is no history without git
    assert sorted(listed) == sorted([*tables, *DESCRIPTIONS])
    assert {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in listed} == listed
    manifest = json.loads((data / MANIFEST).read_bytes())
    assert (manifest["url"], manifest["license"]) == (f"{PUBLIC_URL}/data/", "CC-BY-4.0")
    assert {each["name"]: each["sha256"] for each in manifest["files"]} == {name: listed[name] for name in tables}


def test_the_page_lists_every_file_with_size_rows_and_checksum(public_site: Site) -> None:
    page = public_site.page("data/index.html")
    for each in json.loads((public_site.output / "data" / MANIFEST).read_bytes())["files"]:
        assert f'href="{each["name"]}"' in page
        assert each["sha256"] in page
        assert f"{each['rows']:,} rows" in page
    assert 'rel=license href="https://spdx.org/licenses/CC-BY-4.0.html">CC-BY-4.0</a>' in page.replace("&#x2f;", "/")
    assert f"{PUBLIC_URL}/data/answers.csv.gz" in page.replace("&#x2f;", "/")
