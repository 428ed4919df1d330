"""The Pelican generator of the git browser: a repository in, declared pages out."""

import gc
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.log import console

from scanpress.git_browser.clone import Clone, clones
from scanpress.git_browser.groups import OWNED_PATHS, groups_of
from scanpress.git_browser.pages.addresses import file_address
from scanpress.git_browser.settings import Settings, SettingsError
from scanpress.git_browser.snapshot.snapshot import Snapshot, Standing
from scanpress.pelican_build.ending import ending_plainly
from scanpress.pelican_build.host import Host
from scanpress.repository import Repository
from scanpress.writer import Link, Memory

_RANKS = {"README": 50, "LICENSE": 60}
_KEY = "links"


def front_links(snapshot: Snapshot, memory: Memory) -> list[Link]:
    """Return the links to README and LICENSE; to find their addresses anew takes the whole history."""
    made_from = snapshot.made_from
    known = memory.load().get(_KEY)
    if made_from and known and known[0] == made_from.encode():
        return [Link(*link) for link in json.loads(known[1])]
    links = [
        Link(_RANKS[label], label, file_address(snapshot, snapshot.entries("")[path]))
        for path, label in snapshot.front_matter.items()
    ]
    if made_from:
        payload = json.dumps([(link.rank, link.label, link.address) for link in links]).encode()
        memory.store({_KEY: (made_from.encode(), payload)})
    return links


def shows_files_of(folder: Path, standing: Standing) -> bool:
    """Tell whether each committed file of a folder has its page at `file/<path from the folder>.html`.

    So it is where the folder is the whole checkout and the commit in it is the published one. A path with unusual
    characters, or one that another file had first but for upper and lower case, has its page elsewhere: see slugs.py.
    """
    is_whole = standing.settings.repository.resolve() == folder and (folder / ".git").exists()
    is_published = standing.head is not None and standing.head == standing.repository.head
    return is_whole and is_published and standing.settings.file_pages and not standing.is_partial


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles: it took a tenth of a build, and the records hold none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


OWNER = "git_browser"


class GitGenerator(Generator):
    """Read the repository while contexts are made; publish while output is made."""

    snapshot: Snapshot | None = None

    @ending_plainly()
    def generate_context(self) -> None:
        """Read the repository, and add to the header what there is to see of it."""
        with without_collection():
            self._read()

    def _read(self) -> None:
        try:
            self.parsed = Settings.parse(self.settings)
            self.snapshot = self._snapshot()
        except SettingsError as error:
            _say(str(error))
            raise SystemExit(1) from error
        if self.snapshot is None:
            return
        if not self.parsed.file_pages:
            _say("GIT_FILE_PAGES is False: files have no pages; their list, the commits and the clone are published.")
        host = Host.of(self.context)
        host.take_statics(self.settings)
        host.clone_url = self.snapshot.clone_url
        host.extra["has_file_pages"] = shows_files_of(Path(self.settings["PATH"]).resolve().parent, self.snapshot)
        host.navigation += [Link(20, "Log", "log.html"), Link(30, "Files", "files.html"), Link(40, "Refs", "refs.html")]
        host.navigation += front_links(self.snapshot, self._memory("links"))

    @ending_plainly()
    def generate_output(self, _writer: Any) -> None:
        """Publish pages, feeds and the repository itself; without a repository, remove what there was."""
        host = Host.of(self.context)
        with without_collection():
            groups = groups_of(self.snapshot, self._memory("groups")) if self.snapshot else ()
            publisher = host.publisher(self.settings)
            host.published += publisher.publish_groups(OWNER, groups, owned=OWNED_PATHS, since=host.started)
        output = Path(self.settings["OUTPUT_PATH"])
        is_cloneable = self.snapshot is not None and self.snapshot.is_cloneable
        if self.snapshot and is_cloneable:
            Clone(output / self.parsed.clone_folder, self.snapshot).publish()
        for folder in clones(output):
            if not is_cloneable or folder.name != self.parsed.clone_folder:
                shutil.rmtree(folder)

    def _memory(self, name: str) -> Memory:
        return Host.memory(self.settings, f"{OWNER} {name}")

    def _snapshot(self) -> Snapshot | None:
        repository = self._open()
        return Snapshot.of(repository, self.parsed, self._memory("commits")) if repository else None

    def _open(self) -> Repository | None:
        """Return the repository, or say in one line why there is none."""
        if shutil.which("git") is None:
            _say("No git browser: git is not installed, or not on the PATH.")
            return None
        repository = Repository.open(self.parsed.repository)
        if repository is None:
            _say(f"No git browser: {self.parsed.repository} is not in a git repository.")
        return repository


def get_generators(_pelican: Any) -> type[GitGenerator]:
    """Return the generator, as Pelican asks for it."""
    return GitGenerator


def _say(text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
