"""What became of the files of a build."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, left as they were, and removed; and which were not ours any more, and stay."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: tuple[str, ...] = ()

    def __add__(self, other: "Published") -> "Published":
        return Published(
            written=self.written + other.written,
            unchanged=self.unchanged + other.unchanged,
            removed=self.removed + other.removed,
            kept=self.kept + other.kept,
        )
