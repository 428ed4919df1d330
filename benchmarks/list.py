"""Time the list of all scans in Chromium: from opening it to a view that is filtered, then sorted.

python benchmarks/list.py OUTPUT [--rounds 5]

OUTPUT is the folder of a built site, such as one that `benchmarks/site.py --folder` leaves.
"""

import argparse
import functools
import gzip
import shutil
import statistics
import threading
import time
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


_WORK = ("open the list", "find words in titles", "find them in authors too", "sort what was found", "all")


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Stay silent."""


def main() -> None:
    """Serve the site, do what a reader does, and print medians, the memory of the page, and the size of the data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=chosen.output))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rounds = [_round(f"http://127.0.0.1:{server.server_port}/scans/") for _ in range(chosen.rounds)]
    server.shutdown()
    for kind in ("titles", "authors", "ids"):
        parts = [path.read_bytes() for path in Path(chosen.output).glob(f"scans/rows-*-{kind}.json")]
        zipped = sum(len(gzip.compress(part)) for part in parts)
        print(f"{kind}: {len(parts)} files, {sum(map(len, parts)):,} bytes, {zipped:,} gzipped")
    print("| work | ms |\n|---|--:|")
    for work, figures in zip(_WORK, zip(*rounds, strict=True), strict=True):
        print(f"| {work} | {statistics.median(figures):,.0f} |")


def _round(address: str) -> tuple[float, ...]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_QUIET))
        page = browser.new_page()
        opened = _milliseconds(lambda: page.goto(address))
        found = _milliseconds(lambda: _find(page, "iclr 2021"))
        complete = _milliseconds(lambda: page.locator("table.scans:not([aria-busy])").wait_for())
        ordered = _milliseconds(lambda: _sort(page))
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"]
        browser.close()
    print(f"heap: {heap / 1e6:.0f} MB")
    return opened, found, complete, ordered, opened + found + complete + ordered


def _find(page: Page, words: str) -> None:
    """Type, and wait for the number of scans that were found."""
    page.fill("#find", words)
    page.locator("[role=status]", has_text=" of ").wait_for()


def _sort(page: Page) -> None:
    page.get_by_role("button", name="Score").click()
    page.locator("th[aria-sort]").wait_for()


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
