"""Time the git browser on a repository made for it, and stagit beside it where that is installed.

    python benchmarks/git.py --files 5000 --commits 2000

Every run works on the same repository; the runs alternate, so that what else the machine does falls on both. Shown are
the median of the seconds, of the processor's seconds and of the peak memory of all processes together, files and bytes.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "scans" / "acl-2024" / "cross-lingual-alignment.json"
FOLDERS = 40
SETTINGS = f"""\
PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = "cache"
THEME = {str(ROOT / "theme")!r}
PLUGINS = ["scanpress.git_browser"]
SITENAME = "Benchmark"
TIMEZONE = "UTC"
ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
GIT_NAME = "benchmark"
"""


@dataclass(frozen=True)
class Cost:
    """What one run took and left."""

    seconds: float
    cpu: float
    peak_mb: float
    files: int
    megabytes: float


def main() -> None:
    """Make the repository, time all runs, print a table, and JSON where asked for."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="scanpress-benchmark-") as name:
        folder = Path(name)
        repository = make_repository(folder / "repository", options.files, options.commits)
        contenders: dict[str, Callable[[bool], Cost]] = {"git browser": lambda cold: browser(folder, repository, cold)}
        if shutil.which("stagit"):
            contenders["stagit"] = lambda cold: stagit(folder, repository, cold)
        else:
            print("stagit is not on the path: timed alone.")
        costs = dict(_run(contenders, repository, options.rounds))
        costs["cp -r of the output"] = [copied(folder)]
    _print_table(costs)
    if options.json:
        options.json.write_text(json.dumps({name: [asdict(c) for c in cost] for name, cost in costs.items()}, indent=1))


def make_repository(folder: Path, files: int, commits: int) -> Path:
    """Make a repository of JSON files of 29 kB: all added by the first commit, one corrected by each of the others."""
    folder.mkdir()
    _git(folder, "init", "--quiet", "--initial-branch=main")
    chance = random.Random(1)
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101 - told by stdin=PIPE
        for number in range(commits):
            touched = range(files) if number == 0 else [chance.randrange(files)]
            message = b"Add all scans\n" if number == 0 else b"Correct a scan, for the %d. time\n" % number
            when = b"%d +0000" % (1_700_000_000 + 600 * number)
            process.stdin.write(b"commit refs/heads/main\ncommitter A U Thor <a@example.org> %b\n" % when)
            process.stdin.write(b"data %d\n%b\n" % (len(message), message))
            for file in touched:
                content = scan(file, number)
                process.stdin.write(b"M 100644 inline %b\n" % path_of(file))
                process.stdin.write(b"data %d\n%b\n" % (len(content), content))
    _git(folder, "reset", "--quiet", "--hard")
    _git(folder, "gc", "--quiet")
    return folder


def scan(file: int, version: int) -> bytes:
    """Return a scan of 29 kB whose text is this file's and this version's own."""
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n")
    chance = random.Random(file * 1_000_003)
    for _ in range(60):
        number = chance.randrange(10, len(lines) - 10)
        words = lines[number].split(" ")
        middle = words[-8:-1]
        chance.shuffle(middle)
        lines[number] = " ".join([*words[:-8], *middle, words[-1]]) if '": "' in " ".join(words[:-8]) else lines[number]
    if version:
        chance = random.Random(file * 1_000_003 + version)
        number = chance.choice([n for n, line in enumerate(lines) if '"justification"' in line])
        lines[number] = lines[number].replace('": "', f'": "Corrected in version {version}: ', 1)
    return "\n".join(lines).encode()


def path_of(file: int) -> bytes:
    """Return where a scan stands."""
    return b"scans/venue-%02d/paper-%05d.json" % (file % FOLDERS, file)


def browser(folder: Path, repository: Path, cold: bool) -> Cost:  # noqa: FBT001 - the one thing that differs
    """Build the site as `make site` does."""
    site = folder / "site"
    if cold:
        shutil.rmtree(site, ignore_errors=True)
    (site / "content").mkdir(parents=True, exist_ok=True)
    (site / "pelicanconf.py").write_text(SETTINGS + f"GIT_REPOSITORY = {str(repository)!r}\n", encoding="utf-8")
    return timed([sys.executable, "-m", "pelican", "--fatal", "errors", "-s", "pelicanconf.py"], site, site / "output")


def stagit(folder: Path, repository: Path, cold: bool) -> Cost:  # noqa: FBT001 - the one thing that differs
    """Run stagit with its cache."""
    site = folder / "stagit"
    if cold:
        shutil.rmtree(site, ignore_errors=True)
    site.mkdir(exist_ok=True)
    return timed(["stagit", "-c", ".cache", str(repository)], site, site)


def copied(folder: Path) -> Cost:
    """Copy the site's output: what the files alone cost."""
    target = folder / "copy"
    return timed(["cp", "-r", str(folder / "site" / "output"), str(target)], folder, target)


def timed(command: Sequence[str], folder: Path, output: Path) -> Cost:
    """Run a command and return what it and its children took."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        spent: dict[int, float] = {}
        peak = max(_peaks(process.pid, spent))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    seconds = time.perf_counter() - started
    files = [path for path in output.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    # Worker processes are no children of the command's own, so that the system's sum does not have them.
    cpu = max(used.ru_utime + used.ru_stime, sum(spent.values()))
    return Cost(seconds, cpu, max(peak, used.ru_maxrss / 1024), len(files), size / 1e6)


def _peaks(pid: int, spent: dict[int, float]) -> Iterator[float]:
    """Yield, until a process ends, the memory in MB of it and its descendants; note the CPU seconds of each."""
    yield 0
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        tree = _tree(pid)
        spent.update({member: seconds for member in tree if (seconds := _cpu(member)) is not None})
        yield sum(map(_memory, tree)) / 1e6
        time.sleep(0.1)


def _cpu(pid: int) -> float | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        except OSError:
            continue
        found += map(int, children.split())
    return found


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1000 for line in lines if line.startswith("Pss:"))


def _run(
    contenders: dict[str, Callable[[bool], Cost]], repository: Path, rounds: int
) -> Iterator[tuple[str, list[Cost]]]:
    found: dict[str, list[Cost]] = {
        f"{name}, {kind}": [] for name in contenders for kind in ("cold", "one more commit")
    }
    for _ in range(rounds):
        for name, run in contenders.items():
            found[f"{name}, cold"].append(run(True))
        (repository / path_of(7).decode()).write_bytes(scan(7, random.randrange(10**6)))
        _git(repository, "commit", "--quiet", "--all", "--message", "Correct one more scan")
        for name, run in contenders.items():
            found[f"{name}, one more commit"].append(run(False))
    yield from found.items()


def _print_table(costs: dict[str, list[Cost]]) -> None:
    print(f"{'':32}{'seconds':>9}{'CPU s':>9}{'peak MB':>9}{'files':>8}{'MB':>8}")
    for name, rounds in costs.items():
        figures = [statistics.median(getattr(cost, key) for cost in rounds) for key in ("seconds", "cpu", "peak_mb")]
        last = rounds[-1]
        print(f"{name:32}{figures[0]:9.2f}{figures[1]:9.2f}{figures[2]:9.0f}{last.files:8}{last.megabytes:8.0f}")
    for kind in ("cold", "one more commit"):
        ours, theirs = costs[f"git browser, {kind}"], costs.get(f"stagit, {kind}")
        if theirs:
            ratio = statistics.median(c.seconds for c in ours) / statistics.median(c.seconds for c in theirs)
            print(f"{kind}: {ratio:.2f} of stagit's time")


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A U Thor", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--commits", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
