# ruff: noqa: E501 - tables of odd texts
"""Random repositories whose names, contents, dates, refs and histories are as odd as git allows, each from a seed."""

import random
from pathlib import Path

from tests.support.costs import FAMILIES
from tests.support.fast_import import Stream
from tests.support.git import git

_START = 1_700_000_000
_LARGEST = 60_000  # characters of a file
_NAMES = [
    b"a", b"b.py", b"README.md", b"readme", b"notes.md", b"table.csv", b"t.tsv", b"n.ipynb", b"p.svg", b"x.json", b"style.css", b"page.html",
    b"-rf", b"--", b"...", b"a b", b"%2e%2e", b"#?&=", b"'\"<b>`", b"\\", b"\t\n\r", b"\x1b[31m", b"\xff\xfe", b"caf\xe9", b"con", b"aux.txt",
    b"INDEX.HTML", b"index.html", b"n" * 255, "é".encode() * 127, "e\u0301".encode(), "\u202egpj.exe".encode(), "\u200b".encode(),
    "日本".encode(), "\N{GRINNING FACE}".encode(), b"{{ x }}", b"$(id)", b".gitattributes", b".mailmap", b".gitmodules", b"robots.txt", b"raw", b"file",
]  # fmt: skip
_WORDS = [
    b"Change", b"<script>alert(1)</script>", b"\x1b[2J", b"\xff\xfe", b"\0", b"\r\n", b"\n\n", "\u202eevil\u2066".encode(), b"%n%x00%ad", b"x" * 5000,
    b"{{ 7*7 }}", b"Co-authored-by: <<>> <", b"https://a.b/(" + b")" * 300, b"a@b.c", b"]]>", b"-----BEGIN PGP SIGNATURE-----", b"", b" ", b":",
]  # fmt: skip
_PEOPLE = [
    b"A U Thor <author@example.org>", b" <>", b"&lt;script&gt; {{ x }} <a@b>", b"\xe9 <\xff@x>", b"x" * 3000 + b" <x@y>", "\u202eA <a@b>".encode(),
    b"B <not an address>", b"\x1b[31mC <c@d>",
]  # fmt: skip
_DATES = ["0 -1200", "1700000000 +1400", "-86400 +0000", "99999999999999999999 +0000", "1700000000 +9999", "1700000000", "", "yesterday"]  # fmt: skip
_BRANCHES = ["odd/'\"<b>;$(x)&name", "é", "a/b/c/d", "x" + "y" * 60, "\u202erl", "refs/heads/x", "%2f", "ä#"]  # fmt: skip
_REFS = [b"heads/caf\xe9\n", b"tags/\xff\xfe\n", b"heads/" + b"z" * 200 + b"\n", b"tags/e\xcc\x81\n"]
_MODES = ["100644", "100644", "100644", "100755", "120000"]


def random_repository(folder: Path, seed: int) -> Path:
    """Make a bare repository from a seed in a new folder, and return the folder."""
    chance = random.Random(f"repository {seed}")  # noqa: S311 - to be odd, not secret
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch=main", folder.name)
    stream = Stream()
    branches = ["main", *chance.sample(_BRANCHES, 3)]
    commits: list[int] = []
    paths: list[bytes] = []
    for _ in range(chance.randint(1, 12)):
        parents = tuple(dict.fromkeys(chance.choices(commits, k=chance.choice([0, 1, 1, 1, 2, 4])))) if commits else ()
        commits.append(
            stream.commit(
                chance.choice(branches) if commits else "main",
                b" ".join(chance.choices(_WORDS, k=chance.randint(0, 4))).replace(b"\0", b""),
                parents=parents or tuple(commits[-1:]),
                who=chance.choice(_PEOPLE),
                zone=chance.choice(["+0000", "-1200", "+1400", "+0545"]),
            )
        )
        paths += _change(stream, chance)
        if paths and chance.random() < 0.3:
            stream.remove(chance.choice(paths))
    for number in range(chance.randint(0, 3)):
        stream.tag(f"v{number}\u202e'<", chance.choice(commits), chance.choice(_WORDS).replace(b"\0", b""))
    stream.load(folder)
    _add_odd_commits(folder, chance)
    if chance.random() < 0.3:
        (folder / "packed-refs").write_bytes(
            f"{git(folder, 'rev-parse', 'main')} refs/".encode() + chance.choice(_REFS)
        )
    return folder


def _change(stream: Stream, chance: random.Random) -> list[bytes]:
    paths: list[bytes] = []
    for _ in range(chance.randint(0, 6)):
        path = b"/".join(chance.choices(_NAMES, k=chance.choice([1, 1, 1, 2, 3, 90])))
        if any(path.startswith(other + b"/") or other.startswith(path + b"/") for other in paths):
            continue
        if chance.random() < 0.1:
            stream.submodule(path, f"{chance.getrandbits(160):040x}")
        else:
            stream.put(path, _content(chance), chance.choice(_MODES))
        paths.append(path)
    return paths


def _content(chance: random.Random) -> bytes:
    """Return a content: texts that parsers fear, random bytes, or words of both."""
    size = chance.choice([0, 1, 100, 2_000, _LARGEST])
    kind = chance.random()
    if kind < 0.15:
        return chance.randbytes(size)
    makers = chance.choices(list(FAMILIES.values()), k=chance.choice([1, 1, 2, 5]))
    text = "".join(make(size // len(makers)) for make in makers)
    return text.encode(chance.choice(["utf-8", "utf-8", "utf-8", "utf-16", "latin-1"]), "replace")


def _add_odd_commits(folder: Path, chance: random.Random) -> None:
    """Add commits that only `hash-object` makes: odd dates, headers and encodings; and notes, a replaced object."""
    parent, tree = git(folder, "rev-parse", "main"), git(folder, "rev-parse", "main^{tree}")
    for _ in range(chance.randint(0, 3)):
        who = chance.choice(_PEOPLE)
        lines = [
            b"tree " + chance.choice([tree, git(folder, "mktree", given=b"")]).encode(),
            b"parent " + parent.encode(),
            b"author " + who + b" " + chance.choice(_DATES).encode(),
            b"committer " + who + b" " + chance.choice(_DATES).encode(),
            *chance.choice([[], [b"encoding ISO-8859-1"], [b"encoding nonsense-9"], [b"gpgsig -----BEGIN\n nothing\n -----END"], [b"x y\n z"]]),
        ]  # fmt: skip
        text = b"\n".join(lines) + b"\n\n" + chance.choice(_WORDS)
        parent = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text)
    git(folder, "update-ref", "refs/heads/main", parent)
    if chance.random() < 0.3:
        git(folder, "notes", "add", "-m", "a note", "main")
    if chance.random() < 0.2:
        git(folder, "update-ref", f"refs/replace/{parent}", git(folder, "rev-list", "--max-parents=0", "-1", "main"))
