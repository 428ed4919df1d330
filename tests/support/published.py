"""Made-up sites that are published, and what is beside a target."""

import os
from collections.abc import Mapping
from pathlib import Path

from tests.support.files import contents, write

from scanpress.deployment import Changed, LocalTarget, RemoteTarget, list_files

PAGE = "<!DOCTYPE html>\n<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; base-uri 'none'; "
PAGE += "form-action 'none'; style-src 'self'\">\n"
"""The beginning of each page of Scanpress."""


# As ssh does, it hands one text to a shell that starts in the home folder of the other machine.
_SSH = """\
#!/bin/sh
test "$1" = -- && shift
test "$1" = -l && user="$2@" && shift 2
test "$user$1" = you@server || { echo "unknown host $1" >&2; exit 255; }
shift
cd "$FAKE_HOME" && exec sh -c "$*"
"""


def another_host(folder: Path) -> Mapping[str, str]:
    """Return the environment in which a program `ssh` reaches a host `server`, whose home folder is in a folder."""
    ssh = write(folder / "bin" / "ssh", _SSH)
    ssh.chmod(0o755)
    home = folder / "the home of you"
    home.mkdir()
    return {"PATH": f"{ssh.parent}:{os.environ['PATH']}", "FAKE_HOME": str(home), "RSYNC_RSH": ""}


def made_up(folder: Path, files: Mapping[str, str]) -> Path:
    """Make a built site of these files in a folder, with nothing else; files that are there already are untouched."""
    folder.mkdir(parents=True, exist_ok=True)
    for address in contents(folder).keys() - files.keys():
        (folder / address).unlink()
    for address, text in files.items():
        if not (folder / address).exists() or (folder / address).read_text(encoding="utf-8") != text:
            write(folder / address, text)
    return folder


def publish(target: LocalTarget | RemoteTarget, site: Path) -> Changed:
    """Publish a built site as the command does, and allow it to remove anything."""
    with target.locked():
        return target.publish(site, list_files(site), lambda _removed, _published: None)


def roll_back(target: LocalTarget | RemoteTarget) -> None:
    with target.locked():
        target.roll_back()


def kept_beside(target: Path) -> int:
    """Return how many builds are beside a target; assert that there is nothing else but lock and record."""
    entries = list((target.parent / f".{target.name}.builds").iterdir())
    others = {path.name for path in entries if not path.is_dir()}
    assert others <= {"lock", "previous"}
    return len(entries) - len(others)


def inode(path: Path) -> int:
    return os.stat(path).st_ino  # noqa: PTH116 - as short
