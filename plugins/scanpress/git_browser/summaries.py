"""Functions of other packages that say in words what a change means, named by the setting GIT_SUMMARIES."""

import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path

Line = str | Sequence[tuple[str, str]]
"""A line of a summary: a text, or its parts in order, each after its kind: `kept`, `lost` or `gained`."""

SummaryHook = Callable[[str, bytes | None, bytes | None], Sequence[Line]]
"""Return lines about a change of a file, given its path and its content before and after, None if it is absent."""


def load_summary(name: str) -> SummaryHook:
    """Return the hook with a name like `package.module:function`."""
    module, _, attribute = name.partition(":")
    hook: SummaryHook = getattr(import_module(module), attribute)
    return hook


def import_name(hook: object) -> str:
    """Return the name by which any process can import a hook."""
    if isinstance(hook, str):
        return hook
    return f"{getattr(hook, '__module__', '')}:{getattr(hook, '__qualname__', '')}"


def code_digest(names: Sequence[str]) -> str:
    """Return a digest of the modules that hold some hooks: pages with their words depend on their code."""
    digest = sha256()
    for name in names:
        load_summary(name)
        file = sys.modules[name.partition(":")[0]].__file__
        digest.update(name.encode() + b"\0" + (Path(file).read_bytes() if file else b"") + b"\0")
    return digest.hexdigest() if names else ""


def mistakes(hooks: object) -> Iterator[str]:
    """Yield a message for each mistake in the setting."""
    if isinstance(hooks, str) or not isinstance(hooks, Sequence):
        yield f"GIT_SUMMARIES: {hooks!r} is not a list: write [function] or ['package.module:function']"
        return
    for hook in hooks:
        try:
            is_usable = callable(load_summary(import_name(hook)))
        except (ImportError, AttributeError, ValueError):
            is_usable = False
        if not is_usable:
            yield (
                f"GIT_SUMMARIES: {hook!r} is not a function that worker processes can import: "
                "define it at the top level of a module that can be imported"
            )
