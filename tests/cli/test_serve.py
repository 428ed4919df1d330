"""`scanpress serve`, with a real build, a real server and real changes."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from tests.site.conftest import copy_project

SCAN = "scans/iclr-2023/task-arithmetic"
PATIENCE = 60


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
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        self.said: list[str] = []
        self.home = self.wait_for(r"Serving (http://localhost:\d+/)")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def wait_for(self, pattern: str) -> str:
        """Return what the pattern's group found in the next line that matches."""
        while True:
            self.said.append(self.lines.get(timeout=PATIENCE))
            found = re.search(pattern, self.said[-1])
            if found:
                return found[1]

    def page(self, address: str) -> str:
        with urlopen(self.home + address, timeout=PATIENCE) as response:  # noqa: S310 - our own server
            return response.read().decode()

    def stop(self) -> int:
        os.kill(self.process.pid, signal.SIGINT)
        code = self.process.wait(timeout=PATIENCE)
        self.reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    # Tests that a shell runs in its background ignore Ctrl+C, and so would what they start.
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = Serving(copy_project(tmp_path))
    yield running
    if running.process.poll() is None:
        running.stop()
    signal.signal(signal.SIGINT, ignored)


def test_a_changed_scan_is_built_again_and_a_broken_one_leaves_the_last_good_page(serving: Serving) -> None:
    assert "Editing models with task arithmetic" in serving.page(f"{SCAN}/")

    file = serving.folder / f"{SCAN}.json"
    good = file.read_text(encoding="utf-8").replace("Editing models", "Correcting models")
    file.write_text(good, encoding="utf-8")
    serving.wait_for(r"(files written)")
    assert "Correcting models with task arithmetic" in serving.page(f"{SCAN}/")

    file.write_text(good.replace('"year": 2023', '"year": 2o23'), encoding="utf-8")
    assert serving.wait_for(r"(\S+:\d+:\d+)  error").startswith(f"{SCAN}.json:")
    serving.wait_for(r"(was not built)")
    assert "Correcting models with task arithmetic" in serving.page(f"{SCAN}/")
    assert not [line for line in serving.said if "make serve" in line]  # it is being shown already
    assert serving.stop() == 0


@pytest.mark.parametrize("address", ["scans/iclr-2022/old-name/", "no", "a/b/c/d.html?e", "theme/", "scans/iclr-2023/"])
def test_an_address_without_a_page_is_answered_with_the_sites_own(serving: Serving, address: str) -> None:
    with pytest.raises(HTTPError) as raised:
        serving.page(address)
    with raised.value as answer:
        assert answer.code == 404
        assert answer.headers.get_content_type() == "text/html"
        assert answer.read() == (serving.folder / "output/404.html").read_bytes()


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scanpress.cli", "serve"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "there is no settings file pelicanconf.py" in done.stderr
