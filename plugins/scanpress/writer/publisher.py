"""The one way to the output folder."""

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scanpress.writer.claims import Claims
from scanpress.writer.fingerprint import Fingerprints
from scanpress.writer.line import Line
from scanpress.writer.output import Output
from scanpress.writer.parts import clear_parts
from scanpress.writer.published import Published
from scanpress.writer.publishing import Publishing
from scanpress.writer.renderer import Renderer
from scanpress.writer.shelf import Shelf
from scanpress.writer.state import State
from scanpress.writer.workers import Workers

Declared = Iterable[Output] | Callable[[], Iterable[Output]]
Progress = Callable[[int, int | None], None]
"""Called with how many outputs are done, and of how many where that is known."""


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
        """Bring all outputs of one owner to the folder, and remove those that it declares no more.

        `made_from`, where it is given, stands for everything that all the outputs together are made from, templates
        and code apart: if it is as it was, and no file was touched, the outputs are not even declared. They can be
        given as a function then, which is called only if they are needed; their views are of this package.

        Raise ValueError where two outputs claim one address, and OutputError, once all others are in place, where some
        could not be made; nothing is removed then.
        """
        self._owners.add(owner)
        whole = None if made_from is None else self._fingerprints.of_all(made_from)
        with self._shelf(owner) as shelf:
            if whole and shelf.is_as(whole) and (unchanged := self._unchanged(shelf)):
                return unchanged
            shelf.note(None)
            published = self._publish(shelf, outputs() if callable(outputs) else outputs)
            shelf.note(whole)
            return published

    def _unchanged(self, shelf: Shelf) -> Published | None:
        """Return that nothing changed, where every file is as it was written."""
        known = shelf.known()
        if not all(digest and shelf.size(address) == size for address, (digest, size) in known.items()):
            return None
        self._claims.add(shelf.owner, list(known))
        self._progress(len(known), len(known))
        return Published(unchanged=len(known))

    def _publish(self, shelf: Shelf, outputs: Iterable[Output]) -> Published:
        total = len(outputs) if isinstance(outputs, Sized) else None
        return Publishing(
            shelf=shelf,
            claims=self._claims,
            fingerprints=self._fingerprints,
            line=Line(self.folder, self.renderer, self._workers),
            progress=lambda done: self._progress(done, total),
        ).run(outputs)

    def finish(self) -> Published:
        """Remove what owners left behind that published in an earlier build and not in this one."""
        published = Published()
        with State.opened(self._state) as state:
            owners = state.owners(self._key()) - self._owners
        for owner in sorted(owners):
            published += self.publish(owner, ())
        return published

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


def _ignore(_done: int, _total: int | None) -> None:
    pass
