"""What the plugins of one build share: header, footer, and one publisher."""

import gc
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from scanpress.pelican_build import prose
from scanpress.pelican_build.crawlers import Crawlers
from scanpress.pelican_build.downloads import Downloads
from scanpress.pelican_build.removal import require_removable
from scanpress.pelican_build.report import BuildReport, begin
from scanpress.pelican_build.settings import SettingsError, SharedSettings, root_of
from scanpress.pelican_build.sources import source_mistakes
from scanpress.writer import (
    File,
    Group,
    Link,
    Memory,
    OwnedPaths,
    Page,
    Progress,
    Published,
    Publisher,
    Renderer,
    Site,
    SizesAhead,
    Workers,
    look_ahead,
)

_FOLDERS = "THEME_STATIC_PATHS"
_TAKEN = "SCANPRESS_STATIC_PATHS"


HOST = "scanpress"
"""The key of the host, in the generator's context and in Pelican's settings."""


def find_theme() -> Path:
    """Return the theme that comes with Scanpress: inside the package if a wheel brought it, else beside `plugins/`."""
    package = Path(__file__).parents[1]
    carried = package / "theme"
    return carried if carried.is_dir() else package.parents[1] / "theme"


THEME = find_theme()


def carried_pages() -> list[str]:
    """Return the pages for a site without pages of its own: in a checkout, some of them are those of its own site."""
    names = ("about.md", "methodology.md", "contribute.md")
    carried = {name: THEME / "pages" / name for name in names}
    return [
        str(path if path.is_file() else THEME.parent / "content" / "pages" / name) for name, path in carried.items()
    ]


