"""Numbers, sizes and nouns as people read them."""

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def bytes_for_people(number: int) -> str:
    """Return a size in bytes or in a larger unit.

    >>> bytes_for_people(812), bytes_for_people(3_312), bytes_for_people(21_250_000)
    ('812 B', '3.3 kB', '21.2 MB')
    """
    return next((f"{number / unit:,.1f} {name}" for unit, name in _UNITS if number >= unit), f"{number} B")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "line"), counted(1200, "line")
    ('1 line', '1,200 lines')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def lines_changed(added: int, removed: int) -> str:
    """Return in words how many lines were added and removed.

    >>> lines_changed(1200, 4), lines_changed(0, 1), lines_changed(0, 0)
    ('added 1,200 lines, removed 4', 'removed 1 line', 'no lines changed')
    """
    if not added:
        return f"removed {counted(removed, 'line')}" if removed else "no lines changed"
    return f"added {counted(added, 'line')}" + (f", removed {removed:,}" if removed else "")
