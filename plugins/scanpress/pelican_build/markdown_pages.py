"""Markdown pages that Pelican cannot render in a short time are shown as their source: a merged page stops no build."""

import gc
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

from pelican.contents import Content
from pelican.readers import MarkdownReader, Readers

from scanpress.pelican_build import console
from scanpress.pelican_build.host import HOST, Host

_LONGEST = 3  # seconds of CPU; the longest page of this site takes a fiftieth of one
_FREE = 0.3  # seconds that each page may always take; what it takes beyond that counts
_TOGETHER = 20  # seconds that count, of all pages together
_AGAIN = 0.5  # seconds from one signal to the next, if the first had no effect


def bound_readers(readers: Readers) -> None:
    """Let Pelican read Markdown with a limit, unless the settings name another reader."""
    for ending, reader in readers.reader_classes.items():
        if reader is MarkdownReader:
            readers.reader_classes[ending] = _BoundReader


class _TooLongError(BaseException):
    """Rendering takes too long; no library may catch this as an error of its own."""


class _BoundReader(MarkdownReader):  # type: ignore[misc]
    """Pelican's reader, which may recurse too deep, or take a time that grows with the square of the length."""

    enabled = False  # not found among the subclasses of its base: it takes the place of the other one

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the content of a page as HTML, or its source, and what its first lines say of it."""
        host: Host = self.settings.get(HOST) or Host()
        limit = min(_LONGEST, _FREE + max(0, _TOGETHER - host.long_pages))
        begin = time.process_time()
        try:
            with _limited(limit):
                content, metadata = super().read(source_path)
                # Pelican looks for links of its own with this expression later, without a limit.
                for _ in Content._get_intrasite_link_regex(SimpleNamespace(settings=self.settings)).finditer(content):  # noqa: SLF001
                    pass
        except RecursionError:
            return self._as_source(source_path, "lists or quotes in it are nested too deep", host)
        except _TooLongError:
            reason = f"it takes longer than {limit:.1g} seconds to render"
            others = f", and other pages took {_TOGETHER} seconds" if limit < _LONGEST else ""
            return self._as_source(source_path, reason + others, host)
        finally:
            host.long_pages += max(0, time.process_time() - begin - _FREE)
        return content, metadata

    def _as_source(self, source_path: str, reason: str, host: Host) -> tuple[str, dict[str, Any]]:
        host.as_source += 1
        console.show(f"{source_path} is shown as its source: {reason}.")
        head, _, text = Path(source_path).read_text(encoding="utf-8-sig").partition("\n\n")
        lines = [line.partition(":") for line in head.split("\n")]
        metadata = {
            name.strip().lower(): self.process_metadata(name.strip().lower(), value.strip())
            for name, colon, value in lines
            if colon and name.strip().isalpha()
        }
        return f"<pre>{escape(text)}</pre>", metadata


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise _TooLongError if the block takes longer."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    # Python drops what is raised in a callback of the garbage collection or in a destructor: the first is off, and the
    # timer comes again for the second.
    collects = gc.isenabled()
    gc.disable()
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if collects:
            gc.enable()
