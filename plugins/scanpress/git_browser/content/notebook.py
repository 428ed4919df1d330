"""Jupyter notebooks as pages: their prose, code and outputs as they were saved; nothing of them is run."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import orjson

from scanpress.git_browser.content import attempt, markdown
from scanpress.git_browser.content.code import coloured, is_worth_colours
from scanpress.git_browser.content.markup import PREFIX
from scanpress.repository import visible

_MOST_CELLS = 2_000
_MOST_COLOURED = 1 << 17  # characters of all code
_LONGEST_OUTPUT = 20_000  # characters of one output
_LARGEST_PICTURES = 1 << 20  # characters of all pictures
_PICTURES = ("image/png", "image/jpeg")
_BASE64 = re.compile(r"[A-Za-z0-9+/]++={0,2}+")
_TERMINAL = re.compile(r"\x1b\[[0-9;]*+[A-Za-z]?+")  # colours of a terminal
_KIND = re.compile(r"[a-z0-9.+/-]{1,80}")
_TAG = re.compile(r'<(?:a|div|h[1-6])(?: [a-z]++="[^"]*+")++>')
_SUFFIXES = {"python": ".py", "r": ".r", "julia": ".jl", "bash": ".sh", "javascript": ".js", "scala": ".scala"}


def render(text: str) -> str | None:
    """Return a notebook as HTML, None if it is not one of version 4: then its source is shown."""
    notebook = _parsed(text.removeprefix("\ufeff"))
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:  # noqa: PLR2004
        return None
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return None
    shown = _Notebook(_suffix(notebook.get("metadata")))
    pieces = [shown.cell(number, cell) for number, cell in enumerate(cells[:_MOST_CELLS], 1)]
    if len(cells) > _MOST_CELLS:
        pieces.append(f"<p class=faint>{len(cells) - _MOST_CELLS:,} more cells are not shown.</p>")
    return f'<article class="prose rendered">{"".join(pieces)}</article>'


def _parsed(text: str) -> Any:
    """Return a JSON value, None if the text is none; Python, which writes notebooks, writes NaN and Infinity, too."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _suffix(metadata: Any) -> str:
    """Return the suffix of files in a notebook's language."""
    found = metadata if isinstance(metadata, dict) else {}
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        part = found.get(key)
        language = part.get(name) if isinstance(part, dict) else None
        if isinstance(language, str):
            return _SUFFIXES.get(language.lower(), "")
    return ".py"


class _Notebook:
    """Renders the cells of a notebook one by one, within bounds for all of them together."""

    def __init__(self, suffix: str) -> None:
        self._name = f"cell{suffix}"
        self._coloured = 0
        self._pictures = 0

    def cell(self, number: int, cell: Mapping[str, Any]) -> str:
        """Return a cell as HTML."""
        source = _text(cell.get("source"))
        if cell.get("cell_type") == "markdown":
            return self._prose(number, source)
        if cell.get("cell_type") != "code":
            return f"<pre>{escape(visible(source), quote=False)}</pre>" if source else ""
        outputs = cell.get("outputs")
        return self._code(source) + "".join(self._outputs(outputs if isinstance(outputs, list) else []))

    @staticmethod
    def _prose(number: int, source: str) -> str:
        """Return a cell of Markdown, whose anchors differ from those of other cells."""
        html = attempt(markdown.render, visible(source), {})
        if not html:
            return f"<pre>{escape(visible(source), quote=False)}</pre>" if source else ""
        own, linked = (f'="{sign}c{number}-{PREFIX}' for sign in ("", "#"))
        return _TAG.sub(lambda match: match.group().replace(f'="{PREFIX}', own).replace(f'="#{PREFIX}', linked), html)

    def _code(self, source: str) -> str:
        if not source:
            return ""
        shown = visible(source)
        self._coloured += len(shown)
        is_coloured = self._coloured <= _MOST_COLOURED and is_worth_colours(shown, self._name)
        code = attempt(coloured, shown, self._name) if is_coloured else None
        return f'<pre class="cell">{escape(shown, quote=False) if code is None else code}</pre>'

    def _outputs(self, outputs: list[Any]) -> Iterator[str]:
        for output in outputs:
            if not isinstance(output, dict):
                continue
            if output.get("output_type") == "stream":
                yield _printed(_text(output.get("text")))
            elif output.get("output_type") == "error":
                trace = output.get("traceback")
                yield _printed("\n".join(map(str, trace)) if isinstance(trace, list) else "")
            elif isinstance(output.get("data"), dict):
                yield from self._data(output["data"])

    def _data(self, data: Mapping[str, Any]) -> Iterator[str]:
        """Yield an output as a picture or else as text, and name its other kinds, such as HTML."""
        picture = next((kind for kind in _PICTURES if kind in data), "")
        shown = self._picture(picture, _text(data[picture])) if picture else ""
        if shown:
            yield shown
        elif "text/plain" in data:
            yield _printed(_text(data["text/plain"]))
        others = [kind for kind in data if kind not in {*_PICTURES, "text/plain"} and _KIND.fullmatch(kind)]
        if others or (picture and not shown):
            names = ", ".join([*others, *([picture] if picture and not shown else [])][:5])
            yield f"<p class=faint>Output that is not shown here: {escape(names)}.</p>"

    def _picture(self, kind: str, written: str) -> str:
        encoded = "".join(written.split())
        self._pictures += len(encoded)
        if self._pictures > _LARGEST_PICTURES or not _BASE64.fullmatch(encoded):
            return ""
        return f'<p><img class="picture" src="data:{kind};base64,{encoded}" alt="output">'


def _text(value: Any) -> str:
    """Return a text that may be written as a list of its lines."""
    if isinstance(value, list):
        return "".join([part for part in value if isinstance(part, str)])
    return value if isinstance(value, str) else ""


def _printed(text: str) -> str:
    """Return what code has printed."""
    if not text:
        return ""
    shown = visible(_TERMINAL.sub("", text[:_LONGEST_OUTPUT]))
    left = len(text) - _LONGEST_OUTPUT
    more = f"<p class=faint>{left:,} more characters are not shown." if left > 0 else ""
    return f'<pre class="output">{escape(shown, quote=False)}</pre>{more}'
