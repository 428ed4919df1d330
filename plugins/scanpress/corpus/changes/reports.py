"""Changes as text, as Markdown for the comment on a pull request, and as JSON."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from scanpress.checking import is_run
from scanpress.checking.display import visible
from scanpress.corpus.changes.comparing import compare
from scanpress.corpus.changes.records import Base, Difference, ScanChange

Mark = Callable[[str, str], str]
_LONGEST = 300  # characters of a value on one line
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


def change_lines(change: ScanChange, mark: Mark) -> Iterator[str]:
    """Yield one line per change within a scan; `mark` formats words that were removed and added."""
    for each in change.answers:
        yield f"{mark('kept', each.place)}: {_value(each.before, mark)} → {_value(each.after, mark)}"
    for each in change.texts:
        yield f"{mark('kept', each.place)}: {_words(each, mark)}"
    for name, before, after in change.scores:
        told = f"{before} → {after}" if before and after else (after or before or "")
        yield f"{name}: {mark('kept', told)}"
    if change.unreadable:
        yield change.unreadable


def plain_mark(kind: str, text: str) -> str:
    """Mark words for plain text, in the manner of git's word diff."""
    shown = visible(text)
    return {"lost": f"[-{shown}-]", "gained": f"{{+{shown}+}}"}.get(kind, shown)


def render_text(changes: Sequence[ScanChange], base: Base | None = None) -> str:
    """Return the changes as text for people, with the commit that they are compared with."""
    lines: list[str] = []
    for change in changes:
        lines.append(f"{change.kind:<7}  {visible(_path(change))}  {visible(change.title)}".rstrip())
        lines += [f"    {line}" for line in change_lines(change, plain_mark)]
    return "\n".join([*lines, _counts(changes) + (f", compared with {visible(str(base))}" if base else "")]) + "\n"


def render_markdown(changes: Sequence[ScanChange], base: Base | None = None) -> str:
    """Return the changes as Markdown for a comment: one heading per scan, one list item per change."""
    lines = [f"**{_counts(changes)}**" + (f", compared with `{_code(str(base))}`" if base else "")]
    for change in changes:
        lines += ["", f"#### {change.kind}: {_escaped(change.title) or 'a file'}", "", f"`{_code(_path(change))}`"]
        points = [f"- {line}" for line in change_lines(change, _markdown_mark)]
        lines += ["", *points] if points else []
    return "\n".join(lines) + "\n"


def render_json(changes: Sequence[ScanChange], base: Base | None = None) -> str:
    """Return all facts of all changes as JSON."""
    compared = {"base": asdict(base)} if base else {}
    document = {"format": "scanpress-diff-1", **compared, "changes": [change.document for change in changes]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[ScanChange], Base | None], str]] = {
    "text": render_text,
    "markdown": render_markdown,
    "json": render_json,
}


def _path(change: ScanChange) -> str:
    return f"{change.moved_from} → {change.path}" if change.moved_from else change.path


def _counts(changes: Sequence[ScanChange]) -> str:
    counts = Counter(change.kind for change in changes)
    told = [f"{counts[kind]} {kind}" for kind in ("added", "changed", "moved", "removed") if counts[kind]]
    return f"{len(changes)} scan{'s' if len(changes) != 1 else ''}: {', '.join(told)}" if told else "no scans changed"


def _words(each: Difference, mark: Mark) -> str:
    if each.pieces:
        return "".join(_spaced(piece.kind, piece.text, mark) for piece in each.pieces)
    return f"{_value(each.before, mark)} → {_value(each.after, mark)}"


def _spaced(kind: str, text: str, mark: Mark) -> str:
    """Mark words, their surrounding spaces left outside: Markdown needs it."""
    core = text.strip()
    if not core or kind == "kept":
        return mark("kept", " ".join(text.splitlines())) if text.strip() else text
    start = text.index(core)
    return text[:start] + mark(kind, " ".join(core.split())) + text[start + len(core) :]


def _value(value: str | None, mark: Mark) -> str:
    if value is None:
        return "none"
    short = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    return mark("kept", " ".join(short.split()))


def _markdown_mark(kind: str, text: str) -> str:
    shown = _escaped(text)
    return {"lost": f"~~{shown}~~", "gained": f"**{shown}**"}.get(kind, shown)


def _escaped(text: str) -> str:
    """Escape what Markdown would take for markup: links, images and mentions included."""
    # An empty comment after an @ keeps the forge from notifying the account with that name.
    return _SPECIAL.sub(r"\\\1", visible(text)).replace("@", "@<!-- -->")


def _code(text: str) -> str:
    return visible(text).replace("`", "'")


_MOST = 100  # lines about one file


def summarise_change(path: str, before: bytes | None, after: bytes | None) -> Sequence[str]:
    """Return in words what changed in a scan; nothing of other files."""
    parts = PurePosixPath(path).parts
    if parts[:1] != ("scans",) or not path.endswith(".json") or is_run(path):
        return ()
    sides = ({path: content} if content is not None else {} for content in (before, after))
    lines = [line for change in compare(*sides) for line in change_lines(change, plain_mark)]
    return lines if len(lines) <= _MOST else [*lines[: _MOST - 1], f"and {len(lines) - _MOST + 1} more changes"]