@dataclass(slots=True)
class Host:
    """Collect what each plugin adds while contexts are made, then hand out the publisher while output is made.

    `started` is when the first of the plugins began, before anything was written, in seconds since the epoch, and
    `number` a number of this build alone.
    `raw_files` are the paths of files whose bytes a plugin publishes at the path that they have in the repository.
    `data` is the folder in which these paths start, None for the root of the project. `uncommitted` are the paths there
    of all files that are not as in HEAD, None if nobody has asked git yet, which takes 0.15 s for 56,800 files.
    `clone_folder` is the folder of the output in which a plugin publishes a repository, empty if none does.
    `not_found` says, by plugin, what it looked for in vain: without it, pages of an earlier build would be removed.
    `downloads` makes files of the repository when it is first called, and says what pages show of them.
    `summary` says what each plugin read; `prose` holds the pages of `content/pages`, and `prose_variables` what their
    templates show besides the text, by template. `crawlers` collects which pages are for search engines. `long_pages`
    is how many seconds rendering took beyond what each page may take, and `as_source` how many pages were not rendered.
    """

    navigation: list[Link] = field(default_factory=list)
    repository: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)
    clone_url: str = ""
    clone_folder: str = ""
    downloads: Callable[[], Downloads] = Downloads
    banner: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    emails_shown: bool = False
    raw_files: frozenset[str] = frozenset()
    data: Path | None = None
    uncommitted: Sequence[str] | None = None
    summary: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    not_found: dict[str, list[str]] = field(default_factory=dict)
    prose: list[Any] = field(default_factory=list)
    prose_variables: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    crawlers: Crawlers = field(default_factory=Crawlers)
    long_pages: float = 0
    as_source: int = 0
    published: Published = field(default_factory=Published)
    progress: Progress | None = None
    started: float = field(default_factory=time.time)
    number: str = field(default_factory=lambda: os.urandom(8).hex())
    _statics: tuple[File, ...] = ()
    _ahead: SizesAhead | None = None
    _publisher: Publisher | None = None
    _workers: Workers | None = None

    @classmethod
    def of(cls, context: MutableMapping[str, Any], settings: MutableMapping[str, Any]) -> Self:
        """Return the build's host, kept in the context that the generator shares among its plugins."""
        host: Self | None = context.get(HOST)
        if host is None:
            if gc.get_freeze_count():  # by an earlier build of this process, as with `pelican --autoreload`
                gc.unfreeze()
                gc.collect()
            # The records of a build hold no cycles: looking for them takes 5 % of a build after one scan or one
            # commit (10,000 scans, November 2026).
            gc.disable()
            host = context[HOST] = settings[HOST] = cls()
            with host.collecting(SettingsError):
                SharedSettings.parse(settings)
            host.mistakes.extend(source_mistakes(settings, _template_folders(settings)))
            if (encoding := sys.getfilesystemencoding()) != "utf-8":
                host.mistakes.append(
                    f"Python writes names of files in {encoding} here, which has no names in other scripts: "
                    "set the environment variable PYTHONUTF8=1, or a locale with UTF-8, such as LC_ALL=C.UTF-8"
                )
            with host.collecting(ValueError):
                host.workers(settings)
        return host

    @contextmanager
    def collecting(self, *errors: type[Exception]) -> Iterator[None]:
        """Collect the message of an error, so that all mistakes of all files and plugins are reported together."""
        try:
            yield
        except errors as error:
            self.mistakes.append(str(error))

    def require_no_mistakes(self) -> None:
        """End the build with all collected messages, if there are any, before anything is read or written."""
        if self.mistakes:
            raise SystemExit("\n".join(self.mistakes))

    def take_over(self, context: Mapping[str, Any], settings: MutableMapping[str, Any]) -> None:
        """Take the theme's static files and the prose pages from Pelican, to publish them as all others."""
        # Pelican may empty the folder before anything is published.
        if self._ahead is None and not self.workers(settings).alone and not settings.get("DELETE_OUTPUT_DIRECTORY"):
            self._ahead = look_ahead(Path(settings["OUTPUT_PATH"]), _state(settings))
        self._statics = take_statics(settings)
        self.prose = list(context.get("pages", ()))

    def publisher(self, settings: Mapping[str, Any]) -> Publisher:
        """Return the build's publisher; what is added to the header after the first call comes too late."""
        if self._publisher is None:
            begin(_state(settings), settings["OUTPUT_PATH"], self.number)
            self._publisher = Publisher(
                folder=Path(settings["OUTPUT_PATH"]),
                renderer=Renderer(_template_folders(settings), self._site(settings)),
                state=_state(settings),
                workers=self.workers(settings),
                progress=self.progress,
                ahead=self._ahead,
            )
            self.published += self._publisher.publish("theme", self._statics)
            self.published += self._publisher.publish("prose", [self._declared(page) for page in self.prose])
        return self._publisher

    def publish(self, settings: Mapping[str, Any], owner: str, groups: Sequence[Group], owned: OwnedPaths) -> None:
        """Publish all outputs of a plugin, and remove those that it no longer declares.

        End the build if many would be removed because something was not found.
        """
        guard = partial(require_removable, self.not_found.get(owner, ()), settings)
        publisher = self.publisher(settings)
        self.published += publisher.publish_groups(owner, groups, owned=owned, since=self.started, guard=guard)

    def report(self, settings: Mapping[str, Any], excess: Sequence[str]) -> None:
        """Report the build to the command that publishes its site, if that has started it."""
        BuildReport(
            output=settings["OUTPUT_PATH"],
            state=str(_state(settings)),
            number=self.number,
            site_url=settings.get("SITEURL", "").rstrip("/"),
            excess=tuple(excess),
            not_found=tuple(reason for reasons in self.not_found.values() for reason in reasons),
        ).write(settings)

    def _declared(self, page: Any) -> Page:
        return prose.declare(page, self.prose_variables.get(page.template, {}))

    def workers(self, settings: Mapping[str, Any]) -> Workers:
        """Return the build's workers."""
        if self._workers is None:
            self._workers = Workers.of(settings)
        return self._workers

    @staticmethod
    def memory(settings: Mapping[str, Any], name: str) -> Memory:
        """Return the memory of this name, which is kept in the same file as the publisher's state."""
        return Memory(_state(settings), name)

    def _site(self, settings: Mapping[str, Any]) -> Site:
        return Site(
            name=settings["SITENAME"],
            description=settings.get("SITESUBTITLE", ""),
            url=settings.get("SITEURL", "").rstrip("/"),
            clone_url=self.clone_url,
            banner=self.banner,
            unlisted=self.crawlers.pattern(preview=bool(settings.get("PREVIEW"))),
            navigation=tuple(self.navigation),
            repository=tuple(self.repository),
            footer=tuple(self.footer),
            extra=self.extra,
        )


