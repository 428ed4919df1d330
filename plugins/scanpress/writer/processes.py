"""Worker processes of this machine: how they are started, and what each is like."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType
from typing import Any

_ROOT = str(Path(__file__).parents[2])
_SERVER = "forkserver"


def announce(preload: Sequence[str]) -> None:
    """Have what every worker needs be imported, while this process goes on with other things.

    That costs one start and one import for all workers, and they share its memory; where the system knows no fork
    server, nothing can be done beforehand.
    """
    context = _context(preload)
    if context.get_start_method() == _SERVER:
        from multiprocessing import forkserver  # noqa: PLC0415 (not on every system, and not for every build)

        with suppress(OSError):  # whoever starts the workers meets it again, and tells it
            forkserver.ensure_running()


def start(jobs: int, preload: Sequence[str]) -> Executor:
    """Return an executor of so many processes."""
    return _Pool(max_workers=jobs, mp_context=_context(preload), initializer=_prepare)


class _Pool(ProcessPoolExecutor):
    """Processes that do not run the main script again, as `multiprocessing` would: it imports all of Pelican."""

    def submit(self, *arguments: Any, **options: Any) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return super().submit(*arguments, **options)
        except (EOFError, OSError) as error:
            raise BrokenProcessPool(
                f"no worker process could be started; see above, or set SCANPRESS_JOBS=1: {error!r}"
            ) from error
        finally:
            sys.modules["__main__"] = main


def _context(preload: Sequence[str]) -> BaseContext:
    """Return how processes start: never by forking the build itself, whose other threads may hold locks."""
    if _ROOT not in sys.path:  # Pelican finds plugins without it, a worker does not
        sys.path.append(_ROOT)
    if _SERVER not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context(_SERVER)
    context.set_forkserver_preload([f"{__package__}.workshop", *preload])
    return context


def _prepare() -> None:
    """Make a worker of this process.

    It ends when the build is killed: it would wait for work for ever, or write what nobody expects. What was imported
    is not looked through for garbage, and what a page leaves behind is rarely: that took a tenth of a view's time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: Any) -> None:
    parent.join()
    os._exit(1)
