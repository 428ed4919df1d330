"""Measure the search in all texts: what a build with it costs beside one without, and what the first query loads.

python benchmarks/search.py --scans 5000 [--instrument reproducibility] [--pagefind] [--folder FOLDER]
python benchmarks/search.py --built OUTPUT [--address http://127.0.0.1:8080/]

The time of a query is from its last letter to the first results, measured in the page, after the field had the cursor
for 0.4 s. The texts are made of words as frequent as in English (`vocabulary.py`). `--pagefind` indexes the same texts
with Pagefind: pip install 'pagefind[bin]'.
"""

import argparse
import gzip
import shutil
import statistics
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from measuring import Measured, measure, new_folder, written
from playwright.sync_api import Page, sync_playwright
from project import Project
from scans import INSTRUMENTS
from vocabulary import words

_VOCABULARY = 160_000
_RANKS = ((30, 300), (150, 900), (60, 5000), (400,), (1200, 2500, 3500))  # of the words of the queries
_RARE = ((20_000, 50_000, 90_000), (300, 2500, 9000, 40_000))  # of more words, of which most are rare
_START = "con"  # with which more words begin than with any other three letters
_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_ROW = "| {:<42} | {:>7} | {:>7} | {:>7} | {:>9} | {:>7} |"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=5000)
    parser.add_argument("--instrument", choices=INSTRUMENTS, default="reproducibility")
    parser.add_argument("--only", choices=["scans"], help="build without the git browser")
    parser.add_argument("--pagefind", action="store_true")
    parser.add_argument("--built", type=Path, metavar="OUTPUT", help="only measure queries, on a site that was built")
    parser.add_argument("--address", help="of a server of this site, such as nginx (by default one written in Python)")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.built:
        _queries(chosen.built, chosen.address)
        return
    with new_folder(chosen.folder) as name:
        project = Project(
            Path(name),
            count=chosen.scans,
            instrument=chosen.instrument,
            commits=200,
            only=chosen.only,
            vocabulary=_VOCABULARY,
        )
        print(_ROW.format("work", "wall s", "CPU s", "MB", "files", "MB"), _ROW.format(*["--:"] * 6), sep="\n")
        _builds(project)
        _identical(project)
        if chosen.pagefind:
            _pagefind(project)
        _queries(project.output, None)


def _builds(project: Project) -> None:
    """Build without search and with it, so that noise falls on both."""
    for number, search in enumerate((False, True)):
        said = "with search" if search else "without search"
        with (project.folder / "pelicanconf.py").open("a") as settings:
            settings.write(f"SEARCH = {search}\n")
        _show(f"cold, {said}", project.build(), project.output)
        _show(f"nothing changed, {said}", project.build(), project.output)
        project.correct_scan(number)
        _show(f"one scan corrected, {said}", project.build(), project.output)
        if not search:
            project.put_aside(number)


def _identical(project: Project) -> None:
    """Build again without a cache, into another folder, and compare the files of the search byte by byte."""
    before = project.folder / "output-before"
    project.output.rename(before)
    (project.folder / "cache").rename(project.folder / "cache-before")
    project.build()
    found = [{path.relative_to(top): path.read_bytes() for path in top.glob("search/**/*.json")}
             for top in (before, project.output)]  # fmt: skip
    print(f"\n{len(found[0]):,} files of the index, {'the same' if found[0] == found[1] else 'NOT the same'} if clean")
    for kind in ("words", "similar", "paths", "groups", "signs"):
        given = [content for path, content in found[0].items() if path.name.startswith(kind)]
        zipped = sum(len(gzip.compress(content, 6)) for content in given)
        print(f"{kind}: {len(given):,} files, {sum(map(len, given)):,} bytes, {zipped:,} gzipped")


def _show(work: str, measured: Measured, folder: Path) -> None:
    size = written(folder)
    figures = f"{measured.wall:.1f}", f"{measured.cpu:.1f}", f"{measured.pss:.0f}"
    print(_ROW.format(work, *figures, f"{size.files:,}", f"{size.bytes / 1e6:.1f}"), flush=True)


