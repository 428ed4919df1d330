"""The Pelican generator of the git browser: it reads the repository and publishes its pages and its clone."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from scanpress.git_browser.addresses import file_address
from scanpress.git_browser.clone import Clone
from scanpress.git_browser.downloads import DownloadFiles
from scanpress.git_browser.estimate import estimate
from scanpress.git_browser.groups import DISALLOWED, OWNED_PATHS, UNLISTED, all_groups, are_new
from scanpress.git_browser.notes import not_found, notes
from scanpress.git_browser.settings import DEFAULTS, Settings, is_branch_name, repository_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.pelican_build import console
from scanpress.pelican_build.downloads import Downloads
from scanpress.pelican_build.ending import ending_plainly
from scanpress.pelican_build.host import Host
from scanpress.pelican_build.settings import SettingsError, root_of
from scanpress.repository import GitError, Repository, UnfitGitError, shown
from scanpress.repository.published import BranchError, published_branch
from scanpress.writer import Link, Memory, OutputError

OWNER = "git_browser"
_LOG = "log.html"
_NAVIGATION = (Link(20, "Log", _LOG), Link(30, "Files", "files.html"), Link(40, "Refs", "refs.html"))
_FIRST_FILE = 50  # the rank of the first file that the header links
_LINKS = "links"  # the key of the links in the cache

_HeaderLinks = tuple[list[Link], list[str]]
"""The links to files such as README, and the paths of the setting that the branch does not have."""


def get_generators(_pelican: Any) -> type["GitGenerator"]:
    """Return the generator, as Pelican asks for it."""
    return GitGenerator


class GitGenerator(Generator):
    """Read the repository while contexts are made; publish while output is made."""

    snapshot: Snapshot | None = None
    repository: Repository | None = None
    downloads: DownloadFiles | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Read the settings, so that the mistakes of all plugins are reported together."""
        super().__init__(*arguments, **options)
        host = Host.of(self.context, self.settings)
        with host.collecting(SettingsError):
            self.parsed = Settings.parse(self.settings)
        with host.collecting(SettingsError, BranchError):
            self.repository = open_repository(self.settings)

    @ending_plainly()
    def generate_context(self) -> None:
        """Read the repository, and add the links to its pages to the header."""
        host = Host.of(self.context, self.settings)
        host.require_no_mistakes()
        host.take_over(self.context, self.settings)
        if self.repository is None:
            host.not_found[OWNER] = [missing_repository(self.parsed.repository)]
            console.show(missing_repository(self.parsed.repository))
            return
        with reading(self.parsed.repository):
            snapshot, (links, missing) = self._read_what_is_whole(self.repository, host)
        self.snapshot = snapshot
        host.not_found[OWNER] = list(not_found(snapshot))
        for note in notes(snapshot):
            console.show(note)
        if not self.parsed.file_pages:
            console.show("GIT_FILE_PAGES is False: files have no pages; their list, the commits and the clone remain.")
        host.emails_shown = self.parsed.show_emails
        host.downloads = self._downloads
        self._tell_crawlers(host)
        host.clone_url = snapshot.clone_url
        if missing:
            for reason, names in reasons_for_none(snapshot, missing):
                console.show(f"GIT_HEADER_FILES: not linked, because {reason}: {', '.join(names)}")
        folder = host.data or root_of(self.settings)
        host.extra["has_file_pages"] = has_pages_below(folder, snapshot)
        host.extra["has_commit_pages"] = has_pages_of_commits(folder, snapshot)
        host.repository += [*_NAVIGATION, *links]

    def _tell_crawlers(self, host: Host) -> None:
        """Say which pages are for search engines; a page that crawlers may not read cannot say that it is not."""
        if self.parsed.says_noindex:
            host.crawlers.unlisted.append(UNLISTED)
            host.crawlers.listed += [link.address for link in _NAVIGATION]
        else:
            host.crawlers.disallowed += DISALLOWED
        if self.snapshot and self.snapshot.is_cloneable:
            host.crawlers.disallowed.append(f"{self.parsed.clone_folder}/")
        if self.downloads:
            host.crawlers.disallowed += self.downloads.names

    @ending_plainly()
    def generate_output(self, _writer: Any) -> None:
        """Publish pages, feeds and the clone; without a repository, remove those of an earlier build."""
        host = Host.of(self.context, self.settings)
        try:
            with reading(self.parsed.repository):
                self._publish(host)
        except (OutputError, SystemExit):
            self._forget()  # the next build reads all of the history, and goes without what is lost
            raise

    def _publish(self, host: Host) -> None:
        memory = self._memory("groups")
        if self.snapshot and are_new(self.snapshot, memory):
            for line in estimate(self.snapshot, self.settings):
                console.show(line)
        groups = all_groups(self.snapshot, memory, self._downloads()) if self.snapshot else ()
        files = self.downloads.groups() if self.downloads else ()
        host.publish(self.settings, OWNER, [*groups, *files], OWNED_PATHS)
        if self.downloads:
            self.downloads.remove()
        output = Path(self.settings["OUTPUT_PATH"])
        if self.snapshot and self.snapshot.is_cloneable:
            host.clone_folder = self.parsed.clone_folder
            host.workers(self.settings).rest()  # Git needs the memory to pack.
            Clone(output / host.clone_folder, self.snapshot).publish()

    def _downloads(self) -> Downloads:
        """Return what is offered to download; what changed is made when this is first called."""
        with reading(self.parsed.repository):
            return self.downloads.shown if self.downloads else Downloads()

    def _read_what_is_whole(self, repository: Repository, host: Host) -> tuple[Snapshot, _HeaderLinks]:
        """Read what is new; if only old history is damaged, go without what is lost."""
        if not Path(self.settings["OUTPUT_PATH"], _LOG).is_file():
            self._forget()  # pages of all commits are made: damage has to be found before
        snapshot = self._read(repository, host)
        try:
            return snapshot, self._prepare(snapshot, host)
        except GitError:
            around = snapshot.around_damage()
            if around is None:
                raise
            return around, self._prepare(around, host)

    def _prepare(self, snapshot: Snapshot, host: Host) -> _HeaderLinks:
        """Return the links of the header, and make the files to download: git reads all that is new for both."""
        links = header_links(snapshot, self._memory("links"))
        # A site of scans says what the archive holds; others have the name of the repository.
        subject = "scans" if host.raw_files else self.parsed.clone_folder.removesuffix(".git")
        folder = root_of(self.settings) / self.settings["CACHE_PATH"] / "downloads"
        self.downloads = DownloadFiles(snapshot, self._memory("downloads"), self._memory("archive"), folder, subject)
        self.downloads.prepare()
        return links

    def _forget(self) -> None:
        """Forget which commits an earlier build could read."""
        for name in ("commits", "links"):
            memory = self._memory(name)
            if known := memory.fingerprints():
                memory.store({}, known)

    def _read(self, repository: Repository, host: Host) -> Snapshot:
        """Read the refs, and which files the site has at their own paths already, with the bytes of the commit."""
        snapshot = Snapshot.of(repository, self.parsed, self._memory("commits"))
        if not host.raw_files or not has_pages_below(host.data or root_of(self.settings), snapshot):
            return snapshot
        host.uncommitted = repository.changed_paths("HEAD")
        return replace(snapshot, published=host.raw_files.difference(host.uncommitted), paged=host.raw_files)

    def _memory(self, name: str) -> Memory:
        return Host.memory(self.settings, f"{OWNER} {name}")


