"""A site is published on another machine by ssh and rsync; here, the other machine is this one."""

import shutil
import stat
from pathlib import Path

import pytest
from tests.deployment.test_local_targets import NEW, OLD, texts
from tests.support.files import write
from tests.support.published import another_host, inode, kept_beside, made_up, publish, roll_back
from tests.support.waiting import wait_until

from scanpress.deployment import DeploymentError, RemoteTarget, is_remote, list_files

pytestmark = pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync was not found: install it")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a host `server` that `ssh` reaches, and return the home folder there."""
    for name, value in another_host(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path / "the home of you"


@pytest.mark.parametrize("path", ["its scans", "{home}/$(x) 'y'"])
def test_each_site_replaces_the_one_before_which_is_kept_to_go_back(path: str, home: Path, tmp_path: Path) -> None:
    target = RemoteTarget.of(f"you@server:{path.format(home=home)}")
    published, site = home / path.format(home=home), tmp_path / "output"
    for files in (OLD, NEW):
        publish(target, made_up(site, files))
        assert texts(published) == files
    for files in (OLD, NEW):
        roll_back(target)
        assert texts(published) == files
    assert kept_beside(published) == 2
    with target.locked():
        target.forget_earlier()
    assert (texts(published), kept_beside(published)) == (NEW, 1)


def test_only_what_changed_takes_room_even_if_all_files_were_built_anew(home: Path, tmp_path: Path) -> None:
    target = RemoteTarget.of("you@server:scans")
    publish(target, made_up(tmp_path / "output", OLD))
    before = inode(home / "scans" / "same" / "a.html")
    changed = publish(target, made_up(tmp_path / "another checkout", NEW))
    assert (changed.copied, changed.shared, changed.removed) == (2, 1, 1)
    assert inode(home / "scans" / "same" / "a.html") == before
    assert not publish(target, made_up(tmp_path / "third", NEW)).any
    assert kept_beside(home / "scans") == 2


def test_a_web_server_can_read_everything_whatever_the_umask(home: Path, tmp_path: Path) -> None:
    site = made_up(tmp_path / "output", OLD)
    for path in (site, *site.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    publish(RemoteTarget.of("you@server:scans"), site)
    for path in [(home / "scans").resolve(), *(home / "scans").resolve().rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644)


def test_what_may_not_be_removed_leaves_the_old_site_and_no_litter(home: Path, tmp_path: Path) -> None:
    target, site = RemoteTarget.of("you@server:scans"), tmp_path / "output"
    publish(target, made_up(site, OLD))

    def refuse(removed: int, published: int) -> None:
        raise DeploymentError(f"{removed} of {published}")

    with pytest.raises(DeploymentError, match="1 of 3"), target.locked():
        target.publish(made_up(site, NEW), list_files(site), refuse)
    assert texts(home / "scans") == OLD
    wait_until(lambda: kept_beside(home / "scans") == 1)


def test_two_processes_do_not_publish_at_the_same_place(tmp_path: Path) -> None:
    site = made_up(tmp_path / "output", OLD)
    target = RemoteTarget.of("you@server:scans")
    with target.locked(), pytest.raises(DeploymentError, match="you@server:scans: another process is publishing there"):
        publish(RemoteTarget.of("you@server:scans"), site)


def test_what_a_killed_process_left_is_removed(home: Path, tmp_path: Path) -> None:
    site = made_up(tmp_path / "output", OLD)
    publish(RemoteTarget.of("you@server:scans"), site)
    write(home / ".scans.builds" / "20260101-000000-00" / "index.html", "half")
    write(home / ".scans.builds" / "old-files", "./a")
    publish(RemoteTarget.of("you@server:scans"), made_up(site, NEW))
    assert kept_beside(home / "scans") == 2


def test_each_reason_why_nothing_can_be_published_is_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = made_up(tmp_path / "output", OLD)
    (home / "a folder").mkdir()
    with pytest.raises(DeploymentError, match="a folder: this is not a symbolic link"):
        publish(RemoteTarget.of("you@server:a folder"), site)
    with pytest.raises(DeploymentError, match="other: ssh failed with exit code 255: unknown host other"):
        publish(RemoteTarget.of("other:scans"), site)
    with pytest.raises(DeploymentError, match="no earlier site is kept there"):
        roll_back(RemoteTarget.of("you@server:scans"))
    monkeypatch.setenv("RSYNC_RSH", "missing-ssh")
    with pytest.raises(DeploymentError, match="missing-ssh was not found"):
        publish(RemoteTarget.of("you@server:scans"), site)


def test_an_rsync_that_fails_is_quoted_and_leaves_the_old_site(home: Path, tmp_path: Path) -> None:
    site = tmp_path / "output"
    publish(RemoteTarget.of("you@server:scans"), made_up(site, OLD))
    write(tmp_path / "bin" / "rsync", "#!/bin/sh\necho disk full >&2\nexit 11\n").chmod(0o755)
    with pytest.raises(DeploymentError, match="rsync failed with exit code 11: disk full"):
        publish(RemoteTarget.of("you@server:scans"), made_up(site, NEW))
    assert texts(home / "scans") == OLD


@pytest.mark.parametrize(
    ("target", "remote"),
    [("you@server:/srv/www", True), ("server:www", True), ("/srv/www", False), ("../www", False), ("./a:b", False)],
)
def test_a_target_with_a_host_is_on_another_machine(target: str, *, remote: bool) -> None:
    assert is_remote(target) is remote


@pytest.mark.parametrize("target", ["rsync://server/module/scans", "server::module/scans"])
def test_an_rsync_server_cannot_switch(target: str) -> None:
    with pytest.raises(DeploymentError, match="name the host as user@host:/path"):
        is_remote(target)


@pytest.mark.parametrize("shell", ["dash", "bash", "zsh", "fish", "tcsh"])
def test_it_makes_no_difference_which_shell_people_have_on_the_host(shell: str, home: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} was not found")
    ssh = tmp_path / "bin" / "ssh"
    write(ssh, ssh.read_text(encoding="utf-8").replace("exec sh -c", f"exec {shell} -c"))
    publish(RemoteTarget.of("you@server:a b"), made_up(tmp_path / "output", OLD))
    assert texts(home / "a b") == OLD
