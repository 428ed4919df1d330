"""`scanpress serve`, with a real build, a real server and real changes."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from tests.support.files import write
from tests.support.paths import REPRODUCIBILITY as SCAN
from tests.support.sites import copy_project
from tests.support.waiting import LIMIT


class Serving:
    """A running `scanpress serve`, called from a folder of the repository, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-u", "-m", "scanpress.cli", "serve", "--port", "0"]
        self.process = subprocess.Popen(
            command,
            cwd=folder / "scans",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: queue.Queue[str | None] = queue.Queue()  # None: it has ended
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        self.said: list[str] = []
        self.home = self.wait_for(r"Serving (http://localhost:\d+/)")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def wait_for(self, pattern: str) -> str:
        """Return the group that a pattern finds in the next line that matches."""
        while (line := self.lines.get(timeout=LIMIT)) is not None:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found[1]
        pytest.fail(f"it ended without saying {pattern}: {''.join(self.said)}")

    def change(self, text: str) -> None:
        """Replace the scan at once, so that no build reads half of it."""
        whole = write(self.folder.with_name("changed.json"), text)
        whole.replace(self.folder / f"{SCAN}.json")

    def page(self, address: str) -> str:
        with urlopen(self.home + address, timeout=LIMIT) as response:  # noqa: S310 - our own server
            return str(response.read().decode())

    def stop(self) -> int:
        os.kill(self.process.pid, signal.SIGINT)
        code = self.process.wait(timeout=LIMIT)
        self.reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@contextmanager
def served_project(folder: Path) -> Iterator[Serving]:
    """Serve a copy of the project, and stop in the end if the test has not."""
    # Tests that a shell runs in its background ignore Ctrl+C, and so would what they start.
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = Serving(copy_project(folder))
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
        signal.signal(signal.SIGINT, ignored)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return a server of a project that no test changes."""
    with served_project(tmp_path_factory.mktemp("served") / "project") as serving:
        yield serving


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """Return a server of a project to change."""
    with served_project(tmp_path / "project") as serving:
        yield serving


@pytest.mark.parametrize("address", ["scans/iclr-2022/old-name/", "no", "a/b/c/d.html?e", "theme/", "scans/iclr-1999/"])
def test_an_address_without_a_page_is_answered_with_the_page_for_that(shared: Serving, address: str) -> None:
    with pytest.raises(HTTPError) as raised:
        shared.page(address)
    with raised.value as answer:
        assert answer.code == 404
        assert answer.headers.get_content_type() == "text/html"
        assert answer.read() == (shared.folder / "output/404.html").read_bytes()


def test_a_changed_scan_is_built_again_and_a_broken_one_leaves_the_last_good_page(serving: Serving) -> None:
    assert "Editing models with task arithmetic" in serving.page(f"{SCAN}/")

    scan = (serving.folder / f"{SCAN}.json").read_text(encoding="utf-8")
    good = scan.replace("Editing models", "Correcting models")
    serving.change(good)
    serving.wait_for(r"(files written)")
    assert "Correcting models with task arithmetic" in serving.page(f"{SCAN}/")

    serving.change(good.replace('"year": 2023', '"year": 2o23'))
    assert serving.wait_for(r"(\S+:\d+:\d+)  error").startswith(f"{SCAN}.json:")
    serving.wait_for(r"(was not built)")
    assert "Correcting models with task arithmetic" in serving.page(f"{SCAN}/")
    assert not [line for line in serving.said if "See it at" in line]  # it is being shown already
    assert serving.stop() == 0


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scanpress.cli", "serve"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "there is no settings file pelicanconf.py" in done.stderr
