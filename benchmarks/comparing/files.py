"""The pages of files, compared with `git ls-tree`, `git cat-file`, `git log -- path` and `git blame`."""

import re
import subprocess
from collections.abc import Mapping, Sequence

from comparing.report import Report
from comparing.repository import GitRepository
from comparing.site import LINE_ID, Element, Page, Site, numbered_lines, rows, text_of
from comparing.texts import line_of, path_key, plain, shows_size

_LINK, _SUBMODULE = "120000", "160000"
_MOST_LINES = 90_000  # of a text that a page shows in any case
_MOST_BLAME = 0.1  # of all lines may have another commit: a page says that it is made from whole versions


def find_files(site: Site, repository: GitRepository, report: Report) -> dict[str, str]:
    """Return the address of the page of each path, as the lists of files link them; compare these lists with git."""
    addresses, listed = _listed(site)
    by_key: dict[str, list[str]] = {}
    for path in repository.tree:
        by_key.setdefault(path_key(path), []).append(path)
    found: dict[str, str] = {}
    for address in sorted(addresses):
        if not report.check("files: pages", site.has(address), f"{address} is linked and missing"):
            continue
        key = site.page(address).path()
        paths = [path for path in by_key.get(key, []) if path not in found]
        if report.check("files: paths", paths, f"{address}: there is no {key!r} in the tree"):
            found[_nearest(paths, address)] = address
    sizes = _sizes(repository)
    files = [path for path, (_, oid) in repository.tree.items() if oid in sizes]
    if found:
        missing = [path for path in files if path not in found]
        report.check("files: pages", not missing, f"{len(missing)} files have no page: {missing[:2]}")
    _compare_sizes(repository, sizes, {address: path for path, address in found.items()}, listed, report)
    return found


def _nearest(paths: Sequence[str], address: str) -> str:
    return next((path for path in paths if address == f"file/{path}.html"), paths[0])


def _listed(site: Site) -> tuple[set[str], list[tuple[Page, Element]]]:
    """Return the addresses of all pages of files, and all rows of the lists."""
    seen, waiting = {"files.html"}, ["files.html"]
    addresses: set[str] = set()
    listed: list[tuple[Page, Element]] = []
    while waiting:
        page = site.page(waiting.pop())
        for address, _ in page.links():
            if address.startswith("files/") and address not in seen and site.has(address):
                seen.add(address)
                waiting.append(address)
        found = [(page, row) for part in page.parts("tree") for row in rows(part)]
        listed += found
        addresses |= {a for _, row in found for a, _ in page.links(row) if a.startswith("file/")}
    return addresses, listed


def _compare_sizes(
    repository: GitRepository,
    sizes: Mapping[str, int],
    paths: Mapping[str, str],
    listed: list[tuple[Page, Element]],
    report: Report,
) -> None:
    for page, row in listed:
        path = next((paths[address] for address, _ in page.links(row) if address in paths), None)
        size = sizes.get(repository.tree[path][1]) if path else None
        if path is not None and size is not None:
            cells = [text_of(cell) + " " + " ".join(_hints(cell)) for cell in row.iter("td")]
            is_right = any(shows_size(cell, size) for cell in cells)
            report.check("files: sizes", is_right, f"{page.address}: {path!r} has {size} bytes, the page {cells}")


def _hints(cell: Element) -> list[str]:
    return [value for part in cell.iter() for name, value in part.items() if name in {"title", "data-size", "value"}]


def _sizes(repository: GitRepository) -> dict[str, int]:
    """Return the sizes of the files that are here; a partial clone lacks some."""
    names = sorted({name for mode, name in repository.tree.values() if mode != _SUBMODULE})
    printed = repository.run("cat-file", "--batch-check", given="".join(f"{name}\n" for name in names).encode())
    words = [line.split() for line in printed.decode().splitlines()]
    return {name: int(word[2]) for name, word in zip(names, words, strict=True) if word[-1] != "missing"}


def compare_files(
    site: Site, repository: GitRepository, addresses: Mapping[str, str], paths: Sequence[str], report: Report
) -> None:
    """Compare the pages of some files: size, text, raw bytes, permalink, history and blame."""
    for path in paths:
        page, (mode, name) = site.page(addresses[path]), repository.tree[path]
        content = repository.blob(name)
        if content is None:
            report.remark("files: missing objects", "are not compared")
            continue
        head = " ".join(text_of(part) + " ".join(_hints(part)) for part in page.root.iter("p"))
        report.check("files: sizes", shows_size(head, len(content)), f"{page.address}: {len(content)} bytes")
        _compare_text(page, content, report)
        _compare_raw(page, name, content, report)
        if mode != _LINK:
            _compare_blame(page, repository, path, report)
        _compare_history(page, repository, path, report)


