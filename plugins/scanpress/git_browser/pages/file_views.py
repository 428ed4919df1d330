"""The pages of a file and of its history, as their templates show them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from scanpress.git_browser.content.blob import LARGEST, shown_content
from scanpress.git_browser.hooks import Title, find_title
from scanpress.git_browser.words import counted
from scanpress.pelican_build.downloads import bytes_for_people
from scanpress.repository import LINK, objects
from scanpress.writer import Items, bare_href, href

_PLAIN_FILE = "100644"


class Heading(NamedTuple):
    """What the headings of many files have in common; `root` leads to the root of the site."""

    root: str
    mode: str
    is_link: int
    is_text: int
    is_changed: int


class Root(NamedTuple):
    """What the versions and folders of many files have in common: the way to the root of the site."""

    root: str


_TEXTS = ("name", "about", "about_href", "title", "bytes", "size", "lines", "raw", "download", "blob")
_INNER = ("crumbs",)
_CRUMB = ("href", "label")
_VERSION = ("when", "day", "commit", "short", "subject", "path", "author", "blob")


def view_file(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the file's content as the page shows it, and its links."""
    content = shown_content(made_from)
    about = _page_about(made_from)
    label, title, page = about or ("", "", "")
    root, versions = made_from["root"], made_from["versions"]
    size, lines = bytes_for_people(made_from["size"]), counted(content["lines"], "line") if content["lines"] else ""
    return content | {
        "path": made_from["path"],
        "name": made_from["name"],
        "about": page and bare_href(page),
        "in_short": _in_short(label, title, size, lines, versions),
        "heading": _heading(made_from, (label, page and bare_href(page), title), size, lines, content["kind"]),
        "raw": made_from["raw"] and bare_href(made_from["raw"]),
        "blame": made_from["blame"],
        "versions": _versions(root, versions),
        "count": made_from["count"],
        "history": made_from["history"] and bare_href(made_from["history"]),
        "is_cut": made_from["is_cut"],
    }


def _heading(made_from: dict[str, Any], about: tuple[str, str, str], size: str, lines: str, kind: str) -> Items:
    root, mode = made_from["root"], made_from["mode"]
    shown_mode = "" if mode == _PLAIN_FILE else made_from["shown_mode"]
    shared = Heading(root, shown_mode, int(mode == LINK), int(kind == "text"), int(made_from["count"] > 1))
    row = (
        shared,
        made_from["name"],
        *about,
        f"{made_from['size']:,}",
        size,
        lines,
        made_from["raw"] and bare_href(made_from["raw"]),
        made_from["download"],
        made_from["blob"] if made_from["has_permalink"] else "",
        Items([(Root(root), bare_href(address), name) for name, address in made_from["crumbs"]], _CRUMB),
    )
    return Items([row], _TEXTS, _INNER)


def _in_short(label: str, title: str, size: str, lines: str, versions: Sequence[dict[str, Any]]) -> str:
    """Return the file in a few sentences, for search engines and for previews of a link."""
    about = f"{label}: {title[:120]}. " if label else ""
    all_ = f"A file of {size}{', ' if lines else ''}{lines}."
    if not versions:
        return about + all_
    newest = versions[0]
    day = f" {newest['when'][:10]}" if newest["when"] else ""
    return f"{about}{all_} Last change{day}: {newest['subject'][:100]}."


def _versions(root: str, versions: Sequence[dict[str, Any]]) -> Items:
    """Return the items of `git/version.html`."""
    shared = Root(root)
    rows = [
        (
            shared,
            version["when"],
            (version["when"] or "")[:10],
            version["commit"],
            version["commit"][:10],
            version["subject"],
            version["path"],
            version["author"],
            version["blob"],
        )
        for version in versions
    ]
    return Items(rows, _VERSION)


def _page_about(made_from: dict[str, Any]) -> Title | None:
    """Return the title of the file and the page of the site about it, None if there is no such page."""
    if not made_from["titles"] or made_from["size"] > LARGEST:
        return None
    blob = objects(made_from["store"]).blob(made_from["blob"], copy=made_from["copy"])
    return find_title(made_from["titles"], made_from["path"], blob.content) if blob else None


def view_history(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a history's rows and links."""
    links = {key: made_from[key] and href(made_from[key]) for key in ("file", "newer", "older")}
    versions = made_from["versions"]
    days = [version["when"][:10] for version in (versions[-1], versions[0]) if version["when"]] if versions else []
    return made_from | links | {"days": days, "versions": _versions(made_from["root"], versions)}
