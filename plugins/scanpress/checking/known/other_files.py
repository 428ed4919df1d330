"""JSON objects that are no scans: answers of services, schemas, citations, runs. Each is called what it is."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from scanpress.instruments import instruments

_RAW = "download the raw file and save that; on a forge, the button Raw leads to it"
_SCAN = "replace it with the scan of the paper, or remove the file"
# The keys that show what a file is, and what to do; the first that fits is meant.
_KINDS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset(["content", "encoding", "sha"]), "what a forge's interface for programs says of a file", _RAW),
    (
        frozenset(["$defs", "properties"]),
        "a JSON Schema, which says what scans look like",
        "write a scan: scanpress new makes one; the schema of your own instrument belongs where INSTRUMENTS says",
    ),
    (
        frozenset(["problems", "files", "summary"]),
        "a report of scanpress check",
        "save the report elsewhere, and the scan here",
    ),
    (frozenset(["cells", "nbformat"]), "a notebook", "save the scan that it makes"),
    (frozenset(["model", "settings", "prompt"]), "a run", "move it to scans/runs/"),
    (frozenset(["message-type", "message"]), "the record of a paper from Crossref", _SCAN),
    (frozenset(["paperId", "title"]), "the record of a paper from Semantic Scholar", _SCAN),
    (frozenset(["authorships", "title"]), "the record of a paper from OpenAlex", _SCAN),
    (frozenset(["itemType", "creators"]), "the record of a paper from Zotero", _SCAN),
    (frozenset(["title", "author", "issued"]), "the citation of a paper (CSL)", _SCAN),
    (frozenset(["@context", "@type"]), "linked data (JSON-LD)", _SCAN),
    (frozenset(["dependencies", "version", "name"]), "the list of a program's dependencies", _SCAN),
)


def other_file(document: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return what a JSON object without a paper is, and what to do; None if that is not known.

    >>> other_file({"nbformat": 4, "cells": []})
    ('the file is a notebook, and not a scan', 'save the scan that it makes')
    """
    if place := _place_of_scan(document):
        message = "the file is the answer of a program, which has the scan inside it as a text"
        return message, f"save the text at {place.lstrip('.')} as the file: it is the scan"
    if alone := _answers_alone(document):
        return alone
    if not document:
        return "the file is an empty object", "write the scan into it, or make one with scanpress new"
    found = ((what, remedy) for keys, what, remedy in _KINDS if keys <= document.keys())
    return next(((f"the file is {what}, and not a scan", remedy) for what, remedy in found), None)


def flattened(document: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Return the first key that a converter made of several, what happened, and what to do; None if it made none.

    >>> flattened({"paper.title": "A", "paper.year": 2020, "rater.name": "B"})[0]
    'paper.title'
    """
    outer = frozenset(["paper", "rater", *(key for each in instruments() for key in each.containers)])
    joined = {key: re.split(r"[./]", key) for key in document}
    joined = {key: parts for key, parts in joined.items() if len(parts) > 1 and parts[0] in outer}
    if len(joined) <= _FEW:
        return None
    first = next(iter(joined))
    sign = first[len(joined[first][0])]
    shown = [_nested(parts) for parts in {parts[0]: parts for parts in reversed(joined.values())}.values()]
    message = f"{len(joined)} keys are several keys in one, with {sign} between them: a converter did not nest them"
    remedy = f"write objects inside each other for all of them: {{ {', '.join(reversed(shown))} }}"
    return first, message, f"{remedy}; a converter that nests keys at each {sign} can do it"


def _nested(parts: Sequence[str]) -> str:
    """Return keys inside each other, in the form in which a remedy shows them; a number is a place of a list."""
    value = "…"
    for part in reversed(parts[1:]):
        value = f"[{value}, …]" if part.isdecimal() else f"{{ {_quoted(part)}: {value}, … }}"
    return f"{_quoted(parts[0])}: {value}"


def _quoted(key: str) -> str:
    return json.dumps(key[:_LONGEST_KEY], ensure_ascii=False)


def _answers_alone(document: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return that a file has only the answers of a scan, and what is missing around them."""
    for each in reversed(instruments()):
        asked = [
            question.key for category in each.categories if len(category.path) == 1 for question in category.questions
        ]
        asked += [category.path[1] for category in each.categories if len(category.path) > 1]
        given = sum(isinstance(document.get(key), Mapping) for key in asked)
        if given > _FEW and 2 * given > len(asked):
            named = f'"instrument": "{each.name}", "instrument_version": {each.version}'
            message = f"the file has answers to the questions of {each.name} alone, and is not a whole scan"
            remedy = f'write them into "{each.container}": {{ … }}, and add {named} and "paper": {{ … }} before it'
            return message, remedy
    return None


def error_of_a_service(document: Mapping[str, Any]) -> str:
    """Return what a service says if it cannot answer, or an empty text.

    >>> error_of_a_service({"error": {"message": "Rate limit reached", "code": 429}})
    'Rate limit reached'
    """
    error = document.get("error") or document.get("errors") or document.get("detail")
    words = error.get("message") if isinstance(error, dict) else error
    return words if isinstance(words, str) and len(document) <= _MEMBERS_OF_ERROR else ""


def _place_of_scan(value: object, place: str = "", depth: int = 6) -> str:
    """Return where a value has the text of a scan, or an empty text if it has none."""
    if isinstance(value, str):
        start = value[:200].lstrip().removeprefix("```json").lstrip("`\r\n ")
        return place if start.startswith("{") and '"paper"' in value else ""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = (
        _place_of_scan(each, f"{place}.{key}" if isinstance(key, str) else f"{place}[{key}]", depth - 1)
        for key, each in members
        if depth
    )
    return next(filter(None, inner), "")


_LONGEST_KEY = 60  # characters that a remedy shows
_MEMBERS_OF_ERROR = 5
_FEW = 2  # answers that may be there by chance
