"""The one way to the output folder."""

import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scanpress.writer.address import Claims
from scanpress.writer.making.batches import Line
from scanpress.writer.making.placing import clear_parts
from scanpress.writer.making.pool import Workers
from scanpress.writer.output import Group, Output, Published
from scanpress.writer.publishing import Publishing
from scanpress.writer.rendering.renderer import Renderer
from scanpress.writer.stale import Territory
from scanpress.writer.state.earlier import Shelf
from scanpress.writer.state.fingerprint import Fingerprints
from scanpress.writer.state.state import State

Declared = Iterable[Output] | Callable[[], Iterable[Output]]
Progress = Callable[[int, int | None], None]
"""Called with how many outputs are done, and of how many where that is known."""
_NOWHERE = Territory()


class Publisher:
    """Bring outputs to one folder: only those whose sources changed are made, by several processes at once.

    `state` is the file that remembers earlier builds (None: nothing is remembered, and every output is made).
    """

    def __init__(
        self,
        *,
        folder: Path,
        renderer: Renderer,
        state: Path | None = None,
        workers: Workers | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.folder = folder
        self.renderer = renderer
        self._state = state
        self._workers = workers or Workers()
        self._progress = progress or _ignore
        self._claims = Claims()
        self._fingerprints = Fingerprints(renderer)
        self._owners: set[str] = set()

    def publish(self, owner: str, outputs: Declared, *, made_from: Any = None) -> Published:
        """Bring all outputs of one owner to the folder, as a single group: see `publish_groups`."""
        if callable(outputs):
            return self.publish_groups(owner, [Group("", made_from, outputs)])
        length = len(outputs) if isinstance(outputs, Sized) else None
        return self.publish_groups(owner, [Group("", made_from, lambda: outputs, length)])

    def publish_groups(
        self, owner: str, groups: Sequence[Group], *, territory: Territory = _NOWHERE, since: float = math.inf
    ) -> Published:
        """Bring all outputs of one owner to the folder, and remove those that it declares no more.

        Where nothing is remembered of the owner, what stood in its `territory` when the build began, at `since` in
        seconds since the epoch, and proves to be its own is taken for what it published.
        Raise ValueError where two groups have one name or two outputs claim one address, and OutputError, once all
        others are in place, where some could not be made; nothing is removed then.
        """
        if len({group.name for group in groups}) < len(groups):
            raise ValueError(f"{owner}: two groups of outputs have one name")
        self._owners.add(owner)
        total = _total(groups)
        with self._shelf(owner) as shelf:
            shelf.take(territory, since=since)
            return Publishing(
                shelf=shelf,
                claims=self._claims,
                fingerprints=self._fingerprints,
                line=Line(self.folder, self.renderer, self._workers),
                progress=lambda done: self._progress(done, total),
            ).run(groups)

    def finish(self) -> Published:
        """Remove what owners left behind that published in an earlier build and not in this one."""
        published = Published()
        with State.opened(self._state) as state:
            owners = state.owners(self._key()) - self._owners
        for owner in sorted(owners):
            published += self.publish_groups(owner, ())
        return published

    def sizes(self) -> dict[str, tuple[int, int, int, str]]:
        """Return files, bytes, and the largest file with its address, of each outermost folder and file published.

        Without a state file, nothing is remembered, and nothing is returned.
        """
        with State.opened(self._state) as state:
            return state.sizes(self._key())

    def addresses(self) -> set[str]:
        """Return the addresses of all files published; without a state file, nothing is remembered."""
        with State.opened(self._state) as state:
            return state.addresses(self._key())

    @contextmanager
    def _shelf(self, owner: str) -> Iterator[Shelf]:
        with State.opened(self._state) as state:
            clear_parts(self.folder)
            try:
                yield Shelf(self.folder, self._key(), owner, state)
            finally:
                clear_parts(self.folder)
                state.commit()  # what stands in its place stays known, also where the build failed

    def _key(self) -> str:
        """Return what the state calls the folder: the way there, so that a whole project can be moved."""
        return Path(os.path.relpath(self.folder, self._state.parent)).as_posix() if self._state else ""


def _total(groups: Iterable[Group]) -> int | None:
    """Return how many outputs there are in all, where every group knows."""
    lengths = [group.length for group in groups]
    return None if None in lengths else sum(length or 0 for length in lengths)


def _ignore(_done: int, _total: int | None) -> None:
    pass
