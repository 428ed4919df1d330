"""The repository itself, as files that `git clone` fetches from any static host (git's dumb HTTP protocol)."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import encode_path

_LINE = re.compile(rb"([0-9a-f]{40,64})\t(\S+?)(\^\{\})?\n")
_HEX = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Clone:
    """The published repository in `folder`.

    At every moment, all that its refs name can be fetched: a pack is in place before the list of packs names it, and
    the refs are written last. Packs are only added while history only grows. Where a branch was rewritten or removed,
    one new pack takes the place of all others, so that nothing stays published that no ref leads to.
    """

    folder: Path
    snapshot: Snapshot

    def publish(self) -> None:
        """Bring the published repository up to date."""
        for left in self.folder.glob(".part-*"):  # by a build that was killed
            shutil.rmtree(left)
        refs = {encode_path(ref.full_name): ref.id for ref in self.snapshot.refs}
        published = self._published()
        packs = self._packs() if self._only_grew(published, refs) else []
        tips, known = sorted(set(refs.values())), sorted(set(published.values())) if packs else []
        new = self._added(tips, known) if tips != known else []
        kept = sorted({*packs, *new})
        self._place("objects/info/packs", "".join(f"P {name}\n" for name in kept).encode() + b"\n")
        self._place("HEAD", self._head())
        self._place("info/refs", b"".join(self._lines()))
        self._remove_packs_except(kept)

    def _published(self) -> Mapping[bytes, str]:
        """Return the refs as an earlier build published them."""
        try:
            listed = (self.folder / "info" / "refs").read_bytes()
        except OSError:
            return {}
        return {name: identity.decode("ascii") for identity, name, peeled in _LINE.findall(listed) if not peeled}

    def _only_grew(self, published: Mapping[bytes, str], refs: Mapping[bytes, str]) -> bool:
        """Return whether all that was published still is: every tag as it was, and every commit led to."""
        tags = {identity for name, identity in published.items() if name.startswith(b"refs/tags/")}
        if not published or not tags <= set(refs.values()) or not self._is_whole():
            return False
        return self.snapshot.repository.leads_to(list(refs.values()), list(published.values()))

    def _is_whole(self) -> bool:
        """Return whether the packs that are listed are there."""
        try:
            listed = (self.folder / "objects" / "info" / "packs").read_text(encoding="ascii").split()[1::2]
        except OSError:
            return False
        return set(listed) <= set(self._packs())

    def _packs(self) -> list[str]:
        packs = self.folder / "objects" / "pack"
        return sorted(path.name for path in packs.glob("*.pack") if path.with_suffix(".idx").exists())

    def _added(self, tips: Sequence[str], known: Sequence[str]) -> list[str]:
        """Add a pack and return its name; the index comes last, as git itself does it."""
        target = self.folder / "objects" / "pack"
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, prefix=".part-") as name:
            self.snapshot.repository.pack(Path(name), tips, known)
            made = sorted(Path(name).iterdir(), key=lambda path: (path.suffix == ".idx", path.name))
            for path in made:
                path.chmod(0o644)
                path.replace(target / path.name)
        return [path.name for path in made if path.suffix == ".pack"]

    def _head(self) -> bytes:
        """Return the branch that a clone checks out."""
        if any(ref.kind == "branch" and ref.name == self.snapshot.branch for ref in self.snapshot.refs):
            return b"ref: refs/heads/" + encode_path(self.snapshot.branch) + b"\n"
        branches = [ref for ref in self.snapshot.refs if ref.kind == "branch"]
        return b"ref: " + encode_path(branches[0].full_name if branches else "refs/heads/main") + b"\n"

    def _lines(self) -> Iterator[bytes]:
        for ref in self.snapshot.refs:
            name = encode_path(ref.full_name)
            yield ref.id.encode("ascii") + b"\t" + name + b"\n"
            if ref.commit and ref.commit != ref.id:
                yield ref.commit.encode("ascii") + b"\t" + name + b"^{}\n"

    def _place(self, name: str, content: bytes) -> None:
        path = self.folder / name
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".part-{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)

    def _remove_packs_except(self, kept: Sequence[str]) -> None:
        for path in sorted((self.folder / "objects" / "pack").glob("*")):
            if f"{path.stem}.pack" not in kept:
                path.unlink()


def is_clone(folder: Path) -> bool:
    """Return whether a folder holds what an earlier build published."""
    return (folder / "info" / "refs").is_file() and (folder / "objects" / "info" / "packs").is_file()
