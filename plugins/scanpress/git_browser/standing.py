"""What the refs of a repository say at one moment: cheap to read, and all that its pages follow from."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from scanpress.git_browser.settings import Settings, SettingsError
from scanpress.git_browser.summaries import digest_of
from scanpress.repository import Ref, Repository, printable, shown


@dataclass(frozen=True)
class Standing:
    """The refs of a repository, and the commit whose history and files are published."""

    repository: Repository
    settings: Settings
    branch: str
    head: str | None
    refs: tuple[Ref, ...]

    @cached_property
    def store(self) -> str:
        """Return the name under which pages reach objects."""
        return self.repository.location.store

    @cached_property
    def hooks(self) -> str:
        """Return a digest of the summaries' code."""
        return digest_of(self.settings.summaries)

    @cached_property
    def made_from(self) -> str | None:
        """Return a digest of all that pages, feeds and links are made from; None where objects may still arrive."""
        # Commits, trees and blobs are named by their content, so that the tips stand for everything below them.
        return self.sources(self.branch, self.head, self.refs, self.description)

    def sources(self, *parts: object) -> str | None:
        """Return a digest of some values and of what shapes all pages; None where objects may still arrive."""
        if self.is_partial:
            return None
        return sha256(f"{self._shaping}{parts!r}".encode()).hexdigest()

    @cached_property
    def _shaping(self) -> str:
        return repr((self.settings, self.hooks, self.store, self.repository.reading))

    @property
    def shown_branch(self) -> str:
        """Return the published branch as pages name it."""
        return shown(self.branch) or "HEAD"

    @cached_property
    def description(self) -> str:
        """Return what the repository is, from the settings or from git."""
        return self.settings.description or printable(self.repository.location.description)

    @property
    def is_cloneable(self) -> bool:
        """Return whether the whole repository is here, and to be published."""
        return self.settings.publish_clone and not self.is_shallow and not self.is_partial

    @property
    def clone_url(self) -> str:
        """Return the address for `git clone`, empty where none is known."""
        if self.settings.clone_url or not self.is_cloneable or not self.settings.site_url:
            return self.settings.clone_url
        return f"{self.settings.site_url}/{self.settings.clone_folder}"

    @property
    def clone_hint(self) -> dict[str, str]:
        """Return what the page of the refs says about cloning."""
        folder = self.settings.clone_folder if self.is_cloneable else ""
        reason = "shallow" if self.is_shallow else "partial" if self.is_partial else ""
        return {"url": self.clone_url, "folder": folder, "incomplete": reason if self.settings.publish_clone else ""}

    @cached_property
    def is_shallow(self) -> bool:
        """Return whether the history is cut off."""
        return self.repository.location.is_shallow

    @cached_property
    def is_partial(self) -> bool:
        """Return whether objects are missing."""
        return self.repository.location.is_partial


def read_tips(repository: Repository, wanted: str) -> tuple[str, str | None, tuple[Ref, ...]]:
    """Return the published branch, its commit, and all refs with that branch among them.

    Raise SettingsError where the wanted branch is not there; in a repository without any commit it may still come.
    """
    branch = wanted or repository.branch or ""
    head = _head(repository, wanted)
    if wanted and head is None and repository.refs:
        names = ", ".join(shown(ref.name) for ref in repository.refs if ref.kind == "branch")
        raise SettingsError(f"GIT_BRANCH: there is no branch {wanted!r}, neither here nor at origin: {names or 'none'}")
    return branch, head, _with_branch(repository.refs, branch, head)


def _head(repository: Repository, branch: str) -> str | None:
    """Return the published commit: of the named branch, here or as last seen at its origin, or else what HEAD names."""
    if not branch:
        return repository.head
    return repository.tip(branch) or repository.resolve(f"refs/remotes/origin/{branch}")


def _with_branch(refs: tuple[Ref, ...], branch: str, head: str | None) -> tuple[Ref, ...]:
    """Return the refs with the published branch among them, which a checkout for a build may lack."""
    if not branch or not head or any(ref.kind == "branch" and ref.name == branch for ref in refs):
        return refs
    return tuple(sorted((*refs, Ref("branch", branch, head, head)), key=lambda ref: (ref.kind, ref.name)))
