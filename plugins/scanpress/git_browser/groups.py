"""All pages of a repository in groups, each of which is left alone while what it shows is as it was."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from scanpress.git_browser.pages.commit import commit_groups
from scanpress.git_browser.pages.feeds import feeds_group
from scanpress.git_browser.pages.files import files_groups
from scanpress.git_browser.pages.folder import folder_groups
from scanpress.git_browser.pages.log import log_groups
from scanpress.git_browser.pages.refs import refs_group
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.writer import File, Group, Memory, Output, OwnedPaths, is_our_page

_PAGES = ("blame", "blob", "commit", "file", "files", "history", "log", "refs")
_PLACES = rf"(?:{'|'.join(_PAGES)})/.+\.html|raw/[0-9a-f]{{40}}(?:[0-9a-f]{{24}})?\.[a-z]+"
_SHA_1 = 40  # hexadecimal digits


def _is_ours(path: Path) -> bool:
    """Tell whether a file is ours: a page by what it says, bytes by their address, which is git's name for them."""
    if path.parent.name != "raw" or path.suffix == ".html":
        return is_our_page(path)
    content = path.read_bytes()
    digest = hashlib.new("sha1" if len(path.stem) == _SHA_1 else "sha256", usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest() == path.stem


OWNED_PATHS = OwnedPaths(
    files=("log.html", "files.html", "refs.html"),
    folders=(*_PAGES, "raw"),
    pattern=re.compile(_PLACES, re.DOTALL),
    is_ours=_is_ours,
)


_KEY = "groups"


def groups_of(snapshot: Snapshot, memory: Memory) -> Sequence[Group]:
    """Return all groups; where refs and settings are as they were, from memory, without a look at any commit."""
    made_from = (snapshot.made_from or "").encode()
    known = memory.find(_KEY)
    if made_from and known and known[0] == made_from:
        return _Remembered(snapshot).groups(json.loads(known[1]))
    found = list(_groups(snapshot))
    if made_from:
        payload = json.dumps([(group.name, group.made_from) for group in found]).encode()
        memory.store({_KEY: (made_from, payload)})
    return found


class _Remembered:
    """Groups of which no more is known than the last build noted, until somebody asks for their outputs."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def groups(self, noted: Iterable[tuple[str, str]]) -> Sequence[Group]:
        return [Group(name, made_from, partial(self._outputs, name)) for name, made_from in noted]

    def _outputs(self, name: str) -> Iterable[Output]:
        return self._found[name].outputs()

    @cached_property
    def _found(self) -> Mapping[str, Group]:
        return {group.name: group for group in _groups(self._snapshot)}


def _groups(snapshot: Snapshot) -> Iterator[Group]:
    yield from log_groups(snapshot)
    yield refs_group(snapshot)
    yield feeds_group(snapshot)
    yield from files_groups(snapshot)
    yield from commit_groups(snapshot)
    yield from folder_groups(snapshot)
    if snapshot.is_cloneable:
        # GitHub Pages would leave out files whose names begin with an underscore.
        yield Group("host", "", partial(iter, [File(".nojekyll", _empty, None)]))


def _empty(_made_from: None) -> bytes:
    return b""
