"""Addresses: where a page stands below the output folder, and how another page links to it."""

from urllib.parse import quote

_INDEX = "index.html"
_LONGEST_NAME = 255  # bytes, the limit of the common file systems


def check(address: str) -> None:
    """Raise ValueError where an address could leave the output folder or cannot be a file's name."""
    for name in address.split("/"):
        if name in {"", ".", ".."} or len(name.encode()) > _LONGEST_NAME:
            raise ValueError(f"{address!r} is no address: a part is empty, relative or longer than 255 bytes")
        if any(ord(character) < ord(" ") or character in "\\\x7f" for character in name):
            raise ValueError(f"{address!r} is no address: a part holds a control character or a backslash")


def directory(address: str) -> str:
    """Return the address as it is linked: a folder's `index.html` is the folder.

    >>> directory("scans/acl-2024/example/index.html")
    'scans/acl-2024/example/'
    """
    return address.removesuffix(_INDEX) if address == _INDEX or address.endswith("/" + _INDEX) else address


def href(address: str) -> str:
    """Return the address as it stands in a link, without the way back to the root.

    >>> href("file/50% of #1.txt.html")
    'file/50%25%20of%20%231.txt.html'
    """
    return quote(directory(address), safe="/~!$&'()*+,;=@")


def root_of(address: str) -> str:
    """Return the relative way from a page back to the root of the site.

    >>> root_of("index.html"), root_of("commit/abc.html")
    ('./', '../')
    """
    return "../" * address.count("/") or "./"
