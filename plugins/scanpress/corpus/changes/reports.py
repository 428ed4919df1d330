"""Changes as text, as Markdown for the comment on a pull request, and as JSON."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from scanpress.checking import may_be_scan
from scanpress.checking.display import visible
from scanpress.corpus.changes.comparing import compare
from scanpress.corpus.changes.records import Base, Difference, ScanChange, StatusChange
from scanpress.corpus.scan import PUBLISHED
from scanpress.facts import Collection

Mark = Callable[[str, str], str]
Piece = tuple[str, str]
"""A text after its kind: words that were `kept`, `lost` or `gained`, values `before` and `after`, or our `own`."""
_MARKED = {"before": "kept", "after": "kept"}  # in text: an arrow says which value is which
_ON_PAGES = {"before": "lost", "after": "gained", "own": "kept"}
_STATUS = "status"  # no question has this name
_LONGEST = 300  # characters of a value on one line
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


def change_lines(change: ScanChange, mark: Mark) -> Iterator[str]:
    """Yield one line per change within a scan; `mark` formats words that were removed and added."""
    for line in _lines(change):
        yield "".join([text if kind == "own" else mark(_MARKED.get(kind, kind), text) for kind, text in line])


def _lines(change: ScanChange) -> Iterator[Sequence[Piece]]:
    """Yield each change within a scan as a line in pieces."""
    if change.status:
        yield _status(change.status)
    for each in change.answers:
        yield ("kept", each.place), ("own", ": "), *_values(each)
    for each in change.texts:
        if not (change.status and each.place.partition(".")[0] == _STATUS):
            yield ("kept", each.place), ("own", ": "), *_words(each)
    for name, before, after in change.scores:
        told = f"{before} → {after}" if before and after else (after or before or "")
        yield ("own", f"{name}: "), ("kept", told)
    if change.unreadable:
        yield (("own", change.unreadable),)
    if change.unread:
        versions = f"the {change.unread} version{'s' if ' ' in change.unread else ''}"
        yield (("own", f"{versions} could not be read: missing or damaged; git fsck and scanpress check say more"),)


def _status(status: StatusChange) -> Sequence[Piece]:
    """Return a line such as `now withdrawn: Tables 2 and 3 are wrong. (by Ada Byron, 2026-01-31)`."""
    was = (("own", f" (was {status.before})"),) if status.before != PUBLISHED else ()
    signed = ", ".join(filter(None, (status.by and f"by {status.by}", status.date)))
    note = (("own", ": "), _value("kept", status.note)) if status.note else ()
    line = (("own", "now "), ("after", status.after), *was, *note)
    return (*line, ("own", " ("), ("kept", signed), ("own", ")")) if signed else line


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
    """Return all facts of all changes as JSON: `events` are those of `changes.jsonl.gz`."""
    compared = {"base": {"name": base.name, "commit": base.commit}} if base else {}
    head, when = (base.head, base.when) if base else ("", "")
    events = [event.document for change in changes for event in change.events(head, when)]
    found = [change.document for change in changes]
    document = {"format": "scanpress-diff-1", **compared, "changes": found, "events": events}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[ScanChange], Base | None], str]] = {
    "text": render_text,
    "markdown": render_markdown,
    "json": render_json,
}


def _path(change: ScanChange) -> str:
    return f"{change.moved_from} → {change.path}" if change.moved_from else change.path


def _counts(changes: Sequence[ScanChange]) -> str:
    counts = Counter("that could not be read" if change.unread else change.kind for change in changes)
    kinds = ("added", "changed", "moved", "removed", "that could not be read")
    told = [f"{counts[kind]} {kind}" for kind in kinds if counts[kind]]
    return f"{len(changes)} scan{'s' if len(changes) != 1 else ''}: {', '.join(told)}" if told else "no scans changed"


def _words(each: Difference) -> Sequence[Piece]:
    if each.pieces:
        return [part for piece in each.pieces for part in _spaced(piece.kind, piece.text)]
    return _values(each)


def _spaced(kind: str, text: str) -> Sequence[Piece]:
    """Return words apart from the spaces around them: Markdown needs it."""
    core = text.strip()
    if not core:
        return (("own", text),)
    if kind == "kept":
        return (("kept", " ".join(text.splitlines())),)
    start = text.index(core)
    return ("own", text[:start]), (kind, " ".join(core.split())), ("own", text[start + len(core) :])


def _values(each: Difference) -> Sequence[Piece]:
    return _value("before", each.before), ("own", " → "), _value("after", each.after)


def _value(kind: str, value: str | None) -> Piece:
    if value is None:
        return "own", "none"
    short = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    return kind, " ".join(short.split())


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
_SYMBOLS = {
    **dict.fromkeys(["met", "yes"], "✓ "),
    **dict.fromkeys(["not met", "no"], "✗ "),
    "not applicable": "\N{EN DASH} ",
    "partly": "~ ",
    "unclear": "? ",
}


def summarise_change(
    path: str,
    before: bytes | None,
    after: bytes | None,
    *,
    scan_files: Sequence[str] | None = None,
    unknown_keys: str | None = None,
) -> Sequence[Sequence[Piece]]:
    """Return what changed in a scan, line by line in pieces that are kept, lost or gained; nothing of other files.

    The last two are the settings SCAN_FILES and UNKNOWN_KEYS.
    """
    collection = Collection.of({"SCAN_FILES": scan_files, "UNKNOWN_KEYS": unknown_keys}, Path())
    if not may_be_scan(path, collection.layout):
        return ()
    old, new = ({path: content} if content is not None else {} for content in (before, after))
    lines = [
        _for_page(line, is_answer=0 <= number - bool(change.status) < len(change.answers))
        for change in compare(old, new, collection)
        for number, line in enumerate(_lines(change))
    ]
    return (
        lines
        if len(lines) <= _MOST
        else [*lines[: _MOST - 1], [("kept", f"and {len(lines) - _MOST + 1} more changes")]]
    )


def _for_page(line: Sequence[Piece], *, is_answer: bool) -> Sequence[Piece]:
    """Return a line as pages show it: verdicts have their symbol, and whole values are lost and gained, too."""
    symbols = _SYMBOLS if is_answer else {}
    return [(_ON_PAGES.get(kind, kind), visible(symbols.get(text.lower(), "") + text)) for kind, text in line]
