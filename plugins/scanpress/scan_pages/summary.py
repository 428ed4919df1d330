"""The last lines of a build: what was read, found and written, and how to look at it."""

import gc
import shlex
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanpress.checking.reports import Report
from scanpress.corpus import Loaded
from scanpress.pelican_build import console
from scanpress.pelican_build.host import Host

SERVED = "SCANPRESS_SERVED"
"""The setting by which `scanpress serve` says that it shows the site already."""
_KEY = "SCANPRESS_BUILD"
# Opened as a file, a page leads to folders where a server shows the pages in them.
_SEE = "See it at http://localhost:8000 with: "
_REBUILT = "make serve (scanpress serve), which builds it again on every change"


@dataclass(frozen=True, slots=True)
class Build:
    """One build, kept with Pelican's settings until its summary is shown."""

    started: float
    loaded: Loaded
    host: Host

    def keep(self, settings: dict[str, Any]) -> None:
        """Keep the build where `show_summary` finds it."""
        settings[_KEY] = self


def show_summary(pelican: Any) -> None:
    """Show the summary of the build that Pelican has just finished."""
    build: Build = pelican.settings[_KEY]
    build.host.published += build.host.publisher(pelican.settings).finish()
    build.host.workers(pelican.settings).end()
    console.show(summary_of(build))
    if not pelican.settings.get(SERVED):
        console.show(_SEE + _way_to_see(pelican.settings))
    console.close()
    gc.freeze()  # the end of the process would look through 60,000 scans for garbage once more
    gc.enable()


def summary_of(build: Build) -> str:
    """Return what was read, found and written, in one line."""
    loaded, published = build.loaded, build.host.published
    seconds = time.monotonic() - build.started
    report = Report(loaded.problems, loaded.files)
    problems = f"{report.errors} errors, {report.warnings} warnings" if loaded.problems else "no problems"
    scans, files = ("scan" if loaded.files == 1 else "scans"), ("file" if published.written == 1 else "files")
    return (
        f"{loaded.files} {scans}, {loaded.examined} read anew, {problems}; "
        f"{published.written} {files} written, {published.unchanged} unchanged, {published.removed} removed "
        f"in {seconds:.1f} s."
    )


def _way_to_see(settings: Mapping[str, Any]) -> str:
    """Return the command that shows the site as it was built: `make serve` would build the published one otherwise."""
    output = Path(settings["OUTPUT_PATH"])
    if output == Path(settings["PATH"]).parent / "output" and not settings.get("OPERATOR_REQUIRED"):
        return _REBUILT
    return f"python3 -m http.server --bind localhost --directory {shlex.quote(str(output))}"
