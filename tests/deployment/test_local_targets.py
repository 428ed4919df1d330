"""A site is published on this machine in one step, to a symbolic link or a folder."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support.files import contents, write
from tests.support.published import PAGE, inode, kept_beside, made_up, publish, roll_back

from scanpress.deployment import DeploymentError, LocalTarget, list_files, local

OLD = {"index.html": f"{PAGE}old", "same/a.html": "the same", "gone.html": "old"}
NEW = {"index.html": f"{PAGE}new", "same/a.html": "the same", "added/b.html": "new"}


def texts(folder: Path) -> dict[str, str]:
    return {address: content.decode() for address, content in contents(folder).items()}


@pytest.fixture(params=["link", "folder"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> LocalTarget:
    """Return a target that does not exist yet, so that it becomes a link, and one that is an empty folder."""
    path = tmp_path / "www" / "scans"
    (path if request.param == "folder" else path.parent).mkdir(parents=True)
    return LocalTarget(path)


def test_each_site_replaces_the_one_before_which_is_kept_to_go_back(target: LocalTarget, tmp_path: Path) -> None:
    site = tmp_path / "output"
    for files in (OLD, NEW):
        publish(target, made_up(site, files))
        assert texts(target.path) == files
    for files in (OLD, NEW, OLD):
        roll_back(target)
        assert texts(target.path) == files
    was_folder = not target.path.is_symlink()
    assert kept_beside(target.path) == (1 if was_folder else 2)


def test_only_what_changed_takes_room(target: LocalTarget, tmp_path: Path) -> None:
    site = tmp_path / "output"
    publish(target, made_up(site, OLD))
    before = inode(target.path / "same/a.html")
    changed = publish(target, made_up(site, NEW))
    assert (changed.copied, changed.shared, changed.removed) == (2, 1, 1)
    assert inode(target.path / "same/a.html") == before
    assert inode(target.path / "index.html") != inode(site / "index.html"), "a build may change its own files in place"


def test_a_file_that_was_built_anew_with_the_same_bytes_takes_no_room(target: LocalTarget, tmp_path: Path) -> None:
    publish(target, made_up(tmp_path / "output", OLD))
    assert publish(target, made_up(tmp_path / "another checkout", OLD)).copied == 0
    write(tmp_path / "output" / "gone.html", "odl")  # as long, but changed
    assert publish(target, tmp_path / "output").copied == 1


def test_a_site_that_is_published_already_does_not_replace_the_earlier_one(target: LocalTarget, tmp_path: Path) -> None:
    site = tmp_path / "output"
    for files in (OLD, NEW, NEW):
        publish(target, made_up(site, files))
    roll_back(target)
    assert texts(target.path) == OLD


def test_a_web_server_can_read_everything_whatever_the_umask(target: LocalTarget, tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        publish(target, made_up(tmp_path / "output", OLD))
    finally:
        os.umask(mask)
    real = target.path.resolve()
    for path in [real, *real.rglob("*"), real.parent]:
        assert stat.S_IMODE(path.stat().st_mode) & (0o555 if path.is_dir() else 0o444) in {0o555, 0o444}


def test_unfinished_files_of_a_killed_build_are_not_published(target: LocalTarget, tmp_path: Path) -> None:
    site = made_up(tmp_path / "output", {**OLD, ".scanpress-parts-0123/17-ab": "half of a pa"})
    publish(target, site)
    assert texts(target.path) == OLD


def test_an_error_leaves_the_old_site_and_no_litter(
    target: LocalTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "output"
    publish(target, made_up(site, OLD))
    beside = kept_beside(target.path)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.setattr(local, "_flush", fail)
    with pytest.raises(OSError, match="No space"):
        publish(target, made_up(site, NEW))
    assert texts(target.path) == OLD
    assert kept_beside(target.path) == beside


def test_what_may_not_be_removed_stops_before_anything_is_copied(target: LocalTarget, tmp_path: Path) -> None:
    site = tmp_path / "output"
    publish(target, made_up(site, OLD))

    def refuse(removed: int, published: int) -> None:
        raise DeploymentError(f"{removed} of {published}")

    with target.locked(), pytest.raises(DeploymentError, match="1 of 3"):
        target.publish(made_up(site, NEW), list_files(site), refuse)
    assert texts(target.path) == OLD


def test_two_processes_do_not_publish_at_the_same_place(target: LocalTarget) -> None:
    with target.locked(), pytest.raises(DeploymentError, match="another process is publishing there"):
        publish(LocalTarget(target.path), target.path)


def test_without_an_earlier_site_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    target = LocalTarget(tmp_path / "scans")
    for _ in range(2):
        with pytest.raises(DeploymentError, match="no earlier site is kept there"):
            roll_back(target)
        publish(target, made_up(tmp_path / "output", OLD))


def test_the_earlier_site_can_be_forgotten(target: LocalTarget, tmp_path: Path) -> None:
    for files in (OLD, NEW):
        publish(target, made_up(tmp_path / "output", files))
    with target.locked():
        target.forget_earlier()
    assert texts(target.path) == NEW
    assert kept_beside(target.path) == (1 if target.path.is_symlink() else 0)


def test_a_link_of_the_operator_is_replaced_and_its_folder_stays(tmp_path: Path) -> None:
    target = LocalTarget(tmp_path / "current")
    theirs = made_up(tmp_path / "releases" / "1", OLD)
    target.path.symlink_to("releases/1")
    publish(target, made_up(tmp_path / "output", NEW))
    assert (texts(target.path), texts(theirs)) == (NEW, OLD)
    roll_back(target)
    assert texts(target.path) == OLD


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    before = texts(folder)
    yield
    assert texts(folder) == before


def test_a_folder_with_other_things_than_a_site_is_refused(tmp_path: Path) -> None:
    home = made_up(tmp_path / "home", {"thesis.tex": "all of it", "index.html": "<p>My page"})
    with unchanged(home), pytest.raises(DeploymentError, match=r"has files, but no site of Scanpress"):
        publish(LocalTarget(home), made_up(tmp_path / "output", NEW))


@pytest.mark.parametrize(("path", "why"), [("a file", "this is a file"), ("no folder/scans", "there is no folder")])
def test_a_place_for_no_site_is_refused(tmp_path: Path, path: str, why: str) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(DeploymentError, match=why):
        publish(LocalTarget(tmp_path / path), made_up(tmp_path / "output", NEW))


def test_a_folder_that_cannot_be_exchanged_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(local, "_exchange", refuse)
    site = made_up(tmp_path / "scans", OLD)
    with unchanged(site), pytest.raises(DeploymentError, match="publish to a new path beside it"):
        publish(LocalTarget(site), made_up(tmp_path / "output", NEW))


def test_a_link_in_a_built_site_is_refused(tmp_path: Path) -> None:
    site = made_up(tmp_path / "output", NEW)
    (site / "data").symlink_to("/etc")
    with pytest.raises(DeploymentError, match="output/data: only files can be published"):
        publish(LocalTarget(tmp_path / "scans"), site)


def test_a_site_in_which_nothing_changed_is_not_copied(
    target: LocalTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = made_up(tmp_path / "output", OLD)
    publish(target, site)
    with monkeypatch.context() as patched:
        patched.setattr(local, "copy_site", None)  # to copy anything would be an error
        publish(target, site)
    assert texts(target.path) == OLD
    next(target.path.resolve().rglob("*.html")).chmod(0o600)
    publish(target, site)
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in target.path.resolve().rglob("*.html"))
