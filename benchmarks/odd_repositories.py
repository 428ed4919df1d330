"""Five repositories of odd shapes, for comparing their pages with git."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

_ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A U Thor",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "C O Mitter",
    "GIT_COMMITTER_EMAIL": "committer@example.org",
}
_START = 1_700_000_000


def _git(folder: Path, *arguments: str, when: str = f"{_START} +0000", given: bytes = b"") -> str:
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env={**_ENVIRONMENT, **dates}, input=given, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def _new(folder: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], env=_ENVIRONMENT, check=True)
    return folder


def _write(folder: Path, name: str | bytes, content: str | bytes) -> None:
    path = folder / os.fsdecode(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _commit(folder: Path, message: str, when: str = f"{_START} +0000") -> None:
    _git(folder, "add", "--all", when=when)
    _git(folder, "commit", "--quiet", "--allow-empty", "--message", message, when=when)


def empty(folder: Path) -> Path:
    """Make a repository without a commit."""
    return _new(folder)


def single_root(folder: Path) -> Path:
    """Make one commit with a binary file, a link, an executable file, a submodule, and texts that end oddly."""
    _new(folder)
    _write(folder, "picture.bin", bytes(range(256)) * 8)
    _write(folder, "run.sh", "#!/bin/sh\nexit 0\n")
    (folder / "run.sh").chmod(0o755)
    (folder / "link").symlink_to("run.sh")
    _write(folder, "no-end.txt", "one\n\n\ntwo without an end")
    _write(folder, "blank.txt", "\n\n\n")
    _write(folder, "empty.txt", "")
    _write(folder, "crlf.txt", "one\r\ntwo\r\n")
    _write(folder, "latin.txt", "caf\xe9\n".encode("latin-1"))
    _write(folder, "controls.txt", "a\x00b\x01c\f\n<script>&amp;</script>\n\u202eright\n")
    _write(folder, "README.md", "# Title\n\n[a link](run.sh)\n\n<script> is named here.\n\n## Next\n\nThe rest.\n")
    _git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},vendor/module")
    _git(folder, "add", "--all", ":!vendor")
    _git(folder, "commit", "--quiet", "--message", "Everything at once <&>\n\nWith a body.\n\nAnd another paragraph.")
    return folder


def merges(folder: Path) -> Path:
    """Make branches that are merged, two of them crosswise, and four at once; two histories without a common root."""
    _new(folder)
    _write(folder, "base.txt", "".join(f"line {number}\n" for number in range(20)))
    _commit(folder, "Begin")
    for number in range(4):
        when = f"{_START + 600 * (number + 1)} +0{number}00"
        _git(folder, "checkout", "--quiet", "-b", f"side/{number}", "main")
        _write(folder, f"side-{number}.txt", f"{number}\n" * (number + 1))
        _commit(folder, f"Add side {number}", when)
    _git(folder, "checkout", "--quiet", "main")
    sides = [f"side/{number}" for number in range(4)]
    _git(folder, "merge", "--quiet", "--message", "Merge four sides", *sides, when=f"{_START + 4000} +0000")
    _git(folder, "checkout", "--quiet", "-b", "edit", "main~1")
    _write(folder, "base.txt", "".join(f"line {number}\n" for number in range(5, 25)))
    _commit(folder, "Edit the base", f"{_START + 5000} -0330")
    _git(folder, "checkout", "--quiet", "main")
    _git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge the edit", "edit", when=f"{_START + 6000} +0000")
    _git(folder, "checkout", "--quiet", "--orphan", "other")
    _git(folder, "rm", "-rfq", ".")
    _write(folder, "other.txt", "another root\n")
    _commit(folder, "Another root", f"{_START + 7000} +1400")
    _git(folder, "checkout", "--quiet", "main")
    options = ("--quiet", "--allow-unrelated-histories", "--message", "Merge another root", "other")
    _git(folder, "merge", *options, when=f"{_START + 8000} +0000")
    _git(folder, "tag", "light", "main~2")
    _git(
        folder,
        "tag",
        "--annotate",
        "--message",
        "Version 1\n\nWith notes.",
        "v1",
        "main~1",
        when=f"{_START + 90} +0000",
    )
    _git(folder, "tag", "blob", _git(folder, "rev-parse", "main:base.txt"))
    return folder


def renames(folder: Path) -> Path:
    """Make files that are moved again and again, removed and added again, and become a link, a folder and a file."""
    _new(folder)
    for number in range(12):
        _write(folder, f"texts/{number}.txt", "".join(f"{number} line {line}\n" for line in range(30)))
    _write(folder, "life", "first\n")
    _commit(folder, "Begin")
    for step in range(1, 9):
        when = f"{_START + 600 * step} +0100"
        for number in range(12):
            if (number + step) % 3 == 0:
                path = next(folder.rglob(f"{number}.txt"))
                _write(folder, f"moved-{step}/{number}.txt", path.read_text().replace("line 3\n", f"line 3, {step}\n"))
                path.unlink()
        _commit(folder, f"Move some, step {step}", when)
    for step, change in enumerate(("remove", "again", "link", "remove", "folder", "file"), 20):
        life = folder / "life"
        if life.is_dir() and not life.is_symlink():
            (life / "inner").unlink()
            life.rmdir()
        else:
            life.unlink(missing_ok=True)
        if change == "link":
            life.symlink_to("texts")
        elif change == "folder":
            _write(folder, "life/inner", "inside\n")
        elif change != "remove":
            _write(folder, "life", f"{change}\n\n{step}\n")
        _commit(folder, f"Let the file of many lives be: {change}", f"{_START + 600 * step} +0100")
    return folder


def names_and_dates(folder: Path) -> Path:
    """Make names that are no UTF-8 or differ in case only, and dates before 1970, in 2100, and in odd zones."""
    _new(folder)
    names = (
        b"caf\xe9.txt",
        b"README",
        b"readme",
        b"a b.txt",
        b"tab\there.txt",
        b"100%.txt",
        b"x#y?z.txt",
        "größe.txt".encode(),
    )
    for number, name in enumerate((*names, b"d.html/f", b'quote".txt', b"back\\slash.txt", "\u202ertl.txt".encode())):
        _write(folder, name, f"{number}\n")
    _commit(folder, "Begin with odd names")
    parent = _git(folder, "rev-parse", "HEAD")
    tree = _git(folder, "rev-parse", "HEAD^{tree}")
    whens = (
        "0 -1200",
        "-86400 +0000",
        "4102444800 -0930",
        "1312735823 +051800",
        "1312735823 -7530",
        "1312735823",
        "",
        "1700000600 +1400",
    )
    for when in whens:
        lines = f"tree {tree}\nparent {parent}\nauthor A <a@example.org> {when}\ncommitter C <c@example.org> {when}\n"
        given = f"{lines}\nAt ({when})\n".encode()
        parent = _git(folder, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=given)
    _git(folder, "update-ref", "refs/heads/main", parent)
    return folder


ODD: Mapping[str, Callable[[Path], Path]] = {
    "without a commit": empty,
    "one commit with a binary file, a link and a submodule": single_root,
    "merges of two and of four, and two roots": merges,
    "renames, and paths with many lives": renames,
    "odd names and odd dates": names_and_dates,
}
