"""The Pelican generator of the git browser: a repository in, declared pages out."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.log import console

from scanpress.git_browser.blame_page import blame_pages
from scanpress.git_browser.clone import Clone, clones
from scanpress.git_browser.commit_page import commit_pages
from scanpress.git_browser.feeds import feeds
from scanpress.git_browser.file_page import file_pages
from scanpress.git_browser.files_page import files_pages
from scanpress.git_browser.front import front_links
from scanpress.git_browser.log_page import log_pages
from scanpress.git_browser.pausing import without_collection
from scanpress.git_browser.refs_page import refs_pages
from scanpress.git_browser.settings import Settings, SettingsError
from scanpress.git_browser.snapshot import Snapshot
from scanpress.git_browser.version_pages import blob_pages, history_pages
from scanpress.repository import Repository
from scanpress.writer import File, Host, Link, Output

OWNER = "git_browser"


class GitGenerator(Generator):
    """Read the repository while contexts are made; publish while output is made."""

    snapshot: Snapshot | None = None

    def generate_context(self) -> None:
        """Read the repository, and add to the header what there is to see of it."""
        with without_collection():
            self._read()

    def _read(self) -> None:
        try:
            self.parsed = Settings.parse(self.settings)
        except SettingsError as error:
            _say(str(error))
            raise SystemExit(1) from error
        repository = self._open()
        if repository is None:
            return
        if not self.parsed.file_pages:
            _say("GIT_FILE_PAGES is False: files have no pages; their list, the commits and the clone are published.")
        self.snapshot = Snapshot.of(repository, self.parsed, Host.memory(self.settings, OWNER))
        host = Host.of(self.context)
        host.clone_url = self.snapshot.clone_url
        host.navigation += [Link(20, "Log", "log.html"), Link(30, "Files", "files.html"), Link(40, "Refs", "refs.html")]
        host.navigation += front_links(self.snapshot, Host.memory(self.settings, f"{OWNER} links"))

    def generate_output(self, _writer: Any) -> None:
        """Publish pages, feeds and the repository itself; without a repository, remove what there was."""
        host = Host.of(self.context)
        made_from = self.snapshot.made_from if self.snapshot else None
        with without_collection():
            host.published += host.publisher(self.settings).publish(OWNER, self._outputs, made_from=made_from)
        output = Path(self.settings["OUTPUT_PATH"])
        is_cloneable = self.snapshot is not None and self.snapshot.is_cloneable
        if self.snapshot and is_cloneable:
            Clone(output / self.parsed.clone_folder, self.snapshot).publish()
        for folder in clones(output):
            if not is_cloneable or folder.name != self.parsed.clone_folder:
                shutil.rmtree(folder)

    def _open(self) -> Repository | None:
        """Return the repository, or say in one line why there is none."""
        if shutil.which("git") is None:
            _say("No git browser: git is not installed, or not on the PATH.")
            return None
        repository = Repository.open(self.parsed.repository)
        if repository is None:
            _say(f"No git browser: {self.parsed.repository} is not in a git repository.")
        return repository

    def _outputs(self) -> Iterator[Output]:
        snapshot = self.snapshot
        if snapshot is None:
            return
        yield from log_pages(snapshot)
        yield from refs_pages(snapshot)
        yield from feeds(snapshot)
        yield from files_pages(snapshot)
        yield from commit_pages(snapshot)
        yield from file_pages(snapshot)
        if self.parsed.file_pages:
            yield from blob_pages(snapshot)
            yield from history_pages(snapshot)
            yield from blame_pages(snapshot)
        if snapshot.is_cloneable:
            # GitHub Pages would leave out files whose names begin with an underscore.
            yield File(".nojekyll", _empty, None)


def get_generators(_pelican: Any) -> type[GitGenerator]:
    """Return the generator, as Pelican asks for it."""
    return GitGenerator


def _empty(_made_from: None) -> bytes:
    return b""


def _say(text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
