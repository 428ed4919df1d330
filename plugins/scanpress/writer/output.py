"""What a build puts on disk, declared: the address, and everything it is made from."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Page(NamedTuple):
    """A page made by a template.

    `view` turns `made_from` into the template's variables. It is a module-level function, so that a worker process can
    call it, and it depends on nothing but `made_from`, so that an unchanged `made_from` means an unchanged page. What
    is large stays outside `made_from` and is named there by its digest (a scan's file, a git blob).

    A named tuple, as it is handed to other processes by the thousand.
    """

    address: str
    template: str
    view: Callable[[Any], Mapping[str, Any]]
    made_from: Any


class File(NamedTuple):
    """A file whose bytes are made without a template; the same rules hold for `content` as for a page's `view`."""

    address: str
    content: Callable[[Any], bytes]
    made_from: Any


Output = Page | File
