"""Reports are safe to show, whatever a file holds, and say the same."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from scanpress.checking import Problem, check_bytes, render_text
from scanpress.checking.lost import lost_scans
from scanpress.checking.reports import RENDERERS, Report, job_summary
from scanpress.checking.reports.report import summary
from scanpress.checking.reports.text import frame

EVIL = '{"paper": {"title": "\x1b[31m", "%0A::error::x<![CDATA[": tru\x9b}\n::warning::y'.encode()


def problem(line: int = 1, column: int = 1, end: int = 2) -> Problem:
    return Problem("SCN005", "syntax", "error", "a.json", line, column, line, end, "", "message", "remedy")


def test_no_report_passes_a_control_character_on() -> None:
    report = Report(check_bytes("scans/a/b\x1b]0;.json", EVIL, today=date(2026, 1, 1)).problems, 1, {"a": EVIL})

    for render in RENDERERS.values():
        assert render(report).replace("\n", "").isprintable()


def test_a_file_cannot_give_commands_to_a_pipeline() -> None:
    problems = check_bytes("a,b::c%0A.json", EVIL, today=date(2026, 1, 1)).problems
    lines = RENDERERS["github"](Report(problems, 1)).splitlines()

    assert all(line.startswith("::error file=a%2Cb%3A%3Ac%250A.json,") for line in lines[:-1])


def test_junit_is_well_formed_for_any_name() -> None:
    report = Report(check_bytes('a"<&.json', EVIL, today=date(2026, 1, 1)).problems, 3)

    assert ET.fromstring(RENDERERS["junit"](report)).get("tests") == "2"  # noqa: S314 - our own output


def test_junit_counts_the_files_without_problems() -> None:
    assert 'name="1 file without problems"' in RENDERERS["junit"](Report((), 1))
    assert 'name="1,200 files without problems"' in RENDERERS["junit"](Report((), 1200))


def test_the_caret_is_below_wide_characters() -> None:
    line, carets = frame(problem(column=4, end=5), '"数学x"')

    assert line == '    1 | "数学x"'
    assert carets == "      |      ^"


def test_of_a_long_line_only_the_part_around_the_place_is_shown() -> None:
    line, carets = frame(problem(column=500_001, end=500_004), "a" * 500_000 + "bad" + "c" * 500_000)

    assert len(line) < 130
    assert line[carets.index("^") : carets.rindex("^") + 1] == "bad"


def test_colour_only_where_asked_for() -> None:
    assert "\x1b[" in render_text([problem()], {"a.json": b"x"}, files=1, colour=True)
    assert "\x1b[" not in render_text([problem()], {"a.json": b"x"}, files=1)


MANY = tuple(
    Problem("SCN049", "doubtful-doi", "warning", f"scans/a/{number:05}.json", 3, 1, 3, 9, "/paper/doi",
            f'a DOI seldom ends with ".", as in "10.1000/{number}."', f"write 10.1000/{number}")
    for number in range(1200)
)  # fmt: skip
ONCE = Problem("SCN002", "wrong-type", "error", "scans/z/last.json", 1, 1, 1, 2, "/x", "an error", "remedy")


def test_the_same_finding_in_many_files_is_shown_three_times_and_counted() -> None:
    few = render_text(MANY[:8], {}, files=8)
    many = render_text((*MANY, ONCE), {}, files=1201)
    every = RENDERERS["text"](Report((*MANY, ONCE), 1201, shows_all=True))

    assert few.count("doubtful-doi") == 3
    assert "the same in scans/a/00003.json:3, scans/a/00004.json:3" in few
    assert [line for line in many.splitlines() if "SCN" in line or "more" in line] == [
        *(f"scans/a/0000{number}.json:3:1  warning  SCN049 doubtful-doi  /paper/doi" for number in range(3)),
        "      the same in 1,197 more files; --all shows them",
        "scans/z/last.json:1:1  error  SCN002 wrong-type  /x",
    ]
    assert many.endswith("1 error, 1,200 warnings in 1,201 of 1,201 files\n")
    assert every.count("doubtful-doi") == 1200
    for name in ("json", "junit", "sarif"):
        assert "scans/a/01199.json" in RENDERERS[name](Report(MANY, 1200)), name


def test_the_ten_annotations_are_those_that_matter_most_and_the_others_are_in_the_summary_of_the_job() -> None:
    other = replace(ONCE, code="SCN045", severity="warning", message="another", file="scans/y/b.json")
    problems = (*MANY, other, ONCE)
    report = Report(problems, 1202, has_summary=True)
    lines = RENDERERS["github"](report).splitlines()

    assert sum(line.startswith("::") for line in lines) == 10
    assert sum("doubtful-doi" in line for line in lines) == 8
    assert lines[-2] == "1,192 more problems are in the summary of this job"
    assert any(line.startswith("::error file=scans/z/last.json") for line in lines)
    assert len(RENDERERS["github"](Report(problems, 1202)).splitlines()) == len(problems) + 1
    whole, cut = job_summary(report), job_summary(report, largest=20_000)
    assert all(problem.file in whole for problem in problems)
    assert len(cut.encode()) < 20_500
    listed = cut.count("warning SCN049 doubtful-doi /paper/doi: a DOI")
    assert f"    {len(problems) - listed:,} more problems did not fit here: scanpress check --all shows them" in cut


def test_the_summary_counts() -> None:
    assert summary([], 1) == "no problems in 1 file"
    assert summary([problem(), problem()], 572) == "2 errors in 1 of 572 files"


def test_files_that_are_gone_are_counted_beside_those_that_were_checked(tmp_path: Path) -> None:
    redirects = tmp_path / "content" / "redirects.yaml"
    redirects.parent.mkdir()
    redirects.write_text("redirects: {}\n", encoding="utf-8")
    (gone,) = lost_scans(tmp_path, [("scans/a/gone.json", None)])
    redirects.write_text("redirect: {}\n", encoding="utf-8")
    wrong, *_ = lost_scans(tmp_path)

    assert summary([problem(), gone, wrong, wrong], 1) == "4 errors in 3 of 3 files"
    assert summary([gone], 0) == "1 error in 1 of 1 file"
    assert 'name="2 files without problems"' in RENDERERS["junit"](Report((gone, wrong), 2))
