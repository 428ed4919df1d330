"""Publishing again: changed outputs are made, others are left alone, and those no longer declared are removed."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import stamps
from tests.support.outputs import content, file, many, page, publisher, text_view, tree, write_templates

from scanpress.writer import File, Output, OutputError, Page, Published, Site


@dataclass(frozen=True, slots=True)
class Record:
    """What a page of the tests is made from."""

    title: str
    links: tuple[str, ...] = ()


def record_view(record: Record) -> dict[str, Any]:
    return {"text": record.title}


def test_a_first_build_writes_every_output(tmp_path: Path) -> None:
    published = publisher(tmp_path).publish("tests", [page("a/index.html"), file("b.txt")])
    assert published == Published(written=2)
    assert tree(tmp_path / "output") == {
        "a/index.html": b"<title>Made up</title><p>text</p><i>../</i>",
        "b.txt": b"text",
    }


def test_an_unchanged_output_is_not_even_rendered(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [page("a.html")])
    before = stamps(tmp_path / "output")
    again = publisher(tmp_path)
    again.renderer.render = None  # type: ignore[method-assign, assignment]
    assert again.publish("tests", [page("a.html")]) == Published(unchanged=1)
    assert stamps(tmp_path / "output") == before


def test_only_the_changed_output_is_written(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [page("a.html"), page("b.html")])
    before = stamps(tmp_path / "output")
    assert publisher(tmp_path).publish("tests", [page("b.html", "new"), page("a.html")]) == Published(1, 1)
    after = stamps(tmp_path / "output")
    assert after["a.html"] == before["a.html"]
    assert after["b.html"] != before["b.html"]


def test_a_page_made_again_with_the_same_bytes_is_not_touched(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [Page("a.html", "page.html", record_view, Record("t"))])
    before = stamps(tmp_path / "output")
    changed = [Page("a.html", "page.html", record_view, Record("t", ("not shown",)))]
    assert publisher(tmp_path).publish("tests", changed) == Published(unchanged=1)
    assert stamps(tmp_path / "output") == before


def test_the_order_of_keys_and_of_outputs_makes_no_difference(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [File("a", content, {"x": 1, "y": {2, 1}}), file("b")])
    again = publisher(tmp_path).publish("tests", [file("b"), File("a", content, {"y": {1, 2}, "x": 1})])
    assert again == Published(unchanged=2)


def test_keys_that_are_not_strings_have_an_order_too(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [File("a", content, {("x", 1): Record("t"), 2: [{3: 4}]})])
    again = [File("a", content, {2: [{3: 4}], ("x", 1): Record("t")})]
    assert publisher(tmp_path).publish("tests", again) == Published(unchanged=1)
    assert publisher(tmp_path).publish("tests", [File("a", content, {2: [{3: 5}], ("x", 1): Record("t")})]).written == 1


def test_a_changed_template_makes_its_own_pages_again_and_no_others(tmp_path: Path) -> None:
    outputs: list[Output] = [page("a.html"), page("b.html", template="other.html"), file("c.txt")]
    publisher(tmp_path).publish("tests", outputs)
    write_templates(tmp_path / "templates", {"part.html": "<b>{{ root }}</b>"})
    assert publisher(tmp_path).publish("tests", outputs) == Published(1, 2)
    assert b"<b>./</b>" in (tmp_path / "output" / "a.html").read_bytes()


def test_a_template_named_in_a_variable_counts_as_all_templates(tmp_path: Path) -> None:
    write_templates(tmp_path / "templates", {"dynamic.html": "{% include text %}"})
    outputs = [page("a.html", "other_part.html", "dynamic.html")]
    write_templates(tmp_path / "templates", {"other_part.html": "one"})
    publisher(tmp_path).publish("tests", outputs)
    write_templates(tmp_path / "templates", {"other_part.html": "two"})
    assert publisher(tmp_path).publish("tests", outputs) == Published(1)


def test_what_the_site_shows_is_part_of_every_page_and_of_no_file(tmp_path: Path) -> None:
    outputs: list[Output] = [page("a.html"), file("b.txt")]
    publisher(tmp_path).publish("tests", outputs)
    assert publisher(tmp_path, site=Site(name="New")).publish("tests", outputs) == Published(1, 1)


def test_outputs_that_are_no_longer_declared_are_removed_with_their_empty_folders(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [page("a/b/c.html"), page("a/d.html")])
    assert publisher(tmp_path).publish("tests", [page("a/d.html")]) == Published(unchanged=1, removed=1)
    assert list(tree(tmp_path / "output")) == ["a/d.html"]


def test_a_file_that_scanpress_did_not_write_is_never_removed(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [page("a/b.html")])
    (tmp_path / "output" / "a" / "mine.txt").write_text("mine")
    publisher(tmp_path).publish("tests", [])
    assert tree(tmp_path / "output") == {"a/mine.txt": b"mine"}


def test_a_file_that_somebody_replaced_is_kept_and_named(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [page("a.html")])
    (tmp_path / "output" / "a.html").write_text("somebody else's by now")
    assert publisher(tmp_path).publish("tests", []) == Published(kept=("a.html",))
    assert tree(tmp_path / "output") == {"a.html": b"somebody else's by now"}


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("shorter")])
def test_a_file_deleted_or_altered_since_is_written_again(tmp_path: Path, damage: Callable[[Path], Any]) -> None:
    publisher(tmp_path).publish("tests", many(3))
    expected = tree(tmp_path / "output")
    damage(tmp_path / "output" / "scans/g1/n1/index.html")
    assert publisher(tmp_path).publish("tests", many(3)) == Published(1, 2)
    assert tree(tmp_path / "output") == expected


def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [file("a"), file("b/c/d")])
    publisher(tmp_path).publish("tests", [file("a/x/y"), file("b")])
    assert list(tree(tmp_path / "output")) == ["a/x/y", "b"]


def test_owners_share_a_folder_and_remove_only_their_own(tmp_path: Path) -> None:
    first = publisher(tmp_path)
    first.publish("scans", [file("a"), file("b")])
    first.publish("git", [file("c"), file("d")])
    second = publisher(tmp_path)
    second.publish("scans", [file("a")])
    assert list(tree(tmp_path / "output")) == ["a", "c", "d"]


def test_an_address_can_pass_from_one_owner_to_another(tmp_path: Path) -> None:
    for owners in ("scans", "git"), ("git", "scans"), ("scans", "git"):
        build = publisher(tmp_path)
        build.publish(owners[0], [file("a")])
        build.publish(owners[1], [file("b")])
        assert list(tree(tmp_path / "output")) == ["a", "b"]


def test_finishing_removes_what_an_owner_left_that_no_longer_publishes(tmp_path: Path) -> None:
    first = publisher(tmp_path)
    first.publish("scans", [file("a")])
    first.publish("git", [file("b")])
    second = publisher(tmp_path)
    second.publish("scans", [file("a")])
    assert second.finish() == Published(removed=1)
    assert list(tree(tmp_path / "output")) == ["a"]


def test_progress_counts_up_to_all_outputs(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    publisher(tmp_path, progress=lambda done, total: seen.append((done, total))).publish("tests", many(100))
    assert [total for _, total in seen] == [100] * len(seen)
    assert seen[-1][0] == 100
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_outputs_can_come_from_a_generator(tmp_path: Path) -> None:
    assert publisher(tmp_path).publish("tests", (output for output in many(5))) == Published(5)


def test_without_a_state_everything_is_made_and_equal_bytes_stay(tmp_path: Path) -> None:
    publisher(tmp_path, state=None).publish("tests", many(3))
    before = stamps(tmp_path / "output")
    assert publisher(tmp_path, state=None).publish("tests", many(3)) == Published(unchanged=3)
    assert stamps(tmp_path / "output") == before


def test_two_folders_share_a_state_and_do_not_mix(tmp_path: Path) -> None:
    state = tmp_path / "cache" / "state.sqlite"
    for name in "one", "two":
        publisher(tmp_path / name, state=state).publish("tests", many(2))
    assert publisher(tmp_path / "one", state=state).publish("tests", many(1)) == Published(unchanged=1, removed=1)
    assert len(tree(tmp_path / "two" / "output")) == 2


def test_a_whole_project_can_be_moved(tmp_path: Path) -> None:
    publisher(tmp_path / "here").publish("tests", many(2))
    (tmp_path / "here").rename(tmp_path / "there")
    assert publisher(tmp_path / "there").publish("tests", many(2)) == Published(unchanged=2)


def test_a_finished_file_is_published_and_no_later_output_is_written_into_it(tmp_path: Path) -> None:
    finished = tmp_path / "data.csv"
    finished.write_bytes(b"answer\nYes\n")
    (tmp_path / "output/taken").mkdir(parents=True)
    (tmp_path / "output/taken/somebody.txt").write_text("not ours")
    outputs = [File("data.csv", Path, str(finished)), File("taken", Path, str(finished)), file("b.txt", "other")]
    with pytest.raises(OutputError, match="taken"):
        publisher(tmp_path).publish("scans", outputs)
    assert finished.read_bytes() == b"answer\nYes\n"
    assert tree(tmp_path / "output") == {
        "data.csv": b"answer\nYes\n",
        "b.txt": b"other",
        "taken/somebody.txt": b"not ours",
    }


def test_a_finished_file_on_another_file_system_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)
    finished = tmp_path / "data.csv"
    finished.write_bytes(b"answer\n")
    publisher(tmp_path).publish("scans", [File("data.csv", Path, str(finished))])
    assert (tmp_path / "output/data.csv").read_bytes() == b"answer\n"
    assert finished.stat().st_nlink == 1


def test_a_view_that_no_worker_could_find_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not a function of an importable module"):
        publisher(tmp_path).publish("tests", [Page("a.html", "page.html", lambda made_from: made_from, {})])


def test_data_without_a_canonical_form_is_refused_with_its_address(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"a\.html: made_from has no canonical form: Type is not JSON"):
        publisher(tmp_path).publish("tests", [Page("a.html", "page.html", text_view, object())])


def test_a_missing_template_is_named_with_the_folders_searched(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"template 'none\.html' is in none of: .*templates"):
        publisher(tmp_path).publish("tests", [page("a.html", template="none.html")])
