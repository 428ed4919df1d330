"""The links of a built site: each leads to a file and an anchor of the site. Pages that did not change are not read."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
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
    exists = partial(_exists, files, cache(partial(_ids_of, output)))
    broken = {number: target for number, target in enumerate(known.targets) if not exists(target)}
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
    targets = dict.fromkeys(joined.decode("utf-8", "surrogatepass").split("\n")) if joined else {}
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
        listed = "\n".join(numbers).encode("utf-8", "surrogatepass")
        memory.store({**entries, _TARGETS: (key, listed)}, gone)
    return _Known(list(numbers), known | read)


def _read_all(output: Path, pages: Sequence[str], place: Place, workers: Workers) -> Iterable[tuple[str, ...]]:
    if len(pages) < _MANY or workers.alone:
        return read_links(str(output), pages, place)
    chunks = [pages[start : start + _CHUNK] for start in range(0, len(pages), _CHUNK)]
    read = partial(read_links, str(output), place=place)
    return (links for found in workers.start().map(read, chunks) for links in found)


def _exists(files: Listing, ids_of: Callable[[str], frozenset[str]], target: str) -> bool:
    path, _, anchor = target.partition("#")
    index = f"{path.rstrip('/')}/index.html".lstrip("/")
    # A host shows the page of a folder, also if the slash is missing.
    found = path if path in files else index if index in files else ""
    return bool(found) and (not anchor or anchor in ids_of(found))


def _ids_of(output: Path, address: str) -> frozenset[str]:
    return read_ids(output / address)


def _fingerprint(signature: Signature) -> bytes:
    return b"%d %d" % signature[:2]


def _numbers(payload: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(payload)
    return numbers
