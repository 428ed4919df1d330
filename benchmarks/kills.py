"""Kill `scanpress publish` at random moments, while a reader polls the published site: it is whole at every moment.

    python benchmarks/kills.py --kills 200

Each round publishes the collection of this repository under another name, which is on every page: from scratch, after a
change, or once more after a kill. A reader opens the published folder again and again and reads all its pages: they all
have one name, and none is missing. Half of the rounds publish to a symbolic link, half to a folder that is exchanged.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
OPERATOR = ROOT / "tests" / "examples" / "operator" / "complete.yaml"
_NAME = re.compile(r"Build ([0-9]+)")
_COLD, _UNTOUCHED = 0.2, 0.1  # shares of rounds that build from scratch, and that are not killed
_PAGES = 100  # at least so many pages has a whole site of these five scans


def main() -> int:
    """Run, print what was seen, and return 1 if a reader saw anything else than a whole site."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="kills-") as name:
        seen: Counter[str] = Counter()
        for number, kind in enumerate(("link", "folder")):
            rounds = Rounds(Path(name, kind), random.Random(arguments.seed + number))
            seen += rounds.run(arguments.kills // 2, kind)
    print(*(f"{what}: {count:,}" for what, count in sorted(seen.items())), sep="\n")
    return 1 if any(what.startswith("FAULT") for what in seen) else 0


class Rounds:
    """Rounds of publishing to one target."""

    def __init__(self, folder: Path, draw: random.Random) -> None:
        self.project, self.target, self.draw = folder / "project", folder / "www" / "scans", draw
        for name in ("scans", "content"):
            shutil.copytree(ROOT / name, self.project / name)
        for path in (ROOT / "pelicanconf.py", ROOT / "publishconf.py"):
            shutil.copy(path, self.project)
        shutil.copy(OPERATOR, self.project / "content" / "operator.yaml")
        self.target.parent.mkdir()
        self.number = 0
        self.took = 0.0

    def run(self, kills: int, kind: str) -> Counter[str]:
        """Publish until so many rounds were killed; return what was seen, and how often."""
        seen: Counter[str] = Counter()
        if kind == "folder":
            self.target.mkdir()
        self._publish(None, seen)
        while seen["kills"] < kills:
            cold = self.draw.random() < _COLD
            if cold:
                shutil.rmtree(self.project / "output", ignore_errors=True)
                shutil.rmtree(self.project / "cache", ignore_errors=True)
            ends = self.draw.random() < _UNTOUCHED
            self._publish(None if ends else self.draw.uniform(0.1, 1.1) * self.took * (3 if cold else 1), seen)
        self._publish(None, seen)
        self._look_for_litter(seen)
        return seen

    def _publish(self, after: float | None, seen: Counter[str]) -> None:
        """Publish the next build, and kill it after some seconds; read the published site all the while."""
        self.number += 1
        settings = f'from publishconf import *\nSITENAME = "Build {self.number}"\n'
        (self.project / "round.py").write_text("import sys\nsys.path.insert(0, '.')\n" + settings)
        command = [sys.executable, "-m", "scanpress.cli", "publish", str(self.target), "--settings", "round.py"]
        environment = {**os.environ, "SITEURL": "https://scans.kielholz-archiv.de", "SCANPRESS_JOBS": "1"}
        started = time.monotonic()
        with subprocess.Popen(
            command,
            cwd=self.project,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            while process.poll() is None:
                self._read(seen)
                if after is not None and time.monotonic() - started > after:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                    break
            words = process.stderr.read().decode() if process.stderr else ""
        seen["kills" if process.returncode == -signal.SIGKILL else f"ended with {process.returncode}"] += 1
        if process.returncode not in (0, -signal.SIGKILL):
            print(words, file=sys.stderr)
        if process.returncode == 0:
            self.took = time.monotonic() - started
            self._look_for_litter(seen)
        self._read(seen)

    def _read(self, seen: Counter[str]) -> None:
        """Read all pages of the folder that is published at this moment."""
        if not self.target.exists() or (self.number == 1 and not (self.target / "index.html").exists()):
            if self.number > 1:
                seen["FAULT: nothing there"] += 1
            time.sleep(0.05)
            return
        names: Counter[str] = Counter()
        descriptor = os.open(self.target, os.O_RDONLY)
        try:
            for above, _, files, folder in os.fwalk(".", dir_fd=descriptor):
                for file in files:
                    if file.endswith(".html") and ".git/" not in above:
                        with os.fdopen(os.open(file, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as page:
                            found = _NAME.search(page.read())
                        names[found[1] if found else "none"] += 1
        finally:
            os.close(descriptor)
        names.pop("none", None)  # pages that only lead on to another one
        is_whole = len(names) == 1 and sum(names.values()) >= _PAGES
        seen["reads of a whole site" if is_whole else f"FAULT: {dict(names)}"] += 1

    def _look_for_litter(self, seen: Counter[str]) -> None:
        builds = {path.name for path in (self.target.parent / ".scans.builds").iterdir()} - {"lock", "previous"}
        most = 1 if self.target.is_dir() and not self.target.is_symlink() else 2
        if len(builds) > most or list(self.target.rglob(".scanpress-parts-*")):
            seen[f"FAULT: litter {sorted(builds)}"] += 1


if __name__ == "__main__":
    sys.exit(main())
