"""The content of a file or of one of its versions, as pages show it."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from scanpress.git_browser.addresses import LARGEST_POINTER, suffix_of
from scanpress.git_browser.content import attempt, markdown, notebook, table
from scanpress.git_browser.content.blame import marks_of
from scanpress.git_browser.content.code import MOST_LINES, block, decode_text, is_worth_colours, numbered
from scanpress.repository import LINK, objects, reordered_lines

LARGEST = 1 << 20  # bytes of a file that is shown
_LARGEST_PICTURE = 100_000  # bytes of a picture that is part of its page
_NOTHING = {
    "kind": "", "rendered": "", "source": "below", "is_failed": False, "has_data": False, "code": (), "lines": 0,
    "is_utf8": True, "is_crlf": False, "is_empty": False, "blamed": None, "picture": "", "reordered": (),
}  # fmt: skip


def shown_content(made_from: Mapping[str, Any]) -> dict[str, Any]:
    """Return a blob's content as HTML, or its kind if the page does not show it.

    `rendered` is the content as its author means it; its source is then `below`, `folded` or `left out`.
    """
    if made_from["size"] > LARGEST:
        return _NOTHING | {"kind": "large"}
    if made_from["is_image"] and made_from["size"] > LARGEST_POINTER:
        return _NOTHING | {"kind": "image"}
    blob = objects(made_from["store"]).blob(made_from["blob"], copy=made_from["copy"])
    if blob is None or blob.is_binary:
        return _NOTHING | {"kind": "image" if made_from["is_image"] else "binary"}
    text, is_utf8 = decode_text(blob.content)
    lines = text.count("\n") + (not text.endswith("\n")) if text else 0
    if lines > MOST_LINES:
        return _NOTHING | {"kind": "long", "lines": lines}
    shown = _NOTHING | {
        "kind": "text",
        "lines": lines,
        "is_utf8": is_utf8,
        "is_crlf": b"\r" in blob.content and b"\r\n" in blob.content,
        "is_empty": not text,
        "reordered": reordered_lines(text),
    }
    render = _RENDERED.get(suffix_of(made_from["name"])) if made_from["mode"] != LINK else None
    if render and text:
        found = attempt(render, blob.content, text, made_from)
        shown |= {"is_failed": True} if found is None else found._asdict()
    return shown | {"lines": 0} if shown["source"] == "left out" else shown | _source(made_from, text)


def _source(made_from: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the lines of a text, in colours and with their commits as far as both can be made."""
    is_coloured = made_from["is_coloured"] and is_worth_colours(text, made_from["name"])
    blamed = attempt(marks_of, made_from["blame"]) if made_from.get("blame") else None
    marks = blamed.marks if blamed else None
    lines = attempt(numbered, text, made_from["name"], marks) if is_coloured else None
    return {"code": block(numbered(text, "", marks) if lines is None else lines), "blamed": blamed and blamed.note}


class _Rendered(NamedTuple):
    """A content as its author means it, and how the page shows its source; None stands for one that is not valid."""

    rendered: str = ""
    source: str = "below"
    picture: str = ""
    has_data: bool = False  # it holds pictures


def _markdown(_content: bytes, text: str, made_from: Mapping[str, Any]) -> _Rendered | None:
    found = markdown.render(text, made_from["links"]) if made_from["is_coloured"] else ""
    if found is None:
        return None
    return _Rendered(f'<article class="prose rendered">\n{found}\n</article>' if found else "")


def _notebook(_content: bytes, text: str, made_from: Mapping[str, Any]) -> _Rendered | None:
    """Return a notebook; its source has all outputs in one line each, which nobody reads."""
    found = notebook.render(text) if made_from["is_coloured"] else ""
    if found is None:
        return None
    return _Rendered(found, "left out", has_data='src="data:' in found) if found else _Rendered()


def _table(_content: bytes, text: str, made_from: Mapping[str, Any]) -> _Rendered | None:
    found = table.render(text, suffix_of(made_from["name"])) if made_from["is_coloured"] else ""
    if found is None:
        return None
    return _Rendered(found, "folded") if found else _Rendered()


def _picture(content: bytes, _text: str, _made_from: Mapping[str, Any]) -> _Rendered:
    """Return an SVG as an image, in which no browser runs scripts or loads anything, unless it defines entities."""
    if len(content) > _LARGEST_PICTURE or b"<!ENTITY" in content or b"<svg" not in content:
        return _Rendered()
    return _Rendered(picture=f"data:image/svg+xml;base64,{b64encode(content).decode()}", has_data=True)


_RENDERED = {
    **dict.fromkeys(markdown.SUFFIXES, _markdown),
    ".ipynb": _notebook,
    ".csv": _table,
    ".tsv": _table,
    ".tab": _table,
    ".svg": _picture,
}


def read_content(made_from: Sequence[str]) -> bytes:
    """Return a file's bytes."""
    store, oid = made_from
    blob = objects(store).blob(oid)
    if blob is None:
        raise LookupError(f"{oid} is not in {store}")
    return blob.content
