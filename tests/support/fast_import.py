"""Streams for `git fast-import`, which make commits that git's other commands refuse."""

from pathlib import Path

from tests.support.git import git


class Stream:
    """A stream for `git fast-import`, which takes any path and any message."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.count = 0

    def commit(
        self, branch: str, message: bytes, *, parents: tuple[int, ...] = (), who: bytes = b"", zone: str = "+0000"
    ) -> int:
        self.count += 1
        when = f"{1_700_000_000 + self.count * 60} {zone}".encode()
        person = who or b"A U Thor <author@example.org>"
        self.parts.append(b"commit refs/heads/%b\nmark :%d\n" % (branch.encode(), self.count))
        self.parts.append(
            b"author %b %b\ncommitter %b %b\n" % (person, when, b"C O Mitter <committer@example.org>", when)
        )
        self.parts.append(b"data %d\n%b\n" % (len(message), message))
        self.parts += [
            b"from :%d\n" % parent if not number else b"merge :%d\n" % parent for number, parent in enumerate(parents)
        ]
        return self.count

    def put(self, path: bytes, content: bytes, mode: str = "100644") -> None:
        self.parts.append(b"M %b inline %b\ndata %d\n%b\n" % (mode.encode(), quoted(path), len(content), content))

    def submodule(self, path: bytes, commit: str) -> None:
        self.parts.append(b"M 160000 %b %b\n" % (commit.encode(), quoted(path)))

    def remove(self, path: bytes) -> None:
        self.parts.append(b"D %b\n" % quoted(path))

    def rename(self, old: bytes, new: bytes) -> None:
        self.parts.append(b"R %b %b\n" % (quoted(old), quoted(new)))

    def tag(self, name: str, mark: int, message: bytes) -> None:
        tagger = b"nick <nick@example.org> 1700009999 -0330"
        self.parts.append(
            b"tag %b\nfrom :%d\ntagger %b\ndata %d\n%b\n" % (name.encode(), mark, tagger, len(message), message)
        )

    def load(self, folder: Path) -> None:
        git(folder, "fast-import", "--quiet", "--force", given=b"".join(self.parts))


def quoted(path: bytes) -> bytes:
    """Return a path as fast-import reads it, whatever it holds."""
    return b'"' + b"".join(b"\\%03o" % byte for byte in path) + b'"'
