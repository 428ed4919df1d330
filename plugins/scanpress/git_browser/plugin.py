"""The Pelican generator of the git browser: a repository in, declared pages out."""

import shutil
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.log import console

from scanpress.git_browser import blame_page, commit_page, file_page
from scanpress.git_browser.checkout import shows_files_of
from scanpress.git_browser.clone import Clone, clones
from scanpress.git_browser.front import front_links
from scanpress.git_browser.groups import groups_of
from scanpress.git_browser.pausing import without_collection
from scanpress.git_browser.settings import Settings, SettingsError
from scanpress.git_browser.snapshot import Snapshot
from scanpress.git_browser.territory import TERRITORY
from scanpress.repository import Repository
from scanpress.writer import Host, Link, Memory, ending_plainly

OWNER = "git_browser"
_NEEDED = [module.__name__ for module in (commit_page, file_page, blame_page)]  # what workers make most pages with
_MANY = 1000  # commits and files whose pages take longer to make than it takes to start workers


class GitGenerator(Generator):
    """Read the repository while contexts are made; publish while output is made."""

    snapshot: Snapshot | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Name what workers will need, before any are started."""
        super().__init__(*arguments, **options)
        host = Host.of(self.context)
        host.preload.extend(_NEEDED)
        self._is_new = not host.remembers(self.settings)

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
            if self._is_new and self.snapshot and _is_large(self.snapshot):
                host.workers(self.settings).announce()  # they get ready while git compares all commits
            groups = groups_of(self.snapshot, self._memory("groups")) if self.snapshot else ()
            publisher = host.publisher(self.settings)
            host.published += publisher.publish_groups(OWNER, groups, territory=TERRITORY, since=host.started)
        output = Path(self.settings["OUTPUT_PATH"])
        is_cloneable = self.snapshot is not None and self.snapshot.is_cloneable
        if self.snapshot and is_cloneable:
            Clone(output / self.parsed.clone_folder, self.snapshot).publish()
        for folder in clones(output):
            if not is_cloneable or folder.name != self.parsed.clone_folder:
                shutil.rmtree(folder)

    def _memory(self, room: str) -> Memory:
        return Host.memory(self.settings, f"{OWNER} {room}")

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


def _is_large(snapshot: Snapshot) -> bool:
    return len(snapshot.graph) + snapshot.tree.outermost.count >= _MANY


def get_generators(_pelican: Any) -> type[GitGenerator]:
    """Return the generator, as Pelican asks for it."""
    return GitGenerator


def _say(text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
