"""What is about the whole site: refs, links, feeds, and the clone that it offers."""

import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import lxml.html

from comparing.report import Report
from comparing.repository import SAFE, GitRepository, Ref
from comparing.site import Site, rows, text_of
from comparing.texts import line_of, parse_rfc_3339, path_key

_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRIES = 100
_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src"}
_ELSEWHERE = {"http", "https", "mailto", "tel", "ssh", "git", "data"}


def compare_refs(site: Site, repository: GitRepository, report: Report) -> None:
    """Compare the branches and tags, what they name, and that the newest tag is the first."""
    found: dict[str, set[str | None]] = {}
    order: list[str] = []
    for page in site.page("refs.html").pages_of_list():
        for row in (row for part in page.parts("refs") for row in rows(part)):
            cell = next(cell for cell in row if cell.tag in {"th", "td"})
            key = path_key(text_of(next(cell.iter("a"), cell)).strip())
            found.setdefault(key, set()).add(next((name for name, _ in page.commits(cell)), None))
            order.append(key)
    keys = {_short(ref): ref for ref in repository.refs}
    for key, ref in keys.items():
        is_right = key in found and (ref.commit in found[key] or ref.commit not in repository.commits)
        report.check("refs", is_right, f"refs.html: {ref.name} is {ref.commit}, the page has {found.get(key)}")
    more = sorted(found.keys() - keys)
    report.check("refs", not more, f"refs.html: there is no {more[:2]}")
    tags = [keys[key].seconds for key in order if key in keys and keys[key].name.startswith("refs/tags/")]
    report.check("refs: newest tag first", tags == sorted(tags, reverse=True), "refs.html: tags are not by date")


def _short(ref: Ref) -> str:
    return path_key(ref.name.removeprefix("refs/heads/").removeprefix("refs/tags/"))


def compare_links(site: Site, report: Report, site_url: str = "") -> None:
    """Follow every link of every page to its file and anchor, and look for ids that are there twice."""
    addresses = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html") if path.is_file()]
    # This parser is 18 times as fast as the other one, and all pages are read.
    pages = {address: lxml.html.document_fromstring(site.read(address)) for address in addresses}
    ids: dict[str, set[str]] = {}
    for address, page in pages.items():
        counts = Counter(page.xpath("//@id"))
        ids[address] = set(counts)
        twice = [name for name, count in counts.items() if count > 1]
        report.check("links: ids once", not twice, f"{address}: {twice[:3]} are there twice")
    for address, page in pages.items():
        for link in _links(page):
            _follow(site, address, link.removeprefix(f"{site_url}/") if site_url else link, ids, report)


def _links(page: lxml.html.HtmlElement) -> Iterator[str]:
    for tag, attribute in _LINKS.items():
        yield from (element.get(attribute) for element in page.iter(tag) if element.get(attribute) is not None)


def _follow(site: Site, address: str, link: str, ids: dict[str, set[str]], report: Report) -> None:
    found = site.resolve(address, link)
    if found is None:
        scheme = urlsplit(link).scheme
        report.check("links: known schemes", scheme in _ELSEWHERE, f"{address} links to {link}")
        return
    anchor = unquote(urlsplit(link).fragment)
    if report.check("links", found in ids or site.has(found), f"{address} links to {link}") and anchor and found in ids:
        report.check("links: anchors", anchor in ids[found] or anchor == "top", f"{address} links to {link}")


def compare_feeds(site: Site, repository: GitRepository, report: Report) -> None:
    """Compare both feeds: valid dates, ids that are there once, the newest first, and which commits are in them."""
    for address in ("atom.xml", "tags.xml"):
        if not report.check("feeds", site.has(address), f"{address} is missing"):
            continue
        feed = ET.fromstring(site.read(address))  # noqa: S314 - made by ourselves
        entries = feed.findall(f"{_ATOM}entry")
        ids = Counter(entry.findtext(f"{_ATOM}id") for entry in entries)
        twice = [name for name, count in ids.items() if count > 1]
        report.check("feeds: ids", not twice and None not in ids, f"{address}: {twice[:2]} are there twice")
        moments = [_moment(address, part, report) for part in (feed, *entries)]
        known = [moment for moment in moments[1:] if moment]
        report.check("feeds: newest first", known == sorted(known, reverse=True), f"{address}: not by instant")
        is_newest = not known or moments[0] == max(known)
        report.check("feeds: updated", is_newest, f"{address}: updated is {moments[0]}, its newest {known[:1]}")
        if address == "atom.xml":
            _compare_entries(repository, [str(entry.find(f"{_ATOM}link").get("href")) for entry in entries], report)  # type: ignore[union-attr]


def _moment(address: str, part: ET.Element, report: Report) -> datetime | None:
    for name in ("published", "updated"):
        text = part.findtext(_ATOM + name)
        if text is not None:
            report.check("feeds: dates of RFC 3339", parse_rfc_3339(text), f"{address}: {text!r} is no date")
    return parse_rfc_3339(part.findtext(f"{_ATOM}updated") or "")


def _compare_entries(repository: GitRepository, links: list[str], report: Report) -> None:
    found = {unquote(link).rpartition("/")[2].removesuffix(".html") for link in links}
    when = {name: repository.commits[name].committer.when for name in repository.log}
    newest = sorted((moment for moment in when.values() if moment), reverse=True)[:_ENTRIES]
    due = {name for name, moment in when.items() if moment and len(newest) == _ENTRIES and moment > newest[-1]}
    dated = {name for name, moment in when.items() if moment}  # an entry of a feed needs a date
    due |= dated if len(dated) <= _ENTRIES else set()
    report.check("feeds: newest commits", due <= found, f"atom.xml: {len(due - found)} of the newest are missing")
    report.equal("feeds: newest commits", "atom.xml", min(_ENTRIES, len(dated)), len(found))


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""


def compare_clone(site: Site, repository: GitRepository, report: Report) -> None:
    """Clone from the served folder, and compare the refs; git may find no fault that it does not find at the source."""
    folders = [path for path in site.folder.glob("*.git") if (path / "info" / "refs").is_file()]
    if not folders:
        report.remark("clone", "is not offered")
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with tempfile.TemporaryDirectory() as name:
            target = Path(name, "clone.git")
            url = f"http://127.0.0.1:{server.server_port}/{folders[0].name}"
            done = subprocess.run(
                ["git", "clone", "--quiet", "--mirror", url, target], capture_output=True, check=False
            )
            if report.check("clone", done.returncode == 0, f"{url}: {done.stderr.decode()!r}"):
                _compare_clone(GitRepository(target), repository, report)
    finally:
        server.shutdown()


def _compare_clone(clone: GitRepository, repository: GitRepository, report: Report) -> None:
    expected = {(ref.name, ref.id) for ref in repository.refs}
    found = {(ref.name, ref.id) for ref in clone.refs}
    report.check("clone: refs", expected == found, f"differ in {sorted(expected ^ found)[:2]}")
    faults = _faults(clone) - _faults(repository)
    report.check("clone: fsck", not faults, f"git fsck says {line_of(' '.join(sorted(faults)))}")


def _faults(repository: GitRepository) -> set[str]:
    command = ["git", *SAFE, "-C", str(repository.path), "fsck", "--full", "--no-dangling", "--no-progress"]
    done = subprocess.run(command, capture_output=True, check=False)
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    return {line for line in lines if not line.startswith("notice: ")}
