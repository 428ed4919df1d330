"""`scanpress preview`: build only the pages of changed scans, to look at them before they are merged."""

import argparse
import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # help starts without it
    from scanpress.facts.collection import Collection

SUMMARY = "build the pages of changed scans into a separate folder"
NOTES = (
    "The last line of the output is the command that shows them: links do not work if you open the files directly. The "
    "scans are checked as for the site. The git browser is not built. An earlier preview in the folder is replaced. "
    "Scans that did not change have no page in the preview, so links to them are left out, and each page says so."
)
EXAMPLE = "scanpress preview --since origin/main --output preview"
# The git browser shows the whole repository, which a preview of some scans does not need.
_PLUGINS = ["scanpress.scan_pages"]
_MARK = ".scanpress-preview"
_TEMPORARY = "scanpress-preview-"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress preview`."""
    add = parser.add_argument
    add("--since", metavar="REV", help="build what changed since this commit (default: as for scanpress diff)")
    add("--output", type=Path, metavar="DIR", help="the folder to build into (default: preview)")
    add("--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings (default: pelicanconf.py)")


def run(arguments: argparse.Namespace) -> int:
    """Build a site that has only the changed scans and everything else that a site has."""
    from scanpress.checking.display import visible  # noqa: PLC0415 - help starts without it
    from scanpress.cli.project import find_collection, settings_file  # noqa: PLC0415
    from scanpress.cli.states import ScanVersions  # noqa: PLC0415

    collection = find_collection(arguments.settings)
    scans = ScanVersions.of(collection)
    settings = settings_file(arguments.settings)
    base = scans.base(arguments.since, "HEAD")
    found = scans.changed(base.commit, None)[1]
    changed = {path: content for path, content in found.items() if content is not None}
    compared = f"compared with {visible(str(base))}"
    if not changed:
        print(f"no scans are new or changed, {compared}: there is nothing to preview")
        return 0
    output = arguments.output.resolve() if arguments.output else collection.root / "preview"
    _require_preview(output)
    with TemporaryDirectory(prefix=_TEMPORARY) as name, TemporaryDirectory(prefix=_TEMPORARY) as built:
        _fill_repository(Path(name), collection, changed)
        if _build(settings, Path(name), Path(built), _scans(len(changed)), collection):
            return 1
        _replace(output, Path(built))
    # Opened as a file, a page links to folders; only a server shows the page of a folder.
    server = f"python3 -m http.server --bind localhost --directory {shlex.quote(str(output))}"
    print(f"{_scans(len(changed))}, {compared}.\nSee the preview at http://localhost:8000 with: {server}")
    return 0


def _scans(number: int) -> str:
    return f"{number} changed scan{'s' if number > 1 else ''}"


def _require_preview(output: Path) -> None:
    """End the program with a message if the folder cannot be made, or has other files than an earlier preview."""
    from scanpress.cli import wrong_use  # noqa: PLC0415

    output.mkdir(parents=True, exist_ok=True)
    if any(output.iterdir()) and not (output / _MARK).exists():
        wrong_use(f"{output} contains other files than a preview: name an empty folder with --output")


def _replace(output: Path, built: Path) -> None:
    """Copy a preview to its folder, in place of an earlier one, which a build that failed has left as it was."""
    shutil.rmtree(output)
    output.mkdir()
    (output / _MARK).touch()  # first, so that a copy that was stopped is recognised as a preview too
    shutil.copytree(built, output, dirs_exist_ok=True)


def _fill_repository(root: Path, collection: "Collection", changed: Mapping[str, bytes]) -> None:
    """Fill a folder with a repository that has the changed scans and no others."""
    source = collection.root
    (root / "content").mkdir()
    if (source / "content").is_dir():
        # Redirects lead to scans that a preview may not have.
        ignored = shutil.ignore_patterns("redirects.yaml")
        shutil.copytree(source / "content", root / "content", ignore=ignored, dirs_exist_ok=True)
    if (collection.scans / "runs").is_dir():
        shutil.copytree(collection.scans / "runs", root / "scans" / "runs")
    made = {"content", "scans", *(path.partition("/")[0] for path in changed)}
    for entry in source.iterdir():
        # The settings may name more files and folders, such as the operator's own templates.
        if entry.name not in made and not entry.name.startswith("."):
            # A link to a file would lead out of the folder, and files of facts must not.
            (root / entry.name).symlink_to(entry) if entry.is_dir() else shutil.copy2(entry, root / entry.name)
    for path, content in changed.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def _build(settings: Path, root: Path, output: Path, shown: str, collection: "Collection") -> int:
    extra: dict[str, Any] = {
        "PATH": str(root / "content"),
        "CACHE_PATH": str(root / ".cache"),
        "PLUGINS": _PLUGINS,
        "PREVIEW": True,
        "SCANPRESS_SERVED": True,  # this command says itself how to see the preview
        "SITESUBTITLE": f"A preview of {shown}. Links to scans that did not change are left out.",
    }
    if not collection.layout.is_default or collection.data != collection.root:
        # The changed scans are in the folder that was filled, which has no other papers of the registry.
        extra |= {"GIT_REPOSITORY": ".", "REGISTRY": None}
    if not collection.layout.is_default:
        # Patterns of scans that did not change would be reported as unused.
        layout = collection.layout
        extra["SCAN_FILES"] = [each for each in layout.patterns if next(layout.entries(root, each), None) is not None]
    if collection.instruments:
        extra["INSTRUMENTS"] = str(collection.instruments)
    command = [sys.executable, "-m", "pelican", "--fatal", "errors", "--settings", str(settings)]
    command += ["--output", str(output), "--extra-settings", *(f"{key}={json.dumps(extra[key])}" for key in extra)]
    return subprocess.run(command, check=False, cwd=settings.parent).returncode  # noqa: S603 - our own interpreter
