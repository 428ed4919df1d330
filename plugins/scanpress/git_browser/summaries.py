"""Hooks from outside that say what a change means."""

import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path

Summary = Callable[[str, bytes | None, bytes | None], Sequence[str]]
"""A hook that says what a change means: given a file's path, and its content before and after, None where absent."""


def load_summary(name: str) -> Summary:
    """Return the hook that a dotted name names."""
    module, _, attribute = name.partition(":")
    summary: Summary = getattr(import_module(module), attribute)
    return summary


def dotted(summary: object) -> str:
    """Return the name under which any process can import a hook."""
    if isinstance(summary, str):
        return summary
    return f"{getattr(summary, '__module__', '')}:{getattr(summary, '__qualname__', '')}"


def digest_of(names: Sequence[str]) -> str:
    """Return a digest of the modules that hold the hooks: pages that they wrote on are made from their code, too."""
    digest = sha256()
    for name in names:
        load_summary(name)
        file = sys.modules[name.partition(":")[0]].__file__
        digest.update(name.encode() + b"\0" + (Path(file).read_bytes() if file else b"") + b"\0")
    return digest.hexdigest() if names else ""


def mistakes(summaries: object) -> Iterator[str]:
    """Yield what is wrong with the setting."""
    if isinstance(summaries, str) or not isinstance(summaries, Sequence):
        yield f"GIT_SUMMARIES: {summaries!r} is no list: write [function] or ['package.module:function']"
        return
    for summary in summaries:
        try:
            usable = callable(load_summary(dotted(summary)))
        except (ImportError, AttributeError, ValueError):
            usable = False
        if not usable:
            yield f"GIT_SUMMARIES: {summary!r} is no function of an importable module: worker processes look it up"
