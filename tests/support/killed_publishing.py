"""Publishing that is killed at random moments, while a reader looks at the published site all the while."""

import os
import random
import re
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import orjson
from tests.support.outputs import publisher
from tests.support.published import PAGE, another_host, kept_beside
from tests.support.waiting import LIMIT

from scanpress.deployment import DeploymentError, LocalTarget, RemoteTarget, broken_links, list_files
from scanpress.writer import File, Memory, Output, Workers

_CHANGING, _SAME = 60, 20
_BUILD = re.compile(rb"build ([0-9]+)")


def content(text: str) -> bytes:
    """Return the bytes of a page."""
    return f'{PAGE}<a href="/0.html">{text}</a>'.encode()


def outputs(number: int) -> list[Output]:
    """Return the pages of a build: most have its number, and some have names that only every second build has."""
    made = [(f"p/{i}.html", f"build {number}") for i in range(_CHANGING)]
    made += [(f"q/{i + number % 2}.html", f"build {number}") for i in range(_CHANGING)]
    made += [(f"same/{i}.html", "all builds") for i in range(_SAME)]
    made += [("index.html", f"build {number}"), ("0.html", f"build {number}")]
    return [File(address, content, text) for address, text in made]


def publish(root: Path, target: LocalTarget | RemoteTarget, number: int) -> None:
    """Build, verify and publish as the command does."""
    with target.locked():
        publisher(root).publish("tests", outputs(number))
        files = list_files(root / "output")
        assert not list(broken_links(root / "output", files, "", Memory(root / "links.sqlite", "links"), Workers()))
        target.publish(root / "output", files, lambda _removed, _published: None)


def publish_when_free(root: Path, target: LocalTarget | RemoteTarget, number: int) -> None:
    """Publish, and wait if what a killed process started on another host still has the lock."""
    end = time.monotonic() + LIMIT
    while True:
        try:
            return publish(root, target, number)
        except DeploymentError as error:
            if "another process" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def main() -> None:
    """Publish and be killed: FOLDER KILLS link|folder|host; print what was seen, as JSON."""
    root, kills, kind = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    published = root / "www" / "scans"
    target: LocalTarget | RemoteTarget = LocalTarget(published)
    if kind == "host":
        os.environ |= another_host(root)
        published, target = root / "the home of you" / "scans", RemoteTarget.of("you@server:scans")
    elif kind == "folder":
        published.mkdir(parents=True)
    else:
        published.parent.mkdir()
    draw = random.Random(kind)  # noqa: S311 - moments, not secrets
    started = time.monotonic()
    publish(root, target, 1)
    took = time.monotonic() - started
    reader = _forked(lambda: _read_until(root / "end", published, root / "seen"))
    seen: Counter[str] = Counter()
    for number in range(2, 100 * kills):
        if seen["kills"] == kills:
            break
        if draw.random() < 1 / 4:  # from scratch
            shutil.rmtree(root / "output", ignore_errors=True)
            shutil.rmtree(root / "cache", ignore_errors=True)
        after, everywhere = draw.uniform(0, 1.2) * took, draw.random() < 1 / 2
        seen[_killed_after(after, lambda now=number: publish_when_free(root, target, now), everywhere=everywhere)] += 1  # type: ignore[misc]
    publish_when_free(root, target, 100 * kills)
    seen["builds"] = kept_beside(published)
    seen["unfinished"] = len(list(root.rglob(".scanpress-parts-*")))
    (root / "end").touch()
    os.waitpid(reader, 0)
    sys.stdout.buffer.write(orjson.dumps({**seen, "reader": orjson.loads((root / "seen").read_bytes())}))


def _forked(function: Callable[[], None]) -> int:
    process = os.fork()
    if process:
        return process
    os.setpgid(0, 0)
    code = 1
    try:
        function()
        code = 0
    finally:
        os._exit(code)


def _killed_after(seconds: float, function: Callable[[], None], *, everywhere: bool) -> str:
    """Run a function in another process, kill that after some seconds, and return how it ended.

    If that is everywhere, what it started is killed, too, on the other host as well.
    """
    process = _forked(function)
    time.sleep(seconds)
    with suppress(ProcessLookupError):  # it has not begun
        (os.killpg if everywhere else os.kill)(process, signal.SIGKILL)
    os.kill(process, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return "kills" if code == -signal.SIGKILL else f"exit code {code}"


def _read_until(end: Path, target: Path, result: Path) -> None:
    seen: Counter[str] = Counter()
    while not end.exists():
        time.sleep(0.005)  # the others need the processor, too
        seen[_look(target)] += 1
        first, last = (_build_of(target / name) for name in ("index.html", "p/0.html"))
        seen["pages in order" if first <= last else "an older page after a newer one"] += 1
    result.write_bytes(orjson.dumps(seen))


def _build_of(page: Path) -> int:
    found = _BUILD.search(page.read_bytes())
    return int(found[1]) if found else 0


def _look(target: Path) -> str:
    """Read all pages of the folder that is published at this moment; return what kind of a site it is."""
    found: Counter[bytes] = Counter()
    folder = os.open(target, os.O_RDONLY)
    try:
        for _, _, names, above in os.fwalk(".", dir_fd=folder):
            for name in names:
                with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=above), "rb") as page:
                    number = _BUILD.search(page.read())
                found[number[1] if number else b"all builds"] += 1
    except FileNotFoundError:
        return "removed while it was read"  # two builds later
    finally:
        os.close(folder)
    same = found.pop(b"all builds", 0)
    is_whole = same == _SAME and list(found.values()) == [2 * _CHANGING + 2]
    return "whole" if is_whole else f"not whole: {same} {dict(found)}"
