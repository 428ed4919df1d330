"""Addresses: where a page stands below the output folder, and how another page links to it."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

_INDEX = "index.html"
_LONGEST_NAME = 255  # bytes, the limit of the common file systems
_NAME = rf"(?!\.{{1,2}}(?:/|\Z))[^/\\\x00-\x1f\x7f]{{1,{_LONGEST_NAME}}}"
_ADDRESS = re.compile(rf"{_NAME}(?:/{_NAME})*")
_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")  # nothing to quote, as in nearly all: a third of the time


def check(address: str) -> None:
    """Raise ValueError where an address could leave the output folder or cannot be a file's name."""
    if not is_valid(address):
        raise ValueError(
            f"{address!r} is no address: a part is empty, relative, longer than {_LONGEST_NAME} bytes, "
            "or holds a control character or a backslash",
        )


def is_valid(address: str) -> bool:
    """Tell whether an address stays in the output folder and can be a file's name."""
    return _ADDRESS.fullmatch(address) is not None and (address.isascii() or _is_short(address))


def _is_short(address: str) -> bool:
    try:
        return all(len(name.encode()) <= _LONGEST_NAME for name in address.split("/"))
    except UnicodeEncodeError:  # a file's name that is no text
        return False


def fold(address: str) -> str:
    r"""Return what two addresses share if they are one file where case and Unicode normalisation make no difference.

    >>> fold("Ünder/A.html") == fold("u\u0308nder/a.HTML")
    True
    """
    if address.isascii():
        return address.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())


def directory(address: str) -> str:
    """Return the address as it is linked: a folder's `index.html` is the folder.

    >>> directory("scans/acl-2024/example/index.html")
    'scans/acl-2024/example/'
    """
    return address.removesuffix(_INDEX) if address == _INDEX or address.endswith("/" + _INDEX) else address


def href(address: str) -> Markup:
    """Return the address as it stands in a link, without the way back to the root; nothing is left in it to escape.

    >>> href("file/50% of #1.txt.html")
    Markup('file/50%25%20of%20%231.txt.html')
    """
    linked = directory(address)
    # The safe characters mean nothing to HTML, so the engine need not escape them: `/` alone would take six bytes.
    return Markup(linked if _PLAIN.fullmatch(linked) else quote(linked, safe="/~!$()*+,;=@"))  # noqa: S704


def root_of(address: str) -> Markup:
    """Return the relative way from a page back to the root of the site.

    >>> str(root_of("index.html")), str(root_of("commit/abc.html"))
    ('./', '../')
    """
    return Markup("../" * address.count("/") or "./")  # noqa: S704 - dots and slashes


_SEPARATOR = "\n"  # in no valid address
_UNUSUAL = ("//", "/.", "\n/", "/\n", "\n.", "\n\n", "\\")  # needed for an address to be none, seldom in one that is
_LONG = 255
_CONTROL = bytes(code for code in (*range(32), 127) if code != ord(_SEPARATOR))


class Claims:
    """Hold every address of one build."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[str, str]] = {}  # what counts as the same address -> address, owner

    def add(self, owner: str, claimed: Sequence[str]) -> None:
        """Claim addresses; raise ValueError where one of them is none, or where another output has it."""
        if not claimed:
            return
        joined = _SEPARATOR.join(claimed)
        folded = joined.lower().split(_SEPARATOR)
        if not _is_usual(joined, claimed, folded):
            for address in claimed:
                check(address)
            folded = list(map(fold, claimed))
        new = {key: (address, owner) for key, address in zip(folded, claimed, strict=True)}
        if len(new) < len(claimed) or not self._taken.keys().isdisjoint(new):
            self._complain(owner, claimed, folded)
        self._taken.update(new)

    def same_file(self, address: str) -> str | None:
        """Return the claimed address that may be the same file as this unclaimed one."""
        other = self._taken.get(fold(address))
        return other[0] if other else None

    def _complain(self, owner: str, claimed: Sequence[str], folded: Sequence[str]) -> None:
        for key, address in zip(folded, claimed, strict=True):
            if key in self._taken:
                raise ValueError(_collision(owner, address, *self._taken[key]))
            self._taken[key] = address, owner


def _is_usual(joined: str, claimed: Sequence[str], folded: Sequence[str]) -> bool:
    """Return whether addresses are surely valid: a few searches for all take a tenth of a look at each."""
    return (
        joined.isascii()
        and len(folded) == len(claimed)
        and not any(sign in f"\n{joined}\n" for sign in _UNUSUAL)
        and len(joined.encode().translate(None, _CONTROL)) == len(joined)
        and max(map(len, claimed)) <= _LONG
    )


def _collision(owner: str, address: str, other: str, other_owner: str) -> str:
    if address == other:
        return f"{owner} and {other_owner} both publish {address}: rename one of them"
    return (
        f"{owner} publishes {address} and {other_owner} publishes {other}: they differ only by case or Unicode "
        "normalisation and would be one file on macOS and Windows: rename one of them"
    )
