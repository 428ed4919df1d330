"""The last lines of a build: what was read, found and written, and what to open."""

import gc
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanpress.checking.reports import Report
from scanpress.corpus import Loaded
from scanpress.scan_pages import console
from scanpress.writer import Host

_KEY = "SCANPRESS_BUILD"
_SERVED = ", or see it at http://localhost:8000 with: make serve (scanpress serve)"


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
    console.show(summary_of(build, Path(pelican.settings["OUTPUT_PATH"]), Path(pelican.settings["PATH"]).parent))
    console.close()
    gc.freeze()  # the end of the process would look through 60,000 scans for garbage once more
    gc.enable()


def summary_of(build: Build, output: Path, project: Path) -> str:
    """Return the summary as text; `project` is the folder of which `make serve` shows the site."""
    loaded, published = build.loaded, build.host.published
    seconds = time.monotonic() - build.started
    report = Report(loaded.problems, loaded.files)
    problems = f"{report.errors} errors, {report.warnings} warnings" if loaded.problems else "no problems"
    scans, files = ("scan" if loaded.files == 1 else "scans"), ("file" if published.written == 1 else "files")
    return (
        f"{loaded.files} {scans}, {loaded.examined} read anew, {problems}; "
        f"{published.written} {files} written, {published.unchanged} unchanged, {published.removed} removed "
        f"in {seconds:.1f} s.\n"
        f"Open {_short(output / 'index.html')}{_SERVED if output == project / 'output' else ''}"
    )


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
