"""The publisher, through which plugins write everything to the output folder."""

import hashlib
import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scanpress.writer.address import Claims
from scanpress.writer.making.batches import Batches
from scanpress.writer.making.placing import remove_unfinished
from scanpress.writer.making.pool import Workers
from scanpress.writer.output import Group, Output, Published
from scanpress.writer.publishing import Guard, Publishing
from scanpress.writer.rendering.renderer import Renderer
from scanpress.writer.stale import OwnedPaths
from scanpress.writer.state.earlier import EarlierOutputs
from scanpress.writer.state.fingerprint import Fingerprints, canonical
from scanpress.writer.state.looking import SizesAhead
from scanpress.writer.state.state import State

Progress = Callable[[int, int | None], None]
"""Called with the number of outputs that are done, and with the number of all outputs, or None if it is not known."""

_Declared = Iterable[Output] | Callable[[], Iterable[Output]]
_NO_PATHS = OwnedPaths()
_SYNTAX = "syntax of templates"


class Publisher:
    """Publish outputs to one folder: only those whose sources changed are made, by several processes at once.

    `state` is the file in which builds are recorded (None: nothing is recorded, and every output is made). `ahead` is
    what `look_ahead` returned for this folder and state.
    """

    def __init__(  # noqa: PLR0913 - options, all of them with names
        self,
        *,
        folder: Path,
        renderer: Renderer,
        state: Path | None = None,
        workers: Workers | None = None,
        progress: Progress | None = None,
        ahead: SizesAhead | None = None,
    ) -> None:
        self.folder = folder
        self.renderer = renderer
        self._state = state
        self._workers = workers or Workers()
        self._progress = progress or _ignore
        self._ahead = ahead
        self._claims = Claims()
        self._fingerprints = Fingerprints(renderer)
        self._owners: set[str] = set()

    def publish(self, owner: str, outputs: _Declared, *, made_from: Any = None) -> Published:
        """Publish all outputs of one owner as a single group: see `publish_groups`."""
        if callable(outputs):
            return self.publish_groups(owner, [Group("", made_from, outputs)])
        length = len(outputs) if isinstance(outputs, Sized) else None
        return self.publish_groups(owner, [Group("", made_from, lambda: outputs, length)])

    def publish_groups(
        self,
        owner: str,
        groups: Sequence[Group],
        *,
        owned: OwnedPaths = _NO_PATHS,
        since: float = math.inf,
        guard: Guard | None = None,
    ) -> Published:
        """Publish all outputs of one owner, and remove those that it no longer declares.

        If nothing is recorded of the owner, the files at its `owned` paths count as published by it if they are older
        than `since`, the beginning of the build in seconds since the epoch. `guard` is called before anything is
        removed, and may raise an error to prevent that.
        Raise ValueError if two groups have one name or two outputs have one address, and OutputError if some outputs
        could not be made: all others are in place then, and nothing is removed.
        """
        if len({group.name for group in groups}) < len(groups):
            raise ValueError(f"{owner}: two groups of outputs have the same name")
        self._owners.add(owner)
        total = _total(groups)
        with self._earlier_outputs(owner) as earlier:
            earlier.adopt(owned, since=since)
            return Publishing(
                earlier=earlier,
                claims=self._claims,
                fingerprints=self._fingerprints,
                batches=Batches(self.folder, self.renderer, self._workers),
                progress=lambda done: self._progress(done, total),
            ).run(groups, guard)

    def finish(self) -> Published:
        """Remove the files of owners that published in an earlier build and not in this one."""
        published = Published()
        with State.opened(self._state) as state:
            owners = state.owners(self._key()) - self._owners
        for owner in sorted(owners):
            published += self.publish_groups(owner, ())
        if self._ahead:
            self._ahead.end()
        return published

    def sizes(self) -> dict[str, tuple[int, int, int, str]]:
        """Return files, bytes, and the largest file with its address, of each outermost folder and file published.

        Without a state file, nothing is returned.
        """
        with State.opened(self._state) as state:
            return state.sizes(self._key())

    def sizes_in_groups(self, beginning: str) -> dict[str, int]:
        """Return the size of each file of the groups whose names begin so, by address; none without a state file."""
        with State.opened(self._state) as state:
            return state.sizes_in_groups(self._key(), beginning)

    def pages(self, owner: str, *, without: str) -> list[str]:
        """Return the addresses of an owner's published pages, but not of groups whose names begin with `without`.

        Without a state file, there are none.
        """
        with State.opened(self._state) as state:
            return state.pages(self._key(), owner, without=without)

    def version(self, owner: str) -> str:
        """Return a digest that changes whenever a published group of an owner does."""
        with State.opened(self._state) as state:
            digests = {name: group.digest for name, group in state.complete_groups(self._key(), owner).items()}
        return hashlib.blake2b(canonical(digests), digest_size=16).hexdigest()

    def addresses(self) -> set[str]:
        """Return the addresses of all published files; without a state file, there are none."""
        with State.opened(self._state) as state:
            return state.addresses(self._key())

    @contextmanager
    def _earlier_outputs(self, owner: str) -> Iterator[EarlierOutputs]:
        with State.opened(self._state) as state:
            remove_unfinished(self.folder)
            if kept := state.find_in_memory(_SYNTAX, _SYNTAX):
                self.renderer.templates.learn(kept[1])
            try:
                yield EarlierOutputs(self.folder, self._key(), owner, state, self._ahead)
                if new := self.renderer.templates.new():
                    state.store_in_memory(_SYNTAX, {_SYNTAX: (b"", new)}, ())
            finally:
                remove_unfinished(self.folder)
                state.commit()  # Files that are in place stay recorded, even if the build failed.

    def _key(self) -> str:
        return _key(self.folder, self._state) if self._state else ""


def look_ahead(folder: Path, state: Path) -> SizesAhead | None:
    """Have another process look at the files of an earlier build, while this one reads what they are made from.

    Return None if that would take longer. Nothing else may change files of the folder before they are published.
    """
    if not state.is_file():
        return None
    with State.opened(state) as opened:
        return SizesAhead.begin(folder, opened.packed_addresses(_key(folder, state)))


def _key(folder: Path, state: Path) -> str:
    """Return a folder's name in the state, a relative path, so that a whole project can be moved."""
    return Path(os.path.relpath(folder, state.parent)).as_posix()


def _total(groups: Iterable[Group]) -> int | None:
    """Return the number of all outputs, or None if a group does not know its number."""
    lengths = [group.length for group in groups]
    return None if None in lengths else sum(length or 0 for length in lengths)


def _ignore(_done: int, _total: int | None) -> None:
    pass
