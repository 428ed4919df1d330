"""The content of a file or of one of its versions, as pages show it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from scanpress.git_browser.content.code import block, decode_text, is_worth_colours, numbered
from scanpress.git_browser.content.markdown import is_markdown, render
from scanpress.repository import LINK, objects, reordered_lines

LARGEST = 1 << 20  # bytes of a file that is shown


def shown_content(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a blob's content as HTML, or its kind if the page does not show it."""
    nothing = {"kind": "", "code": (), "prose": "", "is_utf8": True, "is_crlf": False, "is_empty": False}
    name, size = made_from["name"], made_from["size"]
    if size > LARGEST:
        return nothing | {"kind": "large"}
    if made_from["is_image"]:
        return nothing | {"kind": "image"}
    found = _read_text(made_from["store"], made_from["blob"])
    if found is None:
        return nothing | {"kind": "binary"}
    is_rendered = made_from["is_coloured"] and is_markdown(name) and made_from["mode"] != LINK
    prose = render(found.text, made_from["links"]) if is_rendered else ""
    colours = name if made_from["is_coloured"] and is_worth_colours(found.text, name) else ""
    return {
        "kind": "text",
        "code": block(numbered(found.text, colours)),
        "prose": prose,
        "is_utf8": found.is_utf8,
        "is_crlf": found.is_crlf,
        "is_empty": not found.text,
        "reordered": reordered_lines(found.text),
    }


class _Text(NamedTuple):
    text: str
    is_utf8: bool
    is_crlf: bool


@lru_cache(maxsize=1)  # see `numbered`
def _read_text(store: str, oid: str) -> _Text | None:
    """Return a blob's text, None if it has none."""
    blob = objects(store).blob(oid)
    if blob is None or blob.is_binary:
        return None
    return _Text(*decode_text(blob.content), b"\r" in blob.content and b"\r\n" in blob.content)


def read_content(made_from: Sequence[str]) -> bytes:
    """Return a file's bytes."""
    store, oid = made_from
    blob = objects(store).blob(oid)
    if blob is None:
        raise LookupError(f"{oid} is not in {store}")
    return blob.content
