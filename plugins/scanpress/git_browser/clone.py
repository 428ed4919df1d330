"""The repository itself, as files that `git clone` fetches from any static host (git's dumb HTTP protocol)."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.pelican_build.ending import CLONE_MARK
from scanpress.repository import encode_path

_LINE = re.compile(rb"([0-9a-f]{40,64})\t(\S+?)(\^\{\})?\n")
_REFS = Path("info", "refs")
_PACKS = Path("objects", "info", "packs")
_MARKED = "scanpress.git_browser\n"
_REWRITING = ".part-rewriting"


@dataclass(frozen=True, slots=True)
class Clone:
    """The published repository in `folder`.

    At every moment, everything that its refs name can be fetched: a pack is in place before the list of packs names it,
    and the refs are written last. Packs are only added as long as history only grows. If a branch was rewritten or
    removed, one new pack replaces all others, so that no object stays published that no ref leads to.
    """

    folder: Path
    snapshot: Snapshot

    def publish(self) -> None:
        """Bring the published repository up to date."""
        self._write(CLONE_MARK, _MARKED.encode())
        refs = {encode_path(ref.full_name): ref.oid for ref in self.snapshot.refs}
        # The packs of a build that was killed may hold more than the refs lead to: replace them all.
        published = {} if self._was_killed() else self._published_refs()
        listed = self._listed_packs()
        packs = listed if self._only_grew(published, refs) else []
        tips, known = sorted(set(refs.values())), sorted(set(published.values())) if packs else []
        new = self._add_pack(tips, known) if tips != known else []
        self._update_lists(listed, sorted({*packs, *new}))

    def _update_lists(self, listed: Sequence[str], kept: Sequence[str]) -> None:
        """List packs and refs; packs that will be removed stay listed until the new refs are written."""
        rewriting = self.folder / _REWRITING
        if not set(listed) <= set(kept):
            rewriting.touch()
            self._write(_PACKS, _pack_list(sorted({*listed, *kept})))
        else:
            self._write(_PACKS, _pack_list(kept))
        self._write(Path("HEAD"), self._head())
        self._write(_REFS, b"".join(self._ref_lines()))
        self._write(_PACKS, _pack_list(kept))
        self._remove_packs_except(kept)
        rewriting.unlink(missing_ok=True)

    def _was_killed(self) -> bool:
        """Return whether a build was killed while it published, and remove its temporary files."""
        left = sorted(self.folder.rglob(".part-*"))
        for path in left:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        return bool(left)

    def _published_refs(self) -> Mapping[bytes, str]:
        """Return the refs that an earlier build published."""
        try:
            listed = (self.folder / _REFS).read_bytes()
        except OSError:
            return {}
        return {name: oid.decode("ascii") for oid, name, peeled in _LINE.findall(listed) if not peeled}

    def _only_grew(self, published: Mapping[bytes, str], refs: Mapping[bytes, str]) -> bool:
        """Return whether the refs still lead to everything that was published, and no tag was moved."""
        tags = {oid for name, oid in published.items() if name.startswith(b"refs/tags/")}
        has_packs = set(self._listed_packs()) <= set(self._complete_packs())
        if not published or not tags <= set(refs.values()) or not has_packs:
            return False
        return published == refs or self.snapshot.repository.reaches(list(refs.values()), list(published.values()))

    def _listed_packs(self) -> list[str]:
        """Return the packs that are listed, all of which an earlier build has completed."""
        try:
            return (self.folder / _PACKS).read_text(encoding="ascii").split()[1::2]
        except OSError:
            return []

    def _complete_packs(self) -> list[str]:
        """Return the packs that exist with their index."""
        packs = self.folder / "objects" / "pack"
        return [path.name for path in packs.glob("*.pack") if path.with_suffix(".idx").exists()]

    def _add_pack(self, tips: Sequence[str], known: Sequence[str]) -> list[str]:
        """Add a pack with all new objects, if there are any, and return its name; its index comes last, as with git."""
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
        """Return the content of HEAD, which names the branch that a clone checks out."""
        if any(ref.kind == "branch" and ref.name == self.snapshot.branch for ref in self.snapshot.refs):
            return b"ref: refs/heads/" + encode_path(self.snapshot.branch) + b"\n"
        branches = [ref for ref in self.snapshot.refs if ref.kind == "branch"]
        return b"ref: " + encode_path(branches[0].full_name if branches else "refs/heads/main") + b"\n"

    def _ref_lines(self) -> Iterator[bytes]:
        for ref in self.snapshot.refs:
            name = encode_path(ref.full_name)
            yield ref.oid.encode("ascii") + b"\t" + name + b"\n"
            if ref.commit and ref.commit != ref.oid:
                yield ref.commit.encode("ascii") + b"\t" + name + b"^{}\n"

    def _write(self, relative: Path, content: bytes) -> None:
        path = self.folder / relative
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


def _pack_list(packs: Sequence[str]) -> bytes:
    return "".join(f"P {name}\n" for name in packs).encode("ascii") + b"\n"
