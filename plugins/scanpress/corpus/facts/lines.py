"""On which line of a file a key stands."""

from collections.abc import Mapping

from scanpress.corpus.facts.strict_yaml import Key

Lines = Mapping[Key, int]


def line_of(key: Key, lines: Lines) -> int:
    """Return the line of a key, or of the nearest group around it."""
    while key not in lines and key:
        key = key[:-1]
    return lines.get(key, 0)
