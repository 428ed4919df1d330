"""A plain repository, and one with every oddity that git allows and a git browser may fail at."""

from pathlib import Path

from tests.support.fast_import import Stream
from tests.support.git import git

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f00038101805adbf3a90000000049454e44ae426082"
)
LONG_NAME = b"n" * 251 + b".txt"
# Path and content, in the order in which they are committed: a name that comes first keeps stagit's address.
FILES: dict[bytes, bytes] = {
    b"README.md": (
        b"# Nasty\n\n## Use\n\n[a](docs/a.md#x) [use](#use) [gone](gone.md) <script>alert(1)</script>\n"
        b"[evil](javascript:alert(1)) ![dot](dot.png) ![far](http://example.org/far.png) [folder](docs)\n"
        b'<img src=x onerror="alert(1)"> <a href="https://example.org/">out</a>\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n'
    ),
    b"LICENSE": b"Do what you like.\n",
    b"readme.MD": b"another readme\n",
    b".mailmap": b"Real Name <real@example.org> <nick@example.org>\n",
    b".gitattributes": b"*.txt diff=evil filter=evil\n*.md text eol=crlf\n",
    b"docs/a.md": b"# A\n\n[up](../README.md)\n",
    b"docs/index.html/a.txt": b"in a folder called index.html\n",
    b"docs/index": b"a file called index\n",
    b"docs/index.html.txt": b"x\n",
    b"src/a.py": b'"""Doc."""\nimport os  # comment\n\n\ndef f(x: int) -> str:\n    return f"<b>{x}</b>" + str(1.5)\n',
    b"src/run.sh": b"#!/bin/sh\necho run\n",
    b"src/evil.html": b"<script>document.title='run'</script>\n",
    b"src/evil.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>\n",
    b"dot.png": PICTURE,
    b"binary.bin": bytes(range(256)) * 4,
    b"empty.txt": b"",
    b"no newline.txt": b"no newline at the end",
    b"crlf.txt": b"one\r\ntwo\r\n",
    b"controls.txt": b"bell \x07 escape \x1b[31m delete \x7f form \x0c page\n\xef\xbf\xbe\n",
    b"latin1.txt": b"caf\xe9\n",
    b"large.txt": b"0123456789abcdef" * 65536 + b"\n",
    b"quo\"te's.txt": b"quotes\n",
    b"back\\slash.txt": b"backslash\n",
    b"new\nline.txt": b"newline\n",
    b"tab\there.txt": b"tab\n",
    b"<script>alert(1)<\\script>.txt": b"tag\n",
    b"&amp;.txt": b"entity\n",
    b"50% of #1?.txt": b"percent\n",
    b"%2e%2e": b"encoded\n",
    b"-rf": b"dash\n",
    b"--help/-v": b"dashes\n",
    b"caf\xe9.txt": b"not UTF-8\n",
    b"Upper.txt": b"upper\n",
    b"upper.txt": b"lower\n",
    b"Folder/x.txt": b"upper folder\n",
    b"folder/x.txt": b"lower folder\n",
    "é.txt".encode(): b"composed\n",
    "e\u0301.txt".encode(): b"decomposed\n",
    "\u202egnp.txt".encode(): b"written backwards\n",
    "日本/語.txt".encode(): "日本語\n".encode(),
    b" leading and trailing ": b"spaces\n",
    b"x~2": b"looks like a second page\n",
    b"x": b"has a first page\n",
    LONG_NAME: b"long\n",
    b"d" * 255 + b"/f": b"long folder\n",
    b"{}{0}%s.txt": b"braces\n",
    b"many.txt": b"version 0\n",
}


def plain(folder: Path) -> Path:
    """Make a repository with two commits and one tag."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    stream = Stream()
    stream.commit("main", b"First\n")
    stream.put(b"a.txt", b"one\ntwo\n")
    stream.put(b"README.md", b"# Plain\n")
    stream.commit("main", b"Second\n\nWith a body.\n")
    stream.put(b"a.txt", b"one\nTWO\nthree\n")
    stream.load(folder)
    git(folder, "reset", "--quiet", "--hard")
    git(folder, "tag", "v1")
    return folder


def nasty(folder: Path) -> Path:
    """Make the repository with everything."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    stream = Stream()
    root = stream.commit("main", b"Add <script>alert(1)</script> & more\n", zone="+1400")
    for path, content in FILES.items():
        stream.put(path, content, "100755" if path.endswith(b".sh") else "100644")
    stream.put(b"link", b"README.md", "120000")
    stream.put(b"link out", b"/etc/passwd", "120000")
    stream.submodule(b"module", "1" * 40)
    last = root
    for number in range(1, 15):
        last = stream.commit("main", b"Change %d\n" % number, parents=(last,), who=b"nick <nick@example.org>")
        stream.put(b"many.txt", b"".join(b"version %d\n" % line for line in range(number + 1)))
    last = stream.commit("main", b"", parents=(last,))
    stream.put(b"after an empty message.txt", b"x\n")
    last = stream.commit(
        "main", b"Controls \x01\x1b[31m and \xff and \xef\xbf\xbe\n\nA body\n", parents=(last,), who=b"Ev\x1bil \xe9 <>"
    )
    stream.rename(b"src/a.py", b"src/b.py")
    stream.put(b"src/run.sh", b"#!/bin/sh\necho run\n", "100644")
    stream.put(b"link", b"now a file\n")
    stream.submodule(b"module", "2" * 40)
    stream.put(b"binary.bin", bytes(range(255, -1, -1)) * 4)
    stream.rename(b"new\nline.txt", b"newer\nline \xff.txt")
    nothing = stream.commit("main", b"Change nothing\n", parents=(last,))
    left = stream.commit("left", b"Left\n", parents=(nothing,))
    stream.put(b"left.txt", b"left\n")
    right = stream.commit("right", b"Right\n", parents=(nothing,))
    stream.put(b"right.txt", b"right\n")
    stream.put(b"many.txt", b"changed on the right\n" + b"".join(b"version %d\n" % line for line in range(15)))
    stranger = stream.commit("stranger", b"Another root\n")
    stream.put(b"stranger.txt", b"stranger\n")
    last = stream.commit("main", b"Octopus\n", parents=(nothing, left, right, stranger))
    for name in (b"left", b"right", b"stranger"):
        stream.put(name + b".txt", name + b"\n")
    stream.put(b"many.txt", b"changed on the right\n" + b"".join(b"version %d\n" % line for line in range(15)))
    last = stream.commit("main", b"Remove\n", parents=(last,))
    stream.remove(b"large.txt")
    stream.put(b"large again.txt", FILES[b"large.txt"])
    stream.tag("v1.0", root, b"The first\n\nwith <b>a message</b>\n")
    stream.tag("vé/odd%23#&name", last, b"\x07")
    stream.load(folder)
    git(folder, "tag", "of-a-tree", "HEAD^{tree}")
    git(folder, "tag", "light", "HEAD~3")
    git(folder, "tag", "-a", "-m", "nested", "nested", "v1.0")
    git(folder, "branch", "odd/'\"<b>;$(x)&name")
    git(folder, "reset", "--quiet", "--hard")
    return folder
