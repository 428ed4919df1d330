"""A repository that cannot be read ends the build with one line of git's words; damage that git survives does not."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site

Damage = Callable[[Path], object]


def replaced(path: Path, content: bytes) -> int:
    path.chmod(0o644)
    return path.write_bytes(content)


def in_object(expression: str, change: Callable[[bytes], bytes]) -> Damage:
    """Return what changes the file of a loose object."""

    def damage(repository: Path) -> None:
        oid = git(repository, "rev-parse", expression)
        path = repository / ".git" / "objects" / oid[:2] / oid[2:]
        replaced(path, change(path.read_bytes()))

    return damage


def in_pack(suffix: str, change: Callable[[bytes], bytes]) -> Damage:
    """Return what packs all objects, and changes the file of the pack that ends like this."""

    def damage(repository: Path) -> None:
        git(repository, "gc", "--quiet")
        (path,) = (repository / ".git" / "objects" / "pack").glob(f"*{suffix}")
        replaced(path, change(path.read_bytes()))

    return damage


def in_git(name: str, content: bytes) -> Damage:
    """Return what writes a file of git's own."""

    def damage(repository: Path) -> int:
        (repository / ".git" / name).parent.mkdir(parents=True, exist_ok=True)
        return (repository / ".git" / name).write_bytes(content)

    return damage


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes(byte ^ 0x55 for byte in content[at : at + 40]) + content[at + 40 :]


# What is damaged, and a word of the line that says so.
FATAL: dict[str, tuple[Damage, str]] = {
    "a blob that was cut": (in_object("HEAD:a", half), "git log: error"),
    "a blob without a byte": (in_object("HEAD:a", lambda _: b""), "is empty"),
    "a tree that is garbage": (in_object("HEAD^{tree}", lambda _: b"garbage"), "inflate"),
    "a tree of a folder that is garbage": (in_object("HEAD:d", lambda _: b"garbage"), "inflate"),
    "a pack with wrong bytes": (in_pack(".pack", flipped), "git "),
    "a pack that was cut": (in_pack(".pack", half), "missing or damaged"),
    "an index of a pack that is garbage": (in_pack(".idx", lambda _: b"garbage"), "missing or damaged"),
    "a branch that is garbage": (in_git("refs/heads/main", b"garbage"), "refs/heads/main"),
    "HEAD at a missing commit": (in_git("HEAD", b"1" * 40 + b"\n"), "1" * 40),
    "refs that are garbage": (in_git("packed-refs", b"garbage\n\xff\n"), "packed-refs"),
    "a boundary of history that is garbage": (in_git("shallow", b"garbage\xff\n"), "shallow"),
}
HARMLESS: list[Damage] = [
    in_object("HEAD:a", lambda _: zlib.compress(b"blob 4\0zzz\n")),
    in_git("index", b"DIRC garbage"),
    in_git("config", b"[core\n\tbare = maybe\n\trepositoryformatversion = 9\n"),
    in_git("objects/info/alternates", b"/nowhere/objects\n"),
    in_git("objects/info/commit-graph", b"garbage"),
    in_git("info/grafts", b"garbage\n"),
    in_git("refs/heads/other", b"garbage"),
    in_git("HEAD", b"\xff\0\xfe"),
]


def damaged(folder: Path, *damages: Damage) -> Path:
    write(folder / "a", "a\n" * 50)
    write(folder / "d" / "b", "b\n")
    repository = new_repository(folder)
    write(folder / "a", "aa\n" * 60)
    commit_all(repository)
    for damage in damages:
        damage(repository)
    return repository


@pytest.mark.parametrize("name", FATAL)
def test_what_cannot_be_read_ends_the_build_with_one_line(tmp_path: Path, name: str) -> None:
    damage, said = FATAL[name]
    site = build_git_site(tmp_path / "site", damaged(tmp_path / "r", damage), code=1)
    lines = [line for line in site.said.splitlines() if "is damaged" in line]
    assert len(lines) == 1, site.said
    assert said in lines[0]
    assert "git fsck" in lines[0]
    assert "Traceback" not in site.said
    assert not [address for address in site.addresses() if address.endswith(".html")]


def test_damage_of_what_is_not_needed_ends_no_build(tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", damaged(tmp_path / "r", *HARMLESS))
    assert "Traceback" not in site.said
    assert "file/a.html" in site.addresses()
