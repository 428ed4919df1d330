"""How a build ends: with a summary, or with one message if it cannot go on."""

import gc
import shlex
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scanpress.pelican_build import console, prose
from scanpress.pelican_build.host import HOST, Host
from scanpress.pelican_build.host_limits import BuiltSite
from scanpress.pelican_build.settings import root_of
from scanpress.writer import AddressError, OutputError, StateError, disk_problem

SERVED = "SCANPRESS_SERVED"
"""The setting by which `scanpress serve` says that it shows the site already."""

CLONE_MARK = Path("info", "publisher")
"""A file in every published repository: only folders of the output that have it may be removed."""

_ALLOW = "change the permissions of the file or its folder, and build again"
_INTERRUPTED = "Interrupted: the output folder may hold pages of two builds. Build again before you publish it."
# Opened as a file, a page links to folders; only a server shows the page of a folder.
_SEE = "See it at http://localhost:8000 with: "
_REBUILT = "which rebuilds it on every change"


@contextmanager
def ending_plainly() -> Iterator[None]:
    """End the process with a message and exit code 1 if outputs could not be made, or if it was interrupted.

    Pelican calls an interrupted build a success, and the next step would publish half a site.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    except (AddressError, OutputError, StateError) as error:
        raise SystemExit(str(error)) from error
    except OSError as error:
        # Permissions may also be missing elsewhere: the message names the file.
        is_denied = isinstance(error, PermissionError) and error.filename is not None
        message = f"permission denied: {_ALLOW}" if is_denied else disk_problem(error)
        if message is None:
            raise
        raise SystemExit(f"{error.filename or 'the output of this command'}: {message}") from error


@ending_plainly()
def finish(pelican: Any) -> None:
    """Remove what plugins published that are no longer used, and show the summary, once all plugins have published."""
    host: Host = pelican.settings[HOST]
    publisher = host.publisher(pelican.settings)
    host.published += publisher.publish_groups("crawlers", [host.crawlers.group(pelican.settings)])
    host.published += publisher.finish()
    _remove_clones(Path(pelican.settings["OUTPUT_PATH"]), kept=host.clone_folder)
    host.workers(pelican.settings).end()
    if note := host.crawlers.note(pelican.settings):
        console.show(note)
    built = BuiltSite(publisher)
    for line in prose.broken_links(host.prose, Path(pelican.settings["OUTPUT_PATH"])):
        console.show(line)
    excess = list(built.excess(pelican.settings))
    for line in (_summary(host), f"The site has {built.size}.", *excess):
        console.show(line)
    host.report(pelican.settings, excess)
    if not pelican.settings.get(SERVED):
        console.show(_SEE + _way_to_see(pelican.settings))
    console.close()
    # When a process ends, Python looks for cycles among all objects: a seventh of a build without a change, and half a
    # second of a cold one (56,800 scans, November 2026).
    gc.freeze()
    gc.enable()


def _remove_clones(output: Path, *, kept: str) -> None:
    """Remove repositories that earlier builds published, under another name or by a plugin that is turned off."""
    for folder in output.glob("*.git"):
        if folder.name != kept and (folder / CLONE_MARK).is_file():
            shutil.rmtree(folder)


def _summary(host: Host) -> str:
    """Return what was read, found and written, in one line."""
    published = host.published
    files = f"{published.written:,} file{'' if published.written == 1 else 's'} written"
    as_source = f"{host.as_source:,} page{'' if host.as_source == 1 else 's'} shown as source" if host.as_source else ""
    parts = [
        *host.summary,
        *filter(None, [as_source]),
        f"{files}, {published.unchanged:,} unchanged, {published.removed:,} removed",
    ]
    return f"{'; '.join(parts)} in {time.time() - host.started:.1f} s."


def _way_to_see(settings: Mapping[str, Any]) -> str:
    """Return the command that shows the site as it was built: `serve` would build the development site instead."""
    output, root = Path(settings["OUTPUT_PATH"]), root_of(settings)
    if output == root / "output" and not settings.get("OPERATOR_REQUIRED"):
        return f"{_serve(root / 'Makefile')}, {_REBUILT}"
    return f"python3 -m http.server --bind localhost --directory {shlex.quote(str(output))}"


def _serve(makefile: Path) -> str:
    """Return `make serve` if the Makefile has this target: most repositories have no Makefile."""
    try:
        has_target = any(line.startswith("serve:") for line in makefile.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        has_target = False
    return "make serve" if has_target else "scanpress serve"
