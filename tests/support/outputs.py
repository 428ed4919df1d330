"""Made-up outputs, and a publisher for them: what the writer's tests publish."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scanpress.writer import File, Output, Page, Publisher, Renderer, Site

TEMPLATES = {
    "base.html": "<title>{{ site.name }}</title>{% block content %}{% endblock %}\n",
    "page.html": '{% extends "base.html" %}{% block content %}<p>{{ text }}</p>{% include "part.html" %}{% endblock %}',
    "part.html": "<i>{{ root }}</i>",
    "other.html": "<p>{{ text }}</p>\n",
}


def text_view(made_from: Any) -> Mapping[str, Any]:
    return {"text": made_from}


def content(made_from: Any) -> bytes:
    return str(made_from).encode()


def failing(made_from: Any) -> bytes:
    """Return what `content` returns, but fail for "bad"."""
    if made_from == "bad":
        raise KeyError("no title")
    return content(made_from)


def dying(made_from: Any) -> bytes:
    """Return what `content` returns, but end the process for "dies"."""
    if made_from == "dies":
        os._exit(9)
    return content(made_from)


def process(_made_from: Any) -> bytes:
    """Return the id of the process."""
    return str(os.getpid()).encode()


def page(address: str, text: str = "text", template: str = "page.html") -> Page:
    return Page(address, template, text_view, text)


def file(address: str, text: str = "text") -> File:
    return File(address, content, text)


def many(count: int) -> list[Output]:
    """Return so many pages in seven folders."""
    return [page(f"scans/g{i % 7}/n{i}/index.html", f"text <{i}>") for i in range(count)]


def write_templates(folder: Path, changes: Mapping[str, str] | None = None) -> None:
    """Write the templates, some of them changed, to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TEMPLATES, **(changes or {})}.items():
        (folder / name).write_text(text, encoding="utf-8")


def publisher(root: Path, **options: Any) -> Publisher:
    """Return a publisher to `root/output` as each build makes a new one."""
    if not (root / "templates").exists():
        write_templates(root / "templates")
    site = options.pop("site", Site(name="Made up"))
    renderer = Renderer([root / "templates"], site)
    options.setdefault("state", root / "cache" / "state.sqlite")
    return Publisher(folder=root / "output", renderer=renderer, **options)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file's content, by path; an empty folder counts as a file of its own."""
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }
