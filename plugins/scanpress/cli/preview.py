"""`scanpress preview`: build the pages of changed scans only, for a look before they are merged."""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

SUMMARY = "build the pages of changed scans into a folder of their own"
NOTES = (
    "index.html lists them. The scans are checked as for the site, the git browser is left out, and an earlier "
    "preview in the folder is replaced. Scans that did not change have no page here, so links to them, from another "
    "scan of the paper or from one that cites it, are left out; each page says so."
)
EXAMPLE = "scanpress preview --since origin/main --output preview"
# The git browser shows the whole repository: nothing of that is a preview of some scans.
_PLUGINS = ["scanpress.scan_pages"]
_MARK = ".scanpress-preview"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress preview`."""
    add = parser.add_argument
    add("--since", metavar="REV", help="build what changed since this commit (as scanpress diff does)")
    add("--output", type=Path, metavar="DIR", help="the folder to build into (preview)")
    add("--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings file (pelicanconf.py)")


def run(arguments: argparse.Namespace) -> int:
    """Build a site of the changed scans, with all else that a site has."""
    from scanpress.checking.display import visible  # noqa: PLC0415 - help starts without it
    from scanpress.cli.project import settings_file  # noqa: PLC0415
    from scanpress.cli.states import Scans  # noqa: PLC0415

    scans = Scans.here()
    settings = settings_file(arguments.settings)
    base = scans.base(arguments.since, "HEAD")
    _, changed = scans.changed(base.commit, None)
    compared = f"compared with {visible(str(base))}"
    if not changed:
        print(f"no scan is new or changed, {compared}: there is nothing to preview")
        return 0
    output = arguments.output.resolve() if arguments.output else scans.root / "preview"
    _clear(output)
    with TemporaryDirectory(prefix="scanpress-preview-") as name:
        _furnish(Path(name), scans.root, changed)
        code = _build(settings, Path(name), output, _scans(len(changed)))
    if code:
        return 1
    (output / _MARK).touch()
    print(f"{_scans(len(changed))}, {compared}: open {output / 'index.html'}")
    return 0


def _scans(number: int) -> str:
    return f"{number} changed scan{'s' if number > 1 else ''}"


def _clear(output: Path) -> None:
    """Remove an earlier preview and nothing else, and make the folder anew."""
    from scanpress.cli import wrong_use  # noqa: PLC0415

    if output.is_dir() and any(output.iterdir()):
        if not (output / _MARK).exists():
            wrong_use(f"{output} holds something else than a preview: name an empty folder with --output")
        shutil.rmtree(output)
    output.mkdir(parents=True, exist_ok=True)
    (output / _MARK).touch()  # before the build: also what a build leaves that was stopped is a preview


def _furnish(root: Path, home: Path, changed: Mapping[str, bytes]) -> None:
    """Make a repository that has the changed scans, and of the others none."""
    # Redirects lead to scans that a preview may not have.
    shutil.copytree(home / "content", root / "content", ignore=shutil.ignore_patterns("redirects.yaml"))
    if (home / "scans" / "runs").is_dir():
        shutil.copytree(home / "scans" / "runs", root / "scans" / "runs")
    for entry in home.iterdir():
        # The settings may name more files and folders, such as the operator's own templates.
        if entry.name not in {"content", "scans"} and not entry.name.startswith("."):
            (root / entry.name).symlink_to(entry)
    for path, content in changed.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def _build(settings: Path, root: Path, output: Path, shown: str) -> int:
    extra = {
        "PATH": str(root / "content"),
        "CACHE_PATH": str(root / ".cache"),
        "PLUGINS": _PLUGINS,
        "SITESUBTITLE": f"A preview of {shown}. Links to scans that did not change are left out.",
    }
    command = [sys.executable, "-m", "pelican", "--fatal", "errors", "--settings", str(settings)]
    command += ["--output", str(output), "--extra-settings", *(f"{key}={json.dumps(extra[key])}" for key in extra)]
    return subprocess.run(command, check=False, cwd=settings.parent).returncode  # noqa: S603 - our own interpreter
