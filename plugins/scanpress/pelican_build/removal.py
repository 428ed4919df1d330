"""The guard against a site that is emptied because something was not found."""

from collections.abc import Mapping, Sequence
from typing import Any

SETTING = "ALLOW_REMOVAL"

_FEWEST = 50  # files: a small site changes as a whole
_SHARE = 10  # a tenth of the site
_REMEDY = (
    f"If they are to go, build once with {SETTING} = True: make site {SETTING}=1, "
    f"pelican --fatal errors --extra-settings {SETTING}=true, or scanpress publish --allow-removal."
)


def is_large(removed: int, published: int) -> bool:
    """Return whether so many files would be removed that it is probably an accident.

    >>> is_large(50, 400), is_large(49, 60), is_large(1_000, 20_000)
    (True, False, False)
    """
    return removed >= _FEWEST and removed * _SHARE > published


def refusal(removed: int, published: int, not_found: Sequence[str]) -> str:
    """Return what a build says that stops before it removes files."""
    return "\n".join(
        (
            f"{removed:,} of {published:,} published files would be removed, because something was not found:",
            *(f"  {reason}" for reason in not_found),
            f"None of them was removed. {_REMEDY}",
        )
    )


def require_removable(not_found: Sequence[str], settings: Mapping[str, Any], removed: int, published: int) -> None:
    """End the build if many files would be removed because something was not found, unless the settings allow it."""
    if not_found and not settings.get(SETTING) and is_large(removed, published):
        raise SystemExit(refusal(removed, published, not_found))
