"""All pages of a repository in groups; a group is skipped as long as what its pages show is the same."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from scanpress.git_browser.pages.commit import commit_groups
from scanpress.git_browser.pages.feeds import feeds_group
from scanpress.git_browser.pages.file import folder_groups, group_of, pages_of_folder
from scanpress.git_browser.pages.files import files_groups
from scanpress.git_browser.pages.home import home_group
from scanpress.git_browser.pages.log import log_groups
from scanpress.git_browser.pages.refs import refs_group
from scanpress.git_browser.pages.search import DATA, search_groups
from scanpress.git_browser.pages.versions import STUB
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.pelican_build.downloads import Downloads
from scanpress.repository import is_mail_of
from scanpress.writer import File, Group, Memory, Output, OwnedPaths, is_our_page

_FOLDERS = ("blame", "blob", "commit", "file", "files", "history", "log", "refs")
_FILES = ("files.html", "log.html", "refs.html")
_ADDRESSES = rf"(?:{'|'.join(_FOLDERS)})/.+\.html|commit/[0-9a-f]+\.patch|raw/[0-9a-f]{{40}}(?:[0-9a-f]{{24}})?\.[a-z]+"
_ADDRESSES += r"|search/(?:index|(?:commits|files)-[0-9]+)\.json"
UNLISTED = r"(?:blame|blob|commit|history|log|refs)/.+|files(?:/.+)?~[0-9]+\.html"
"""The pages that are not for search engines: commits, what was before, and lists but for their first pages."""

DISALLOWED = (*_FILES, "files~", "raw/", *(f"{name}/" for name in _FOLDERS))
"""How the addresses of all pages about the repository begin."""

_SHA_1 = 40  # hexadecimal digits
_KEY = "groups"  # of the groups in the cache


def all_groups(snapshot: Snapshot, memory: Memory, downloads: Downloads) -> Sequence[Group]:
    """Return all groups; if refs and settings are the same as before, from memory, without reading any commit."""
    digest = f"{snapshot.digest}{downloads!r}".encode() if snapshot.digest else b""
    known = memory.find(_KEY)
    if digest and known and known[0] == digest:
        remembered = _RememberedGroups(snapshot, memory, downloads)
        groups = json.loads(known[1])["groups"]
        return _with_uncommitted(
            snapshot, [Group(name, made_from, partial(remembered.outputs, name)) for name, made_from in groups]
        )
    found = list(_groups(snapshot, memory, downloads))
    if digest:
        groups = [(group.name, group.made_from) for group in found]
        memory.store({_KEY: (digest, json.dumps({"settings": _settings(snapshot), "groups": groups}).encode())})
    return _with_uncommitted(snapshot, found)


def _with_uncommitted(snapshot: Snapshot, groups: Sequence[Group]) -> list[Group]:
    """Return the groups; the bytes of files with changes that are not committed are among the pages of their folders.

    To declare all groups again for one such file took 1.3 s of 12 of the profile (56,800 scans, November 2026).
    """
    changed: dict[str, list[str]] = {}
    for path in snapshot.uncommitted:
        changed.setdefault(parent_of(path), []).append(path)
    folders = {group_of(folder): (folder, paths) for folder, paths in changed.items()}
    return [_folder(snapshot, group, *folders[group.name]) if group.name in folders else group for group in groups]


def _folder(snapshot: Snapshot, group: Group, folder: str, paths: Sequence[str]) -> Group:
    made_from = None if group.made_from is None else [group.made_from, paths]
    return Group(group.name, made_from, partial(pages_of_folder, snapshot, folder))


def are_new(snapshot: Snapshot, memory: Memory) -> bool:
    """Return whether no earlier build has made the pages with these settings, so that most of them will be written."""
    known = memory.find(_KEY)
    return known is None or json.loads(known[1])["settings"] != _settings(snapshot)


def _settings(snapshot: Snapshot) -> str:
    return repr(snapshot.settings)


class _RememberedGroups:
    """Groups that an earlier build has declared; the repository is read only if one of their outputs is needed."""

    def __init__(self, snapshot: Snapshot, memory: Memory, downloads: Downloads) -> None:
        self._snapshot = snapshot
        self._memory = memory
        self._downloads = downloads

    def outputs(self, name: str) -> Iterable[Output]:
        """Return the outputs of one group."""
        return self._by_name[name].outputs()

    @cached_property
    def _by_name(self) -> Mapping[str, Group]:
        return {group.name: group for group in _groups(self._snapshot, self._memory, self._downloads)}


def _groups(snapshot: Snapshot, memory: Memory, downloads: Downloads) -> Iterator[Group]:
    yield from log_groups(snapshot)
    if snapshot.settings.home:
        yield home_group(snapshot)
    yield refs_group(snapshot, downloads)
    yield feeds_group(snapshot)
    yield from files_groups(snapshot)
    yield from commit_groups(snapshot)
    yield from folder_groups(snapshot)
    yield from search_groups(snapshot, memory)
    if snapshot.is_cloneable:
        # GitHub Pages would leave out files whose names begin with an underscore.
        yield Group("host", "", partial(iter, [File(".nojekyll", _no_bytes, None)]))


def _no_bytes(_made_from: None) -> bytes:
    return b""


def _is_ours(path: Path) -> bool:
    """Return whether the git browser made a file: it knows pages and data by their content, raw files by their oid."""
    if path.suffix == ".json":
        return path.read_bytes().startswith(DATA)
    if path.suffix == ".patch":
        return is_mail_of(path.read_bytes(), path.stem)
    if path.parent.name != "raw" or path.suffix == ".html":
        return is_our_page(path) or path.read_bytes().startswith(STUB)
    content = path.read_bytes()
    digest = hashlib.new("sha1" if len(path.stem) == _SHA_1 else "sha256", usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest() == path.stem


OWNED_PATHS = OwnedPaths(
    files=_FILES,
    folders=(*_FOLDERS, "raw", "search"),
    pattern=re.compile(_ADDRESSES, re.DOTALL),
    is_ours=_is_ours,
)
