"""`scanpress publish`: build the public site, verify it, and put it in the place of the published one at once."""

import argparse
import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # help starts without it
    from scanpress.deployment import Listing, LocalTarget, RemoteTarget
    from scanpress.pelican_build.report import BuildReport

SUMMARY = "build the public site, verify it, and publish it at once"
NOTES = (
    "TARGET is a path of this machine, or user@host:/path, which is reached by ssh and rsync. It is a symbolic link to "
    "a folder beside it, and becomes one if there is nothing yet. The new site is copied beside the published one, and "
    "then replaces it in one step; files that did not change take no space. Nothing is published if the build fails, "
    "if a page has a link to nothing, or if the site exceeds a limit of HOST_LIMITS. The earlier site is kept for "
    "--rollback."
)
EXAMPLE = "scanpress publish you@server:/srv/www/scans"

_SHOWN = 20  # broken links


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `scanpress publish`."""
    add = parser.add_argument
    add("target", metavar="TARGET", help="where the site is published: a path, or user@host:/path")
    add("--settings", type=Path, default=Path("publishconf.py"), help="Pelican's settings (default: publishconf.py)")
    add("--rollback", action="store_true", help="publish the earlier site again, without a build; twice: the newer one")
    add("--forget", action="store_true", help="remove the earlier site that is kept, without a build")
    add("--allow-removal", action="store_true", help="publish even if much would go because something was not found")
    add("--allow-broken-links", action="store_true", help="publish even if pages have links to nothing, and list them")


def run(arguments: argparse.Namespace) -> int:
    """Publish, and return 1 if that is not possible: what was published before is intact then."""
    from scanpress.cli.user_files import error_message  # noqa: PLC0415 - help starts without it
    from scanpress.deployment import DeploymentError  # noqa: PLC0415
    from scanpress.repository import GitError  # noqa: PLC0415
    from scanpress.writer import StateError  # noqa: PLC0415

    try:
        return _run(arguments)
    except (DeploymentError, StateError) as error:
        message = str(error)
    except (OSError, GitError) as error:
        found = error_message(error)
        if found is None:
            raise
        message = found
    print(f"scanpress: {message}\nscanpress: nothing was published", file=sys.stderr)
    return 1


def _run(arguments: argparse.Namespace) -> int:
    from scanpress.cli.project import settings_file  # noqa: PLC0415 - help starts without it
    from scanpress.deployment import LocalTarget, RemoteTarget, is_remote  # noqa: PLC0415

    remote = is_remote(arguments.target)
    target = RemoteTarget.of(arguments.target) if remote else LocalTarget(Path(arguments.target).absolute())
    if arguments.rollback:
        with target.locked():
            target.roll_back()
        print(f"The earlier site is published at {arguments.target} again.")
        return 0
    if arguments.forget:
        with target.locked():
            target.forget_earlier()
        print(f"No earlier site of {arguments.target} is kept.")
        return 0
    settings = settings_file(arguments.settings)
    with target.locked():
        report = _built(settings, allow_removal=arguments.allow_removal)
        if report is None:
            print("scanpress: the build failed: nothing was published", file=sys.stderr)
            return 1
        return _publish(arguments, target, report)


def _built(settings: Path, *, allow_removal: bool) -> "BuildReport | None":
    """Build the site; return what the build reports, or None if it failed."""
    from scanpress.deployment import DeploymentError  # noqa: PLC0415
    from scanpress.pelican_build.removal import SETTING  # noqa: PLC0415
    from scanpress.pelican_build.report import REPORT, BuildReport  # noqa: PLC0415

    with NamedTemporaryFile(prefix="scanpress-report-") as file:
        extra = {REPORT: file.name, "OPERATOR_REQUIRED": True, "SCANPRESS_SERVED": True}
        extra |= {SETTING: True} if allow_removal else {}
        command = [sys.executable, "-m", "pelican", "--fatal", "errors", "--settings", str(settings)]
        command += ["--extra-settings", *(f"{name}={json.dumps(value)}" for name, value in extra.items())]
        sys.stdout.flush()
        if subprocess.run(command, check=False, cwd=settings.parent).returncode:  # noqa: S603 - our own interpreter
            return None
        report = BuildReport.read(Path(file.name))
    if report is None:
        raise DeploymentError(f"{settings}: PLUGINS names no plugin of Scanpress: add one")
    return report


def _publish(arguments: argparse.Namespace, target: "LocalTarget | RemoteTarget", report: "BuildReport") -> int:
    """Verify and publish what was built, while no other build can change it."""
    from scanpress.deployment import DeploymentError, LocalTarget, list_files  # noqa: PLC0415
    from scanpress.writer import State  # noqa: PLC0415

    def guard(removed: int, published: int) -> None:
        from scanpress.pelican_build.removal import is_large, refusal  # noqa: PLC0415

        if report.not_found and not arguments.allow_removal and is_large(removed, published):
            raise DeploymentError(refusal(removed, published, report.not_found))

    output = Path(report.output).resolve()
    if isinstance(target, LocalTarget) and (
        output.is_relative_to(target.path.resolve()) or target.path.resolve().is_relative_to(output)
    ):
        raise DeploymentError(
            f"{target.path} and {output}, the folder of builds, contain each other: name another path"
        )
    with State.opened(Path(report.state)):
        if not report.is_last():
            raise DeploymentError(f"{output}: another build has written there in the meantime: publish again")
        if report.excess:
            raise DeploymentError("the site exceeds limits of its host, see HOST_LIMITS above: make it smaller")
        files = list_files(output)
        _require_links(arguments, report, files)
        changed = target.publish(output, files, guard)
    if not changed.any:
        print(f"The site at {arguments.target} is up to date: {changed.shared:,} files are unchanged.")
        return 0
    files_of = f"{changed.copied:,} new or changed, {changed.shared:,} unchanged, {changed.removed:,} removed"
    # The first site has no earlier one.
    back = " --rollback publishes the earlier site again." if changed.shared or changed.removed else ""
    print(f"Published at {arguments.target}. Files: {files_of}.{back}")
    return 0


def _require_links(arguments: argparse.Namespace, report: "BuildReport", files: "Listing") -> None:
    """Raise DeploymentError with a list if links lead to nothing, unless that is allowed."""
    from scanpress.checking.display import visible  # noqa: PLC0415
    from scanpress.deployment import DeploymentError, broken_links  # noqa: PLC0415
    from scanpress.writer import Memory, Workers  # noqa: PLC0415

    memory = Memory(Path(report.state), "links")
    workers = Workers.of({})
    try:
        broken = list(broken_links(Path(report.output), files, report.site_url, memory, workers))
    finally:
        workers.end()
    for line in islice(broken, _SHOWN):
        print(f"broken link: {visible(line)}", file=sys.stderr)
    if broken and not arguments.allow_broken_links:
        raise DeploymentError(
            f"{len(broken):,} links lead to nothing: correct them, or publish anyway with --allow-broken-links"
        )
