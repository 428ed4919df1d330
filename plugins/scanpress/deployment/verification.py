"""The links of a built site: each leads to a file and an anchor of the site. Pages that did not change are not read."""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from scanpress.deployment.links import PAGES, Place, read_ids, read_links
from scanpress.deployment.tree import Listing, Signature
from scanpress.writer import Memory, Workers

_TARGETS = ""  # the key of all targets that pages link; each page has their numbers
_MANY = 1_000  # pages that are worth starting workers
_CHUNK = 250  # pages that a worker is given at a time
_SHOWN = 3  # pages that are named for one target


@dataclass(frozen=True, slots=True)
class _Known:
    """The numbers of the targets of each page, and the targets."""

    targets: Sequence[str]
    pages: "Mapping[str, array[int]]"


def broken_links(output: Path, files: Listing, site_url: str, memory: Memory, workers: Workers) -> Iterator[str]:
    """Yield a line for each address to which a page links and which the site does not have."""
    place = Place.of(site_url)
    known = _known(output, files, place, memory, workers)
    broken = _broken(output, files, known.targets, replace(memory, name=f"{memory.name} anchors"))
    pages: dict[int, list[str]] = {}
    if broken:
        for address, numbers in known.pages.items():
            for number in broken.keys() & set(numbers):
                pages.setdefault(number, []).append(address)
    for number, addresses in sorted(pages.items(), key=lambda item: broken[item[0]]):
        more = f" and {len(addresses) - _SHOWN:,} more pages" if len(addresses) > _SHOWN else ""
        yield f"{broken[number]} does not exist; linked by {', '.join(addresses[:_SHOWN])}{more}"


def _known(output: Path, files: Listing, place: Place, memory: Memory, workers: Workers) -> _Known:
    """Return the targets of all pages; read those that changed, and remember them."""
    stored = memory.load()
    key = "\n".join(place).encode()
    fingerprint, joined = stored.pop(_TARGETS, (b"", b""))
    if fingerprint != key:
        stored, joined = {}, b""
    targets = json.loads(joined) if joined else []
    numbers = {target: number for number, target in enumerate(targets)}
    pages = {address: signature for address, signature in files.items() if address.endswith(PAGES)}
    known = {
        address: _numbers(stored[address][1])
        for address, signature in pages.items()
        if address in stored and stored[address][0] == _fingerprint(signature)
    }
    changed = [address for address in pages if address not in known]
    read: dict[str, array[int]] = {}
    for address, links in zip(changed, _read_all(output, changed, place, workers), strict=True):
        read[address] = array("I", [numbers.setdefault(link, len(numbers)) for link in links])
    entries = {address: (_fingerprint(pages[address]), numbers_.tobytes()) for address, numbers_ in read.items()}
    gone = stored.keys() - pages.keys()
    if entries or gone:
        # A link may lead to a name with a line break, so that lines would not do.
        memory.store({**entries, _TARGETS: (key, json.dumps(list(numbers)).encode())}, gone)
    return _Known(list(numbers), known | read)


def _read_all(output: Path, pages: Sequence[str], place: Place, workers: Workers) -> Iterable[tuple[str, ...]]:
    if len(pages) < _MANY or workers.alone:
        return read_links(str(output), pages, place)
    chunks = [pages[start : start + _CHUNK] for start in range(0, len(pages), _CHUNK)]
    read = partial(read_links, str(output), place=place)
    return (links for found in workers.start().map(read, chunks) for links in found)


def _broken(output: Path, files: Listing, targets: Sequence[str], memory: Memory) -> Mapping[int, str]:
    """Return the targets that do not exist, by their numbers.

    A page whose anchors are linked is read if it changed, or if others of its anchors are linked: to read all of them
    took three quarters of the time of publishing a site in which nothing had changed (2,000 scans, November 2026).
    """
    broken: dict[int, str] = {}
    linked: dict[str, dict[str, list[int]]] = {}
    for number, target in enumerate(targets):
        path, _, anchor = target.partition("#")
        index = f"{path.rstrip('/')}/index.html".lstrip("/")
        # A host shows the page of a folder, also if the slash is missing.
        found = path if path in files else index if index in files else ""
        if not found:
            broken[number] = target
        elif anchor:
            linked.setdefault(found, {}).setdefault(anchor, []).append(number)
    known, read = memory.load(), dict[str, tuple[bytes, bytes]]()
    for page, anchors in linked.items():
        fingerprint = _fingerprint(files[page]) + blake2b(json.dumps(list(anchors)).encode(), digest_size=16).digest()
        if page in known and known[page][0] == fingerprint:
            missing = json.loads(known[page][1])
        else:
            missing = sorted(anchors.keys() - read_ids(output / page))
            read[page] = fingerprint, json.dumps(missing).encode()
        broken |= {number: targets[number] for anchor in missing for number in anchors[anchor]}
    gone = known.keys() - linked.keys()
    if read or gone:
        memory.store(read, gone)
    return broken


def _fingerprint(signature: Signature) -> bytes:
    return b"%d %d" % signature[:2]


def _numbers(payload: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(payload)
    return numbers