def _pagefind(project: Project) -> None:
    """Index the same texts with Pagefind, twice, and say whether both are the same."""
    script = Path(__file__).with_name("pagefind_index.py")
    outputs = [project.folder / f"pagefind-{number}" for number in (1, 2)]
    for output in outputs:
        _show("Pagefind, index alone", measure([sys.executable, script, project.folder, output],
              folder=project.folder), output)  # fmt: skip
    first, second = ({path.relative_to(top): path.read_bytes() for path in top.rglob("*")
                      if path.is_file()} for top in outputs)  # fmt: skip
    differing = {str(name) for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    print(f"Pagefind: {len(differing):,} of {len(first):,} files differ between two runs")
    shutil.copytree(outputs[0], project.output / "pagefind")


def _queries(output: Path, address: str | None) -> None:
    """Type queries in Chromium, each in a new browser context, and print what is loaded and how long it takes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(output)))
    Thread(target=server.serve_forever, daemon=True).start()
    address = address or f"http://127.0.0.1:{server.server_port}/"
    known, _ = words(_VOCABULARY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_QUIET))
        print("\n| query | ms | requests | bytes | gzipped | what is found |\n|---|--:|--:|--:|--:|---|")
        queries = [" ".join(known[rank] for rank in ranks) for ranks in _RANKS]
        rare = [" ".join(known[rank] for rank in ranks) for ranks in _RARE]
        wrong = [f"{known[700]}x", f"x{known[900][1:]}"]
        several = [f"{known[2500]} {known[9000]} {each}" for each in wrong]
        for query in [*queries, *rare, _START, *wrong, *several]:
            rounds = [_query(browser.new_page(), address, output, query) for _ in range(3)]
            requests, size, zipped, said = rounds[0][1:]
            milliseconds = statistics.median(each[0] for each in rounds)
            print(f"| {query} | {milliseconds:.0f} | {requests} | {size:,} | {zipped:,} | {said} |")
        if (output / "pagefind").is_dir():
            for query in queries:
                print(_pagefind_query(browser.new_page(), address, output, query))
        browser.close()
    server.shutdown()


_TYPE = """(query) => new Promise((done) => {
  const field = document.getElementById("find");
  field.focus(); // what each search needs is loaded while a person types
  setTimeout(() => {
    const started = performance.now();
    new MutationObserver((changes, observer) => {
      const said = document.querySelector("[role=status]").textContent;
      if (!said.includes("scan")) return;
      observer.disconnect();
      done([performance.now() - started, said]);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    field.value = query;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, 400);
})"""


def _query(page: Page, address: str, output: Path, query: str) -> tuple[float, int, int, int, str]:
    page.goto(f"{address}search/")
    page.wait_for_timeout(300)
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(response.url.removeprefix(address)))
    milliseconds, said = page.evaluate(_TYPE, query)
    sizes = list(_sizes(output, loaded))
    page.close()
    return milliseconds, len(loaded), sum(size for size, _ in sizes), sum(zipped for _, zipped in sizes), said


def _sizes(output: Path, loaded: list[str]) -> Iterator[tuple[int, int]]:
    for name in loaded:
        path = output / name.partition("?")[0]
        if path.is_file():
            content = path.read_bytes()
            yield len(content), len(gzip.compress(content, 6))


def _pagefind_query(page: Page, address: str, output: Path, query: str) -> str:
    """Search with Pagefind, and load the ten results that would be shown; what it loads is compressed already."""
    page.goto(f"{address}files-of-nothing")
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(response.url.removeprefix(address)))
    code = """async (query) => {
      const started = performance.now();
      const pagefind = await import("/pagefind/pagefind.js");
      const { results } = await pagefind.search(query);
      await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return [performance.now() - started, results.length];
    }"""
    milliseconds, found = page.evaluate(code, query)
    size = sum(size for size, _ in _sizes(output, loaded))
    page.close()
    return f"| Pagefind: {query} | {milliseconds:.0f} | {len(loaded)} | {size:,} | {size:,} | {found:,} |"


if __name__ == "__main__":
    main()
