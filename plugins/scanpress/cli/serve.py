"""`scanpress serve`: build the site, serve it, and rebuild it on every change."""

import argparse
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike
from pathlib import Path

from scanpress.cli import wrong_use

SUMMARY = "build the site, serve it, and rebuild it on every change"
NOTES = (
    "The command watches the repository and the program itself. Stop it with Ctrl+C. If a build fails, the last good "
    "site stays. If there is no page at an address, the server sends 404.html, as static hosts do."
)
EXAMPLE = "scanpress serve --port 8001"

_PACKAGE = Path(__file__).parent.parent
_MISSING = "404.html"
_MADE = {"output", "cache", "preview", "dist", "__pycache__", "node_modules"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress serve`."""
    add = parser.add_argument
    add("--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings (default: pelicanconf.py)")
    add("--output", type=Path, help="the folder to build into (default: output, beside the settings file)")
    add("--port", type=int, default=8000, help="the port of the server (default: 8000)")


def run(arguments: argparse.Namespace) -> int:
    """Build and serve until interrupted; after a failed build the last good site stays."""
    from scanpress.cli.project import find_collection, settings_file  # noqa: PLC0415 - help starts without it

    settings = settings_file(arguments.settings)
    root = settings.parent
    data = find_collection(settings).data.resolve()
    output = (arguments.output or root / "output").resolve()
    output.mkdir(parents=True, exist_ok=True)
    server = _server(arguments.port, output)
    batches = changes(root, output, data)
    next(batches)  # watching starts before the first build, so that no change is missed
    build(settings, output)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Serving http://localhost:{server.server_port}/ (stop with Ctrl+C)", flush=True)
        try:
            _rebuild(batches, settings, output)
        except KeyboardInterrupt:
            print()
        server.shutdown()
    return 0


def _rebuild(batches: Iterator[str], settings: Path, output: Path) -> None:
    for changed in filter(None, batches):
        print(f"Changed: {changed}", flush=True)
        build(settings, output)


def _server(port: int, output: Path) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(output)))
    except (OSError, OverflowError) as error:
        wrong_use(f"port {port} cannot be used ({error}): choose another one with --port")


def build(settings: Path, output: Path) -> int:
    """Build the site in a new process, so that changed code takes effect; return its exit code."""
    command = [sys.executable, "-m", "pelican", "--fatal", "errors", "--settings", str(settings)]
    command += ["--output", str(output), "--extra-settings", "SCANPRESS_SERVED=true"]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own interpreter and settings


def changes(root: Path, output: Path, data: Path | None = None) -> Iterator[str]:
    """Yield one text per batch of changes in the project, the package or git, and empty texts while nothing changes.

    `data` is the repository with the scans, if it is another one.
    """
    from watchfiles import watch  # noqa: PLC0415 - slow to import, and used only here

    from scanpress.pelican_build.host import find_theme  # noqa: PLC0415 - the same

    others = [folder for folder in (_PACKAGE, find_theme(), data) if folder and not folder.is_relative_to(root)]
    folders = {root, *others}
    wanted = partial(_is_watched, roots=(root, *([data] if data in others else [])), output=output)
    for batch in watch(*folders, watch_filter=wanted, rust_timeout=200, yield_on_timeout=True, raise_interrupt=True):
        yield _named(sorted(path for _, path in batch), root)


def _is_watched(_change: object, name: str, *, roots: Sequence[Path], output: Path) -> bool:
    """Return whether a change of this file can change the site."""
    path = Path(name)
    if path.is_relative_to(output):
        return False
    # Outside the project, the names of the folders above the package and its theme do not matter.
    root = next((root for root in roots if path.is_relative_to(root)), None)
    within = path.relative_to(root).parts if root else path.parts[-3:]
    if within[-3:] == (".git", "logs", "HEAD"):
        return True
    return not any(part in _MADE or part.startswith(".") or part.endswith("~") for part in within)


def _named(paths: Iterable[str], root: Path) -> str:
    names = [str(Path(path).relative_to(root)) if Path(path).is_relative_to(root) else path for path in paths]
    return f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else "".join(names)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does, without caching and without a log."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path: str | PathLike[str]) -> None:  # noqa: ARG002 - hosts list no folders
        """Send 404 for a folder without a page: static hosts list no folders."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own 404 page if there is nothing at an address."""
        page = Path(self.directory, _MISSING)
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Print nothing, so that the output of the builds stays readable."""
