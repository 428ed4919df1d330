"""What becomes of a scan is said with its reason, and a newer scan is named."""

import copy
import json
from datetime import date

import pytest
from tests.support.suspicious_scans import SCAN, checked, names
from tests.support.suspicious_texts import STATUS

from scanpress.checking import check_bytes


@pytest.mark.parametrize(
    ("status", "rules"),
    [
        ({"state": "withdrawn"}, {"missing-note"}),
        ({"state": "contested", "date": "2026-03-01"}, {"missing-note"}),
        ({"state": "superseded"}, {"missing-note"}),
        ({"state": "superseded", "date": "2026-03-01", "by": "https://orcid.org/0000-0001"}, {"missing-note"}),
        ({"state": "superseded", "note": "Replaced by scans/x-2023/b.json."}, set()),
        ({"state": "superseded", "x-replaced-by": "scans/x-2023/b.json"}, set()),
        ({"state": "excluded", "note": "Not a paper."}, set()),
        ({"state": "withdrawn", "note": "Wrong.", "date": "2025-12-31"}, {"status-before-scan"}),
        ({"state": "withdrawn", "note": "Wrong.", "date": "2026-01-31"}, set()),
    ],
)
def test_a_status_has_a_reason_and_comes_after_the_scan(status: dict[str, str], rules: set[str]) -> None:
    assert names(STATUS, status) == rules


@pytest.mark.parametrize(
    "note",
    [
        "A newer scan replaces this one.",
        "Answered again for the published version, train/test splits and/or code included.",
        "Replaced on 2026/03/01 by the scan of Ada Byron.",
        "The newer scan is about https://doi.org/10.1000/182.",
        "See https://arxiv.org/abs/2301.01234v2.",
    ],
)
def test_a_note_that_names_no_newer_scan_is_a_warning(note: str) -> None:
    (problem,) = checked(STATUS, {"state": "superseded", "note": note}).problems

    assert (problem.name, problem.severity, problem.pointer) == ("missing-note", "warning", "/status/note")
    assert problem.remedy == (
        'add to the note which scan replaces it, such as "Replaced by scans/icml-2023/example.json"'
    )


@pytest.mark.parametrize(
    "note",
    [
        "See [the newer one](scans/x-2023/b.json).",
        "Replaced by b.json in this folder.",
        "Now at https://scans.example.org/scans/x-2023/b/",
        "Replaced by /scans/x-2023/b/.",
        "Replaced by x-2023/b, of the published version.",
        "Replaced by /papers/b-2023/.",
    ],
)
def test_the_newer_scan_may_be_named_by_its_path_or_address(note: str) -> None:
    assert names(STATUS, {"state": "superseded", "note": note}) == set()


def test_the_newer_scan_may_be_named_as_the_same_paper() -> None:
    document = copy.deepcopy(SCAN) | {"status": {"state": "superseded"}}
    document["paper"]["same_as"] = ["scans/x-2023/b.json"]

    assert check_bytes("scans/x-2023/a.json", json.dumps(document).encode(), today=date(2026, 11, 29)).problems == ()
