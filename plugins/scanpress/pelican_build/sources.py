"""The files that Pelican reads below the folder of content: none may lead out of the repository, or never end."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pelican.utils import get_date

from scanpress.plain_file import inside, read_plain

_TEXTS = ("PAGE_PATHS", "ARTICLE_PATHS")
_NAMES = ("FILENAME_METADATA", "PATH_METADATA")  # expressions that may take a title from the name of a file
_IN_ADDRESSES = ("save_as", "slug", "lang")  # lines of a page from which its address is made
_STATUSES = ("published", "hidden", "draft", "skip")
_LARGEST = 2**22  # bytes of a page's text; the longest page of this site has 20,000


def source_mistakes(settings: Mapping[str, Any], templates: Sequence[Path] = ()) -> Iterator[str]:
    """Yield what is wrong with the pages and static files that Pelican would read or publish.

    `templates` are the folders in which the templates are looked for that pages name.
    """
    content = Path(settings.get("PATH") or "content").resolve()
    seen: set[Path] = set()
    for name in (*_TEXTS, "STATIC_PATHS"):
        for given in settings.get(name) or ():
            for path in _files(content / given):
                if path not in seen:
                    seen.add(path)
                    mistakes = list(_mistakes(path, limit=_LARGEST if name in _TEXTS else 0))
                    yield from mistakes or (_mistakes_of_page(path, settings, templates) if name in _TEXTS else ())


def _files(path: Path) -> Iterator[Path]:
    """Yield the files and links below a folder; links to folders are not followed."""
    if path.is_symlink() or not path.is_dir():
        if path.is_symlink() or path.exists():
            yield path
        return
    for folder, folders, files in os.walk(path):
        links = [name for name in folders if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114 - a Path costs more
        yield from (Path(folder, name) for name in sorted((*files, *links)))


def _mistakes(path: Path, *, limit: int) -> Iterator[str]:
    try:
        real = inside(path)
        if real.is_dir():
            return
        content = read_plain(real, limit=limit)
    except FileNotFoundError:
        yield f"{path}: this symbolic link leads nowhere: remove it, or correct its target"
    except PermissionError:
        yield f"{path}: this file cannot be read: make the file and its folder readable"
    except OSError as error:
        yield f"{path}: this file cannot be published: {error.strerror or error.args[0]}: replace it with a plain file"
    else:
        if limit and len(content) > limit:
            yield f"{path}: this page has more than {limit:,} bytes: divide it into several pages"


def _mistakes_of_page(path: Path, settings: Mapping[str, Any], templates: Sequence[Path]) -> Iterator[str]:
    """Yield what Pelican would end the build for, with a traceback."""
    if path.suffix != ".md" or path.is_dir():
        return
    try:
        head = path.read_bytes().decode("utf-8-sig").partition("\n\n")[0]
    except UnicodeDecodeError as error:
        yield f"{path}: this page is not UTF-8 (byte {error.start + 1:,}): save it as UTF-8"
        return
    said = {name.strip().lower(): value for name, _, value in (line.partition(":") for line in head.splitlines())}
    is_named = any("title" in str(settings.get(name)) for name in ("DEFAULT_METADATA", *_NAMES))
    if not said.get("title", "").strip() and not is_named:
        yield f"{path}: this page has no title: write a line Title: at the top, followed by an empty line"
    yield from (f"{path}: {mistake}" for mistake in _wrong_lines(said, templates))


def _wrong_lines(said: Mapping[str, str], templates: Sequence[Path]) -> Iterator[str]:
    """Yield what is wrong with the lines at the top of a page."""
    for name in _IN_ADDRESSES:
        given = said.get(name, "").strip()
        if ".." in given.split("/") or given.startswith("/"):
            yield f"{name.capitalize()} leads out of the site: write a path without .. or / at its beginning"
    for name in ("date", "modified"):
        if given := said.get(name, "").strip():
            try:
                get_date(given)
            except (ValueError, OverflowError):
                yield f"{name.capitalize()} is not a date: write one such as 2026-01-31"
    status = said.get("status", "").strip()
    if status and status.lower() not in _STATUSES:
        yield f"there is no Status {status}: write {', '.join(_STATUSES[:-1])} or {_STATUSES[-1]}"
    template = said.get("template", "").strip()
    if template and templates and not any((folder / f"{template}.html").is_file() for folder in templates):
        yield f"there is no template {template}.html: correct the line Template:, or remove it"
