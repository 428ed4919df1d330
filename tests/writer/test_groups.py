"""Groups of outputs: one that is made from the same as before is not even declared."""

from array import array
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import stamps
from tests.support.outputs import failing, file, many, publisher, tree, write_templates

from scanpress.writer import File, Group, Output, OutputError, Published, Site, SizesAhead, look_ahead
from scanpress.writer.state import looking


def group(name: str, made_from: int, *addresses: str) -> Group:
    return Group(name, made_from, lambda: [file(address) for address in addresses], len(addresses))


def _not_called() -> list[Any]:
    raise AssertionError


def test_outputs_made_from_the_same_as_a_whole_are_not_even_declared(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", lambda: many(5), made_from=1)
    assert publisher(tmp_path).publish("tests", _not_called, made_from=1) == Published(unchanged=5)
    assert publisher(tmp_path).publish("tests", lambda: many(6), made_from=2) == Published(1, 5)


@pytest.mark.parametrize("change", ["file", "template", "site", "failure", "other build"])
def test_a_whole_is_declared_again_when_anything_else_changed(tmp_path: Path, change: str) -> None:
    publisher(tmp_path).publish("tests", lambda: many(5), made_from=1)
    options = {"site": Site(name="New")} if change == "site" else {}
    if change == "file":
        (tmp_path / "output/scans/g1/n1/index.html").unlink()
    elif change == "template":
        write_templates(tmp_path / "templates", {"part.html": "new"})
    elif change == "failure":
        with pytest.raises(OutputError):
            publisher(tmp_path).publish("tests", [File("bad", failing, "bad")], made_from=2)
    elif change == "other build":
        publisher(tmp_path).publish("tests", many(3))
    published = publisher(tmp_path, **options).publish("tests", lambda: many(5), made_from=1)
    assert (published.written > 0) == (change != "failure")
    assert len(tree(tmp_path / "output")) == 5


def test_only_the_group_that_changed_is_declared(tmp_path: Path) -> None:
    publisher(tmp_path).publish_groups("tests", [group("one", 1, "a", "b"), group("two", 1, "c")])
    before = stamps(tmp_path / "output")
    again = [Group("one", 1, _not_called), group("two", 2, "c", "d")]
    assert publisher(tmp_path).publish_groups("tests", again) == Published(1, 3)
    assert {path: stamps(tmp_path / "output")[path] for path in before} == before


def test_a_group_of_which_a_file_was_touched_is_declared_again_and_no_other(tmp_path: Path) -> None:
    groups = [group("one", 1, "a", "b"), group("two", 1, "c")]
    publisher(tmp_path).publish_groups("tests", groups)
    (tmp_path / "output/b").unlink()
    assert publisher(tmp_path).publish_groups("tests", [groups[0], Group("two", 1, _not_called)]) == Published(1, 2)


def test_files_of_a_group_that_is_gone_are_removed_but_for_those_that_another_has_now(tmp_path: Path) -> None:
    publisher(tmp_path).publish_groups("tests", [group("one", 1, "a", "b"), group("two", 1, "c")])
    assert publisher(tmp_path).publish_groups("tests", [group("two", 2, "b", "c")]) == Published(0, 2, 1)
    again = [Group("two", 2, _not_called)]
    assert publisher(tmp_path).publish_groups("tests", again) == Published(0, 2)


def test_a_group_that_could_not_be_made_is_declared_again(tmp_path: Path) -> None:
    failing_group = Group("two", 1, lambda: [File("bad", failing, "bad")])
    with pytest.raises(OutputError):
        publisher(tmp_path).publish_groups("tests", [group("one", 1, "a"), failing_group])
    assert publisher(tmp_path).publish_groups("tests", [group("one", 1, "a"), group("two", 1, "bad")]).written == 1


def test_a_groups_made_from_is_collected_first_only_if_there_is_something_to_compare(tmp_path: Path) -> None:
    called: list[str] = []

    def traced(made_from: int) -> Group:
        def collect() -> int:
            called.append("made from")
            return made_from

        def outputs() -> list[Output]:
            called.append("outputs")
            return [file("a", str(made_from))]

        return Group("one", collect, outputs)

    assert publisher(tmp_path).publish_groups("tests", [traced(1)]) == Published(written=1)
    assert publisher(tmp_path).publish_groups("tests", [traced(1)]) == Published(unchanged=1)
    assert publisher(tmp_path).publish_groups("tests", [traced(2)]) == Published(written=1)
    assert called == ["outputs", "made from", "made from", "made from", "outputs"]


def test_two_groups_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two groups of outputs have the same name"):
        publisher(tmp_path).publish_groups("tests", [group("one", 1, "a"), group("one", 1, "b")])


def test_progress_is_reported_over_all_groups(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    groups = [group("one", 1, "a", "b"), group("two", 1, "c")]
    publisher(tmp_path).publish_groups("tests", groups)
    publisher(tmp_path, progress=lambda *reported: seen.append(reported)).publish_groups("tests", groups)
    assert seen[-1] == (3, 3)


def test_addresses_of_an_unchanged_group_cannot_be_used_by_another_owner(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", lambda: [file("a")], made_from=1)
    again = publisher(tmp_path)
    again.publish("tests", lambda: [file("a")], made_from=1)
    with pytest.raises(ValueError, match="rename one of them"):
        again.publish("others", [file("A")])


def _look_ahead(root: Path, monkeypatch: pytest.MonkeyPatch) -> SizesAhead:
    monkeypatch.setattr(looking, "_MANY", 1)
    ahead = look_ahead(root / "output", root / "cache/state.sqlite")
    assert ahead is not None
    return ahead


@pytest.mark.parametrize("change", ["none", "removed", "longer"])
def test_another_process_looks_at_the_files_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    groups = [group("one", 1, "a", "\u00fc/\u4e2d b"), group("two", 1, "c", "d"), group("none", 1)]
    publisher(tmp_path).publish_groups("tests", groups)
    if change == "removed":
        (tmp_path / "output/c").unlink()
    elif change == "longer":
        (tmp_path / "output/d").write_text("edited by hand", encoding="utf-8")
    ahead = _look_ahead(tmp_path, monkeypatch)
    # Its answer counts: what happens after it is a matter of the next build.
    looked = [
        ahead.of(("tests", "one"), "a\n\u00fc/\u4e2d b"),
        ahead.of(("tests", "one"), "a"),
        ahead.of(("x", "one"), "a"),
    ]
    (tmp_path / "output/a").unlink()
    assert looked == [array("q", [4, 4]).tobytes(), None, None]
    again = publisher(tmp_path, ahead=ahead)
    assert again.publish_groups("tests", groups) == Published(int(change != "none"), 4 - int(change != "none"))
    again.finish()
    assert publisher(tmp_path).publish_groups("tests", groups) == Published(1, 3)


def test_without_an_answer_of_the_other_process_the_build_looks_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [group("one", 1, "a", "b"), group("two", 1, "c")]
    publisher(tmp_path).publish_groups("tests", groups)
    ahead = _look_ahead(tmp_path, monkeypatch)
    ahead.end()
    (tmp_path / "output/c").unlink()
    assert publisher(tmp_path, ahead=ahead).publish_groups("tests", groups) == Published(1, 2)
    monkeypatch.setattr(looking, "__file__", str(tmp_path / "no such file.py"))
    assert publisher(tmp_path, ahead=_look_ahead(tmp_path, monkeypatch)).publish_groups("tests", groups).unchanged == 3


def test_a_build_with_few_files_or_without_an_earlier_one_looks_itself(tmp_path: Path) -> None:
    state = tmp_path / "cache/state.sqlite"
    assert look_ahead(tmp_path / "output", state) is None
    assert not state.exists()
    publisher(tmp_path).publish_groups("tests", [group("one", 1, "a")])
    assert look_ahead(tmp_path / "output", state) is None
