"""A built site, served on this machine alone."""

import functools
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *about: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that leaves a page takes no more of it
            super().handle_error(*about)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder and yield its address, which ends with a slash."""
    with answered(functools.partial(_Quiet, directory=str(folder))) as address:
        yield address


@contextmanager
def answered(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Let a handler answer requests and yield the address, which ends with a slash."""
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:  # or a test that fails would leave a thread for which the process waits
        server.shutdown()
        thread.join()
        server.server_close()
