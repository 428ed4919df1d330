"""Sizes of files for people: two figures and a unit, with all bytes in a hint."""

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
_ONE_FIGURE = 9.95  # from here on, two figures need no decimal


def size_for_people(size: int) -> str:
    """Return a number of bytes with a unit.

    >>> size_for_people(312), size_for_people(3_312), size_for_people(26_020), size_for_people(999_999)
    ('312 B', '3.3 kB', '26 kB', '1.0 MB')
    >>> size_for_people(1_234_567_890_000)
    '1,235 GB'
    """
    for unit, name in _UNITS:
        if size >= unit * 0.9995:
            return f"{size / unit:,.{1 if size < _ONE_FIGURE * unit else 0}f} {name}"
    return f"{size} B"


def exact_size(size: int) -> str:
    """Return a number of bytes in full, or nothing if `size_for_people` says it already.

    >>> exact_size(312), exact_size(1_048_576)
    ('', '1,048,576 bytes')
    """
    return "" if size < 10**3 * 0.9995 else f"{size:,} bytes"
