"""The archive and the bundle: the commands that pages show work, and the same commit gives the same bytes."""

import hashlib
import os
import re
import subprocess
import tarfile
from datetime import UTC, datetime
from gzip import decompress
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import ENVIRONMENT, git
from tests.support.git_sites import add_commit, build_git_site, refs
from tests.support.serving import served
from tests.support.sites import Site

from scanpress.repository import LINK, Repository
from scanpress.repository.archive import ArchivedFiles, write_archive
from scanpress.writer import Memory

_DEVELOPMENT = "http://localhost:8000/"


def commands(page: str) -> list[str]:
    """Return the commands that a page shows."""
    return next(
        lines for block in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
        if (lines := unescape(block).splitlines()) and lines[0].startswith("git clone")
    )  # fmt: skip


def checksums(page: str) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of each file that a page offers to download."""
    found = re.findall(
        r'href="\.\./([^"/]+)" download>.*?title="([\d,]+) bytes">[\d.]+ [kM]?B</span> · SHA-256 <code>(\w+)</code>'
        .replace(r"\.\./", r"(?:\./|\.\./)"), page, re.DOTALL,
    )  # fmt: skip
    return {name: (int(size.replace(",", "")), digest) for name, size, digest in found}


def test_each_command_of_the_pages_gets_the_repository_or_its_files(scans_in_git: Site, tmp_path: Path) -> None:
    shown = commands(scans_in_git.page("refs.html"))
    assert shown == commands(scans_in_git.page("data/index.html"))
    assert [command.split(" ")[0] for command in shown] == ["git", "git", "curl"]
    with served(scans_in_git.output) as address:
        for number, command in enumerate(shown):
            (tmp_path / str(number)).mkdir()
            ran = command.replace(_DEVELOPMENT, address)
            assert ran != command
            subprocess.run(ran, shell=True, cwd=tmp_path / str(number), env=ENVIRONMENT, check=True)  # noqa: S602
    expected = tracked(scans_in_git.folder)
    for clone in (tmp_path / "0/scanpress", tmp_path / "1/scanpress"):
        assert git(clone, "rev-parse", "HEAD", "v1") == git(scans_in_git.folder, "rev-parse", "HEAD", "v1")
        assert tracked(clone) == expected
        git(clone, "fsck", "--full")
    files = tmp_path / "2/scanpress"
    assert {path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file()} == set(expected)
    assert {name: (files / name).read_bytes() for name in expected} == expected


def tracked(folder: Path) -> dict[str, bytes]:
    """Return the content of each file of a checkout that git knows."""
    return {name: (folder / name).read_bytes() for name in git(folder, "ls-files").splitlines()}


def test_pages_show_size_and_checksum_of_what_they_offer(scans_in_git: Site) -> None:
    found = checksums(scans_in_git.page("refs.html"))
    assert found == checksums(scans_in_git.page("data/index.html"))
    assert sorted(found) == ["scanpress.bundle", "scans.tar.gz"]
    for name, (size, digest) in found.items():
        content = (scans_in_git.output / name).read_bytes()
        assert (size, digest) == (len(content), hashlib.sha256(content).hexdigest())


def test_an_archive_has_every_file_of_an_odd_repository_as_it_is(nasty_site: Site, nasty_repository: Path) -> None:
    repository = Repository.open(nasty_repository)
    assert repository is not None
    assert repository.head
    expected = {
        f"nasty/{entry.path}": (entry.mode, found.content)
        for entry in repository.tree(repository.head)
        if (found := repository.objects.blob(entry.oid))
    }
    with tarfile.open(nasty_site.output / "nasty.tar.gz") as opened:
        entries = opened.getmembers()
        assert [entry.name for entry in entries] == list(expected)
        assert {(entry.uid, entry.gid, entry.uname, entry.gname) for entry in entries} == {(0, 0, "", "")}
        assert {entry.mtime for entry in entries} == {datetime(1980, 1, 1, tzinfo=UTC).timestamp()}
        assert opened.pax_headers["comment"] == repository.head
        for entry in entries:
            mode, content = expected[entry.name]
            assert bool(entry.mode & 0o100) == (mode != "100644")
            held = opened.extractfile(entry) if entry.isreg() else None
            assert (os.fsencode(entry.linkname) if mode == LINK else held and held.read()) == content
    git(nasty_repository, "bundle", "verify", "--quiet", str(nasty_site.output / "nasty.bundle"))
    listed = git(nasty_repository, "bundle", "list-heads", str(nasty_site.output / "nasty.bundle")).splitlines()
    assert sorted(line for line in listed if not line.endswith("HEAD")) == sorted(refs(nasty_repository))


def test_the_same_commit_gives_the_same_archive_at_another_place_and_time(
    built_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", built_repository.as_uri(), "clone")
    write(tmp_path / "clone" / "a.txt", "not committed\n")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    kept = Memory(tmp_path / "cache.sqlite", "archive")
    found = [archive(built_repository, kept), archive(tmp_path / "clone"), archive(built_repository, kept)]
    assert found[0] == found[1] == found[2]


def test_each_head_in_an_archive_is_as_python_writes_it(plain_repository: Path) -> None:
    inner = "n" * (100 - len("x/"))
    for name, length in (("empty", 0), ("block", 512), (inner, 513), (inner + "n", 9), ("é", 70_000), ("run", 1)):
        write(plain_repository / name, "a" * length)
    (plain_repository / "run").chmod(0o755)
    git(plain_repository, "add", ".")
    git(plain_repository, "commit", "--quiet", "-m", "Add files of several lengths")
    content = decompress(archive(plain_repository))
    with tarfile.open(fileobj=BytesIO(content)) as opened:
        entries = opened.getmembers()
    assert {entry.mode for entry in entries} == {0o644, 0o755}
    for entry in entries:
        own = tarfile.TarInfo(entry.name)
        own.mtime, own.mode, own.size = entry.mtime, entry.mode, entry.size
        is_plain = entry.name.isascii() and len(entry.name) <= 100
        expected = own.tobuf(tarfile.USTAR_FORMAT) if is_plain else own.tobuf(tarfile.PAX_FORMAT)
        assert content[entry.offset : entry.offset_data] == expected


def archive(folder: Path, memory: Memory | None = None) -> bytes:
    """Return the archive of HEAD."""
    repository = Repository.open(folder)
    assert repository is not None
    assert repository.head
    path = folder.with_name("archive.gz")
    files = ArchivedFiles(repository, repository.head, "x", lambda _: False)
    write_archive(path, files, memory or Memory(None, "archive"))
    return path.read_bytes()


def test_after_a_change_only_files_near_it_are_read_and_the_archive_is_as_if_it_were_new(
    plain_repository: Path, tmp_path: Path
) -> None:
    for number in range(2_000):
        write(plain_repository / "many" / f"{number:04}.txt", f"Text {number}.\n")
    git(plain_repository, "add", ".")
    git(plain_repository, "commit", "--quiet", "-m", "Add many files")
    kept = Memory(tmp_path / "cache.sqlite", "archive")
    before = archive(plain_repository, kept)
    ranges = kept.fingerprints().keys()
    add_commit(plain_repository, "many/0999.txt", "Corrected.\n")
    git(plain_repository, "rm", "--quiet", "many/1999.txt")
    git(plain_repository, "commit", "--quiet", "-m", "Remove a file")
    after = archive(plain_repository, kept)
    assert before != after == archive(plain_repository)
    assert len(kept.fingerprints().keys() - ranges) <= 2 < len(ranges)
    assert len(kept.fingerprints()) == len(ranges)
    with tarfile.open(fileobj=BytesIO(after)) as opened:
        assert opened.pax_headers["comment"] == git(plain_repository, "rev-parse", "HEAD").strip()
        assert "x/many/1999.txt" not in opened.getnames()
        changed = opened.extractfile("x/many/0999.txt")
        assert changed is not None
        assert changed.read() == b"Corrected.\n"


def test_both_are_made_again_only_if_refs_move(plain_site: Site, built_repository: Path) -> None:
    names = ("nasty.bundle", "nasty.tar.gz")
    before = {name: (plain_site.output / name).stat().st_mtime_ns for name in names}
    build_git_site(plain_site.folder, built_repository)
    assert {name: (plain_site.output / name).stat().st_mtime_ns for name in names} == before
    git(built_repository, "tag", "again")
    build_git_site(plain_site.folder, built_repository)
    assert (plain_site.output / names[1]).stat().st_mtime_ns == before[names[1]]
    assert (plain_site.output / names[0]).stat().st_mtime_ns != before[names[0]]
    assert "refs/tags/again" in git(built_repository, "bundle", "list-heads", str(plain_site.output / names[0]))
    (plain_site.output / names[1]).unlink()
    assert build_git_site(plain_site.folder, built_repository).output.joinpath(names[1]).is_file()
    assert not (plain_site.folder / "cache" / "downloads").exists()


def test_files_that_are_left_out_are_in_neither_and_a_setting_switches_both_off(
    plain_site: Site, built_repository: Path
) -> None:
    add_commit(built_repository, "secret/paper.txt", "A text of others.\n")
    build_git_site(plain_site.folder, built_repository, 'GIT_LEAVE_OUT = ["**/paper.txt"]\n')
    with tarfile.open(plain_site.output / "nasty.tar.gz") as opened:
        assert "nasty/a.txt" in opened.getnames()
        assert "nasty/secret/paper.txt" not in opened.getnames()
    assert not (plain_site.output / "nasty.bundle").exists()
    site = build_git_site(plain_site.folder, built_repository, "GIT_DOWNLOADS = False\n")
    assert not (plain_site.output / "nasty.tar.gz").exists()
    assert not (plain_site.output / "nasty.bundle").exists()
    assert "tar -xz" not in site.page("refs.html")
