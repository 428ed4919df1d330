"""Functions of other packages that explain changes and files, named by the settings GIT_SUMMARIES and GIT_TITLES."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from scanpress.repository import visible

Line = str | Sequence[tuple[str, str]]
"""A line of a summary: a text, or its parts in order, each after its kind: `kept`, `lost` or `gained`."""

SummaryHook = Callable[[str, bytes | None, bytes | None], Sequence[Line]]
"""Return lines about a change of a file, given its path and its content before and after, None if it is absent."""

Title = tuple[str, str, str]
"""A label for a link to the page about a file, the title of the file, and the address of that page."""

TitleHook = Callable[[str, bytes], Title | None]
"""Return the title of a file, given its path and content, None if there is no page about such files."""

_LONGEST = 300  # characters of a title


def load_summary(name: str) -> SummaryHook:
    """Return the hook with a name like `package.module:function`."""
    hook: SummaryHook = _load(name)
    return hook


def find_title(names: Sequence[str], path: str, content: bytes) -> Title | None:
    """Return the first title that hooks give for a file, None if none does."""
    for name in names:
        hook: TitleHook = _load(name)
        found = hook(path, content)
        if found:
            label, title, address = found
            return label, visible(title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"), address
    return None


def bound(name: str, settings: Mapping[str, Any]) -> str:
    """Return the name of a hook with the values of the settings that it names, as in `package.module:function:NAME`.

    The function gets each as an argument, `name=…`, by its name in lower case.
    """
    module, attribute, wanted = _parts(name)
    if not wanted:
        return name
    values = {each.strip().lower(): settings.get(each.strip()) for each in wanted.split(",")}
    return f"{module}:{attribute}:{json.dumps(values)}"


def _load(name: str) -> Any:
    module, attribute, given = _parts(name)
    hook = getattr(import_module(module), attribute)
    return partial(hook, **_values(given)) if given.startswith("{") else hook


@cache
def _values(given: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(given)
    return values


def _parts(name: str) -> tuple[str, str, str]:
    module, _, rest = name.partition(":")
    attribute, _, given = rest.partition(":")
    return module, attribute, given


def import_name(hook: object) -> str:
    """Return the name by which any process can import a hook."""
    if isinstance(hook, str):
        return hook
    return f"{getattr(hook, '__module__', '')}:{getattr(hook, '__qualname__', '')}"


def code_digest(names: Sequence[str]) -> str:
    """Return a digest of the modules that hold some hooks: pages with their words depend on their code."""
    digest = sha256()
    for name in names:
        _load(name)
        file = sys.modules[name.partition(":")[0]].__file__
        digest.update(name.encode() + b"\0" + (Path(file).read_bytes() if file else b"") + b"\0")
    return digest.hexdigest() if names else ""


def mistakes(setting: str, hooks: object) -> Iterator[str]:
    """Yield a message for each mistake in a setting that lists hooks."""
    if isinstance(hooks, str) or not isinstance(hooks, Sequence):
        yield f"{setting}: {hooks!r} is not a list: write [function] or ['package.module:function']"
        return
    for hook in hooks:
        try:
            is_usable = callable(_load(import_name(hook)))
        except (ImportError, AttributeError, ValueError):
            is_usable = False
        if not is_usable:
            yield (
                f"{setting}: {hook!r} is not a function that worker processes can import: "
                "define it at the top level of a module that can be imported"
            )
