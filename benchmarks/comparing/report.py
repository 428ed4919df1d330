"""What was compared, and what differs."""

from collections.abc import Iterator

_SHOWN = 5


class Report:
    """Count what was checked, by kind, and collect what differs."""

    def __init__(self) -> None:
        self._checked: dict[str, int] = {}
        self._differing: dict[str, list[str]] = {}
        self._remarks: dict[str, str] = {}
        self._shares: dict[str, tuple[int, int, float]] = {}

    def check(self, kind: str, is_right: object, message: str) -> bool:
        """Note one check; the message says where and what if it fails."""
        self._checked[kind] = self._checked.get(kind, 0) + 1
        if not is_right:
            self._differing.setdefault(kind, []).append(message)
        return bool(is_right)

    def equal(self, kind: str, where: str, expected: object, found: object) -> bool:
        """Note whether a page shows what git says."""
        return self.check(kind, expected == found, f"{where}: git has {_short(expected)}, the page {_short(found)}")

    def share(self, kind: str, differing: int, checked: int, most: float) -> None:
        """Note how many of some things are another thing, which is right for a part of them: at most this share."""
        before = self._shares.get(kind, (0, 0, most))
        self._shares[kind] = (before[0] + differing, before[1] + checked, most)

    def remark(self, kind: str, text: str) -> None:
        """Say something about a kind that is neither right nor wrong."""
        self._checked.setdefault(kind, 0)
        self._remarks[kind] = text

    @property
    def differs(self) -> bool:
        """Return whether anything differs."""
        return bool(self._differing) or any(
            differing > checked * most for differing, checked, most in self._shares.values()
        )

    def lines(self) -> Iterator[str]:
        """Yield a line for each kind, and below it the first differences."""
        for kind, checked in self._checked.items():
            differing = self._differing.get(kind, [])
            remark = f" ({self._remarks[kind]})" if kind in self._remarks else ""
            yield f"{kind}: {checked:,} checked, {len(differing):,} differ{remark}"
            yield from (f"    {message}" for message in differing[:_SHOWN])
        for kind, (others, checked, most) in self._shares.items():
            share = others / max(checked, 1)
            yield f"{kind}: {checked:,} checked, {others:,} differ: {share:.1%}, at most {most:.0%} is right"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:100]} … {text[-50:]}"  # noqa: PLR2004 - to be read, not parsed
