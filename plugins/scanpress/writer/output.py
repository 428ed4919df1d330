"""What a build puts on disk, declared: the address, and everything it is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page made by a template.

    `view` turns `made_from` into the template's variables. It is a module-level function, so that a worker process can
    call it, and it depends on nothing but `made_from`, so that an unchanged `made_from` means an unchanged page. What
    is large stays outside `made_from` and is named there by its digest (a scan's file, a git blob).
    """

    address: str
    template: str
    view: Callable[[Any], Mapping[str, Any]]
    made_from: Any


@dataclass(frozen=True, slots=True)
class File:
    """A file whose bytes are made without a template; the same rules hold for `content` as for a page's `view`."""

    address: str
    content: Callable[[Any], bytes]
    made_from: Any


Output = Page | File