def before_reading(generator: Any) -> None:
    """End the build before Pelican reads the first page, if there are mistakes: a page may be a device.

    Pelican makes the generator of static files after those of all plugins, and reads nothing before.
    """
    host: Host | None = generator.context.get(HOST)
    if host is not None:
        host.require_no_mistakes()


def _template_folders(settings: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return where templates are looked for: overrides, the user's theme, then the one that comes along."""
    # Pelican leaves these as they are given: relative to wherever it was called from.
    overrides = [root_of(settings) / folder for folder in settings.get("THEME_TEMPLATES_OVERRIDES", ())]
    return (*overrides, Path(settings["THEME"]) / "templates", THEME / "templates")


def _state(settings: Mapping[str, Any]) -> Path:
    """Return the file of the state."""
    folder: str = settings["CACHE_PATH"]
    return root_of(settings) / folder / "scanpress.sqlite"


_COMMENTS_AND_INDENTS = re.compile(rb"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)


def take_statics(settings: MutableMapping[str, Any]) -> tuple[File, ...]:
    """Return a theme's files as outputs, and have Pelican leave them alone.

    Templates of another theme are borrowed from the one of Scanpress, and so are the files that these templates use.
    Pelican would copy them again in every build, and would not remove deleted ones.
    """
    # A builder that goes on keeps the settings from one build to the next.
    folders = settings.setdefault(_TAKEN, settings.get(_FOLDERS, ()))
    settings[_FOLDERS] = []
    theme, target = Path(settings["THEME"]), settings.get("THEME_STATIC_DIR", "theme")
    sources = [THEME / "static", *(theme / folder for folder in folders)]
    files = {f"{target}/{name}": parts for source in sources for name, parts in _files(source).items()}
    return tuple(File(address, content, (parts, _digest(parts))) for address, parts in sorted(files.items()))


def content(made_from: tuple[tuple[str, ...], str]) -> bytes:
    """Return the bytes of a file, which may be published from several parts; raise ValueError if they have changed."""
    parts, digest = made_from
    if _digest(parts) != digest:
        raise ValueError(f"{parts[0]} changed while the site was built: build again")
    return b"".join(map(_published, parts))


def _published(path: str) -> bytes:
    found = Path(path).read_bytes()
    # Our own scripts go without comments and indents: a seventh of their bytes, compressed. No text in them has several
    # lines. Files of other themes stay as they are.
    return _COMMENTS_AND_INDENTS.sub(b"", found) if path.endswith(".js") and Path(path).is_relative_to(THEME) else found


def _files(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the files of a folder by their paths in it; `folder` may also be a single file.

    The files in a folder whose name ends in `.js` are published as one script of this name, in their order: that is a
    tenth fewer bytes, compressed, than several scripts.
    """
    if folder.is_file():
        return {folder.name: (str(folder),)}
    found: dict[str, tuple[str, ...]] = {}
    for above, _, names in os.walk(folder):
        for path in (Path(above, name) for name in sorted(names) if not name.startswith(".")):
            published = path.parent if path.parent.suffix == ".js" else path
            name = published.relative_to(folder).as_posix()
            found[name] = (*found.get(name, ()), str(path))
    return found


def _digest(parts: Sequence[str]) -> str:
    return sha256(b"".join(Path(path).read_bytes() for path in parts)).hexdigest()
