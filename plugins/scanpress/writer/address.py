"""Addresses: the path of a page below the output folder, how other pages link to it, and which ones a build uses."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from urllib.parse import quote

from markupsafe import Markup

_INDEX = "index.html"
_LONGEST_NAME = 255  # bytes, the limit of the common file systems
_NAME = rf"(?!\.{{1,2}}(?:/|\Z))[^/\\\x00-\x1f\x7f]{{1,{_LONGEST_NAME}}}"
_LONGEST_STEM = 240  # bytes of a name, so that `.html` and a page's number still fit
# Control characters and backslashes cannot be addresses. A folder that ends in `.html` could have the address of a
# page. A tilde before hexadecimal digits marks addresses that were changed, and pages after the first.
_UNUSUAL = re.compile(r"[\x00-\x1f\x7f\\\udc80-\udcff]|\.html/|~[0-9a-f]+(?:/|$)", re.IGNORECASE)
_SAFE = "/~!$()*+,;=@"  # in links, besides letters, digits and `_.-`
_is_plain = re.compile(r"[A-Za-z0-9_.\-/~!$()*+,;=@]*").fullmatch
_FORGED = re.compile(r"(?:^|/)\.{0,2}/|(?:^|/)\.{1,2}$")  # names that git would not write to a tree
_ADDRESS = re.compile(rf"{_NAME}(?:/{_NAME})*")


def check(address: str) -> None:
    """Raise ValueError if an address could leave the output folder or cannot be the name of a file."""
    if not is_valid(address):
        raise AddressError(
            f"{address!r} is not a valid address: a part is empty, relative, longer than {_LONGEST_NAME} bytes, "
            "or contains a control character or a backslash",
        )


def is_valid(address: str) -> bool:
    """Return whether an address stays below the output folder and can be the name of a file."""
    return _ADDRESS.fullmatch(address) is not None and _is_short(address)


def is_stem(path: str) -> bool:
    """Return whether the path of a file can be the address of a page about it, before `.html`.

    >>> is_stem("scans/acl-2024/a.json"), is_stem("d.html/a"), is_stem("a~2"), is_stem("a" * 241)
    (True, False, False, False)
    >>> is_stem("a/../b"), is_stem("/etc/a"), is_stem(".."), is_stem("a/.b/...")
    (False, False, False, True)
    """
    if _UNUSUAL.search(path) or _FORGED.search(path):
        return False
    is_short = len(path) * 4 < _LONGEST_STEM
    return is_short or all(len(name.encode("utf-8", "surrogateescape")) <= _LONGEST_STEM for name in path.split("/"))


def fold(address: str) -> str:
    r"""Return the same text for addresses that are one file if case and Unicode normalisation make no difference.

    >>> fold("Ünder/A.html") == fold("u\u0308nder/a.HTML")
    True
    """
    if address.isascii():  # with that in `_is_short`, a sixth of a build without a change (56,800 scans, November 2026)
        return address.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())


def _all_folded(addresses: Sequence[str]) -> Sequence[str]:
    """Return what `fold` returns for each address; most are as they are, which needs no second text of each.

    To claim 240,000 addresses one by one takes three times as long: 0.15 s of a build without a change (November 2026).
    """
    text = "\n".join(addresses)
    return addresses if text.isascii() and text.islower() else list(map(fold, addresses))


def href(address: str) -> Markup:
    """Return an address as it is written in a link, escaped, without the way back to the root of the site.

    >>> href("file/50% of #1.txt.html")
    Markup('file/50%25%20of%20%231.txt.html')
    >>> href("scans/acl-2024/example/index.html")
    Markup('scans/acl-2024/example/')
    """
    return str.__new__(Markup, _quoted(address))


def bare_href(address: str) -> Markup:
    """Return what `href` returns, fit for an attribute without quotation marks.

    >>> bare_href("scans/year=2024/example/index.html")
    Markup('scans/year&#61;2024/example/')
    """
    return str.__new__(Markup, _quoted(address).replace("=", "&#61;"))


def root_of(address: str) -> Markup:
    """Return the relative way from a page back to the root of the site.

    >>> str(root_of("index.html")), str(root_of("commit/abc.html"))
    ('./', '../')
    """
    return _ways_back(address.count("/"))


@cache
def _ways_back(folders: int) -> Markup:
    return Markup("../" * folders or "./")  # noqa: S704 (dots and slashes)


class AddressError(ValueError):
    """An output cannot have its address: it is not valid, or another one has it."""


class Claims:
    """The addresses of all outputs of one build, each with the owner that publishes it."""

    def __init__(self) -> None:
        self._claimed: dict[str, str] = {}  # folded address -> address
        self._owners: list[tuple[str, Sequence[str]]] = []

    def add(self, owner: str, addresses: Sequence[str]) -> None:
        """Claim addresses; raise ValueError if one of them is not valid, or if another output has it."""
        for address in addresses:
            check(address)
        self.add_valid(owner, addresses)

    def add_valid(self, owner: str, addresses: Sequence[str]) -> None:
        """Claim addresses that an earlier build has checked; raise ValueError if another output has one of them."""
        keys = _all_folded(addresses)
        claimed, before = self._claimed, len(self._claimed)
        claimed.update(zip(keys, addresses, strict=True))
        if len(claimed) < before + len(keys):
            raise AddressError(self._first_collision(owner, keys, addresses))
        self._owners.append((owner, addresses))

    def same_file(self, address: str) -> str | None:
        """Return the claimed address that may be the same file as this one, which is not claimed."""
        return self._claimed.get(fold(address))

    def _first_collision(self, owner: str, keys: Sequence[str], addresses: Sequence[str]) -> str:
        """Return what is wrong with the first address that another output has."""
        seen: dict[str, str] = {}
        earlier = {fold(address): address for _, all_ in self._owners for address in all_}
        for key, address in zip(keys, addresses, strict=True):
            if key in earlier:
                other = earlier[key]
                return _collision(owner, address, other, next(each for each, all_ in self._owners if other in all_))
            if key in seen:
                return _collision(owner, address, seen[key], owner)
            seen[key] = address
        raise LookupError("no two addresses are one file")


def _is_short(address: str) -> bool:
    if address.isascii():  # the pattern limits the characters, which are bytes here
        return True
    try:
        return all(len(name.encode()) <= _LONGEST_NAME for name in address.split("/"))
    except UnicodeEncodeError:  # the name of a file that is not valid text
        return False


def _quoted(address: str) -> str:
    # These safe characters mean nothing to HTML, so the template engine need not escape them again. Most addresses have
    # no others: to look first takes a quarter of the time of `quote`, which took 4 % of a cold build (November 2026).
    path = _without_index(address)
    return path if _is_plain(path) else quote(path, safe=_SAFE)


def _without_index(address: str) -> str:
    """Return a folder's address for its `index.html`, and any other address as it is."""
    return address[: -len(_INDEX)] if address.endswith(f"/{_INDEX}") or address == _INDEX else address


def _collision(owner: str, address: str, other: str, other_owner: str) -> str:
    if address == other:
        return f"{owner} and {other_owner} both publish {address}: rename one of them"
    return (
        f"{owner} publishes {address} and {other_owner} publishes {other}: they differ only by case or Unicode "
        "normalisation and would be one file on macOS and Windows: rename one of them"
    )
