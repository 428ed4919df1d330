"""Who publishes which address: no two outputs may fall together, on any file system."""

from collections.abc import Sequence

from scanpress.writer import address as addresses

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
                addresses.check(address)
            folded = list(map(addresses.fold, claimed))
        new = {key: (address, owner) for key, address in zip(folded, claimed, strict=True)}
        if len(new) < len(claimed) or not self._taken.keys().isdisjoint(new):
            self._complain(owner, claimed, folded)
        self._taken.update(new)

    def same_file(self, address: str) -> str | None:
        """Return the claimed address that may be the same file as this unclaimed one."""
        other = self._taken.get(addresses.fold(address))
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
