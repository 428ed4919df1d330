"""Labels for identifiers that no schema describes."""


def label_of(identifier: str) -> str:
    """Make a readable label from a snake_case identifier.

    >>> label_of("search_strategy")
    'Search strategy'
    """
    words = identifier.replace("_", " ").replace("-", " ").split()
    label = " ".join(words)
    return label[:1].upper() + label[1:]