def _compare_text(page: Page, content: bytes, report: Report) -> None:
    """Compare the lines of a text, their ids, and that a binary file has none."""
    blocks = page.parts("lines")
    if not blocks:
        is_rendered = any(page.root.find(f".//{tag}") is not None for tag in ("img", "article"))
        is_large = len(content) > 1 << 20 or content.count(b"\n") > _MOST_LINES
        said = b"\0" in content[:8000] or is_large or not content or is_rendered
        report.check("files: text", said, f"{page.address}: {len(content)} bytes of text are not shown")
        return
    _compare_lines("files", page.address, blocks, content, report)


def _compare_lines(kind: str, address: str, blocks: Sequence[Element], content: bytes, report: Report) -> None:
    """Compare the text of each line, and that lines are numbered from one on."""
    text = plain(content.decode("utf-8", "replace"))
    expected = text.removesuffix("\n").split("\n") if text else []
    lines = [(number, plain(line)) for block in blocks for number, line in numbered_lines(block)]
    other = next((pair for pair in lines if expected[pair[0] - 1 : pair[0]] != [pair[1]]), (0, ""))
    report.check(f"{kind}: text", not other[0], f"{address}: line {other[0]} is {other[1][:80]!r} on the page")
    _compare_numbers(f"{kind}: line numbers 1…n", address, len(expected), [number for number, _ in lines], report)


def _compare_numbers(kind: str, address: str, count: int, found: Sequence[int], report: Report) -> None:
    missing = sorted(set(range(1, count + 1)) - set(found))
    words = (
        f"{len(missing)} of {count} are missing, {missing[:3]}"
        if missing
        else f"git has {count}, the page {len(found)}"
    )
    report.check(kind, list(found) == list(range(1, count + 1)), f"{address}: {words}")


def _compare_raw(page: Page, name: str, content: bytes, report: Report) -> None:
    for address, link in page.links():
        if link.get("download") is not None or text_of(link).strip() == "Raw":
            there = page.site.has(address) and page.site.read(address) == content
            report.check("files: raw bytes", there, f"{page.address}: {address} has other bytes, or is missing")
    permalink = f"blob/{name}.html"
    if any(address == permalink for address, _ in page.links()) and page.site.has(permalink):
        version = page.site.page(permalink)
        if version.parts("lines"):
            _compare_text(version, content, report)


def _compare_history(page: Page, repository: GitRepository, path: str, report: Report) -> None:
    """Compare the list of commits, on its own pages if there are any, with git's for the path."""
    links = (address for address, _ in page.links() if address.startswith("history/"))
    address = next((address for address in links if page.site.has(address)), page.address)
    listed = [
        (name, line_of(text_of(row)))
        for part in page.site.page(address).pages_of_list()
        for versions in part.parts("versions")
        for row in rows(versions)
        for name, _ in list(part.commits(row))[:1]
    ]
    found = [name for name, _ in listed]
    try:
        expected = repository.text("log", "--format=%H", str(repository.head), "--", path).split()
    except subprocess.CalledProcessError:
        return  # a tree that git cannot read ends its history, too
    missing = [name for name in expected if name not in found]
    message = f"{address}: {len(missing)} of {len(expected)} commits are missing: {missing[:2]}"
    report.check("history: commits of the path", not missing, message)
    known = {
        *expected,
        *repository.text("log", "--full-history", "--format=%H", str(repository.head), "--", path).split(),
    }
    more = [name for name, text in listed if name not in known and ", as " not in text]
    known |= (
        set(repository.text("log", "--follow", "--format=%H", str(repository.head), "--", path).split())
        if more
        else set()
    )
    more = [name for name in more if name not in known]
    report.check("history: nothing else", not more, f"{address}: {len(more)} did not change it: {more[:2]}")
    report.check("history: each commit once", len(set(found)) == len(found), f"{address}: a commit is there twice")


def _compare_blame(page: Page, repository: GitRepository, path: str, report: Report) -> None:
    """Compare the commits that brought the lines, which stand before the first line of each group."""
    if not page.parts("blame"):
        return
    found: dict[int, str] = {}
    name = ""
    for part in (part for block in page.parts("lines") for part in block):
        if part.tag == "i":
            name = next(commit for commit, _ in page.commits(part))
        elif name and (number := LINE_ID.fullmatch(part.get("id") or "")):
            found[int(number[1])] = name
    try:
        printed = repository.run("blame", "--porcelain", "--no-textconv", str(repository.head), "--", path).split(b"\n")
    except subprocess.CalledProcessError:
        return
    expected = [m for m in (re.match(rb"([0-9a-f]{40,64}) \d+ (\d+)", line) for line in printed) if m]
    shown = [match for match in expected if int(match[2]) in found]
    differing = [match for match in shown if found[int(match[2])] != match[1].decode()]
    report.share("blame: commits", len(differing), len(shown), _MOST_BLAME)
