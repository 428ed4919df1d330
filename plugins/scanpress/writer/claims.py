"""Who publishes which address: no two outputs may fall together, on any file system."""

from scanpress.writer import address as addresses


class Claims:
    """Hold every address of one build."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[str, str]] = {}  # what counts as the same address -> owner, address

    def add(self, owner: str, address: str) -> None:
        """Claim an address; raise ValueError where it is none, or where another output has it."""
        addresses.check(address)
        folded = addresses.fold(address)
        # The key is the address itself wherever it can be: a second copy of 100,000 strings is 10 MB.
        entry = (owner, address)
        other = self._taken.setdefault(address if folded == address else folded, entry)
        if other is not entry:
            raise ValueError(_collision(owner, address, *other))

    def same_file(self, address: str) -> str | None:
        """Return the claimed address that may be the same file as this unclaimed one."""
        other = self._taken.get(addresses.fold(address))
        return other[1] if other else None


def _collision(owner: str, address: str, other_owner: str, other: str) -> str:
    if address == other:
        return f"{owner} and {other_owner} both publish {address}: rename one of them"
    return (
        f"{owner} publishes {address} and {other_owner} publishes {other}: they differ only by case or Unicode "
        "normalisation and would be one file on macOS and Windows: rename one of them"
    )