def open_repository(settings: Mapping[str, Any]) -> Repository | None:
    """Return the repository; raise SettingsError if git cannot be used, and that or BranchError for a wrong setting.

    Without git there is none, and neither is there if the settings name none and the site is not in a repository.
    """
    path = repository_of(settings)
    if shutil.which("git") is None or not path.is_dir():
        return None
    try:
        repository = Repository.open(path)
    except UnfitGitError as error:
        raise SettingsError(str(error)) from error
    if repository is None and path.resolve() != root_of(settings):
        raise SettingsError(
            f"GIT_REPOSITORY: {path} is not in a git repository: write the path of a checkout or a bare repository"
        )
    branch = settings.get("GIT_BRANCH", DEFAULTS["GIT_BRANCH"])
    if repository and is_branch_name(branch):
        with suppress(GitError):  # a damaged repository is reported when it is read: no setting is wrong
            published_branch(repository, branch)
    return repository


def missing_repository(path: Path) -> str:
    """Return a line that says why the site has no git browser."""
    if shutil.which("git") is None:
        return "No git browser: git is not installed, or not on the PATH. Install it, or add its folder to the PATH."
    return f"No git browser: {path} is not in a git repository. Set GIT_REPOSITORY to a checkout or bare repository."


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """End the build with one line if git cannot read the repository."""
    try:
        yield
    except GitError as error:
        raise SystemExit(
            f"The repository {path} is damaged ({error}). Run `git fsck --full` there to see what is missing, "
            "and restore it from another clone."
        ) from error


def header_links(snapshot: Snapshot, memory: Memory) -> _HeaderLinks:
    """Return the links of the header; they are cached, because the addresses depend on the whole history."""
    digest = snapshot.digest
    known = memory.load().get(_LINKS)
    if digest and known and known[0] == digest.encode():
        links, missing = json.loads(known[1])
        return [Link(*link) for link in links], missing
    snapshot.require_whole()
    files = snapshot.header_files
    entries = [(label, entry) for path, label in files.items() if (entry := snapshot.entry(path))]
    found = [
        Link(rank, label, file_address(snapshot, entry))
        for rank, (label, entry) in enumerate(entries, start=_FIRST_FILE)
    ]
    missing = [shown(path) for path in snapshot.settings.header_files or () if path not in files]
    if digest:
        payload = json.dumps([[(link.rank, link.label, link.address) for link in found], missing]).encode()
        memory.store({_LINKS: (digest.encode(), payload)})
    return found, missing


def reasons_for_none(snapshot: Snapshot, missing: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield why some files are not linked by the header, with their paths."""
    left_out = [path for path in missing if snapshot.is_left_out(path)]
    absent = [path for path in missing if path not in left_out]
    if absent:
        yield f"{snapshot.shown_branch} has no such file", absent
    if left_out:
        yield "GIT_LEAVE_OUT leaves these out", left_out


def has_pages_below(folder: Path, snapshot: Snapshot) -> bool:
    """Return whether each committed file of a folder has its page at `file/<path from the folder>.html`.

    This is so if the folder is the whole checkout and its commit is the published one. A path with unusual characters,
    or one that another file had first but for upper and lower case, has its page elsewhere: see slugs.py.
    """
    is_whole = snapshot.settings.repository.resolve() == folder.resolve() and (folder / ".git").exists()
    is_published = snapshot.head is not None and snapshot.head == snapshot.repository.head
    return is_whole and is_published and snapshot.settings.file_pages and snapshot.has_all_files


def has_pages_of_commits(folder: Path, snapshot: Snapshot) -> bool:
    """Return whether each commit that HEAD leads to, in the checkout around a folder, has a page."""
    checkout = Repository.open(folder)
    tips = {snapshot.head, *(ref.commit for ref in snapshot.refs)}
    head = snapshot.repository.head
    is_published = head is not None and head in tips
    return is_published and checkout is not None and checkout.location == snapshot.repository.location
