"""One form per instrument: readers fill in a scan in the browser and download it as a file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from scanpress.checking import MAX_BYTES
from scanpress.checking.known import authors, copied
from scanpress.checking.reading.characters import RIGHT_TO_LEFT, UNSEEN
from scanpress.corpus import Verdict
from scanpress.facts.layout import DEFAULT, Layout
from scanpress.instruments import AnswerForm, Instrument, instruments, label_of, require
from scanpress.instruments.reading import answer_form, resolve
from scanpress.scan_pages import addresses
from scanpress.scan_pages.correction import Correction, Forge
from scanpress.scan_pages.words import MARKS, Mark, word_of
from scanpress.writer import Page

Part = dict[str, Any]
Schema = Mapping[str, Any]

# These are added to a scan later, or by its publisher: the form keeps what a file has, and does not ask for them.
_LATER = {"$schema", "status", "license", "source", "review", "reply"}
# What settles a warning of the check: it is rare, and written by hand.
_SETTLED = {"same_as", "not_same_as"}
# The patterns of hidden characters, of several authors and of copied identifiers, which the script compiles as the
# command does; escaped, so that a page has no hidden character.
_PATTERNS = json.dumps(
    {"unseen": UNSEEN, "rightToLeft": RIGHT_TO_LEFT, "authors": dict(authors.PATTERNS), "copied": dict(copied.PATTERNS)}
)
# The template may ask each part for each of these.
_PLAIN: Part = {
    "required": False, "module": False, "question": False, "modules": False, "apart": False, "latest": "",
    "options": (), "parts": (), "min": 0, "max": "", "pattern": "", "longest": "", "type": "", "keyboard": "",
    "item": "", "value": "", "identifier": "", "label": "", "help": "", "level": 0, "step": 1, "decides": False,
    "when": "", "empty": "",
}  # fmt: skip
_LEFT_OUT = " May be absent, null or empty."  # the form leaves out what is empty
# Each opens an editor for a new file in a folder, and ends in a pull request as the editor of a file does.
_NEW = {"github": "new", "gitlab": "-/new", "forgejo": "_new"}
# In the address of such an editor: the path of the new file below that folder.
_NAMES = {"github": "filename", "gitlab": "file_name", "forgejo": "filename"}
_IDENTIFIERS = {"bad-arxiv-id": "arxiv", "bad-doi": "doi"}
_EXAMPLE = ("acl-2024", "title-of-the-paper")  # group and name of a scan
_LONG = 2000  # a text that may be longer gets several lines


def form_parts(instrument: Instrument) -> list[Part]:
    """Return the parts of the form for a scan, in the order of the schema."""
    parts = _Reader(instrument).parts(instrument.schema, 2)
    return [{**_PLAIN, "key": part["key"], "as": "kept"} if part["key"] in _LATER else part for part in parts]


class _Reader:
    """Reads the parts of one schema; `level` is that of the heading over a part."""

    def __init__(self, instrument: Instrument) -> None:
        self.schema = instrument.schema
        self.modules = set(instrument.modules)
        self.conditions = instrument.conditions
        self.questions = {
            ".".join((*category.path, question.key))
            for category in instrument.categories
            for question in category.questions
        }

    def parts(self, schema: Schema, level: int, path: str = "") -> Iterator[Part]:
        """Yield the parts of an object; values that exclude each other are asked for together."""
        form = answer_form(self.schema, schema)
        together = {form.applies, form.key} if form and form.applies and form.kind == "word" else set()
        if form and together:
            options = list(_verdicts(form))
            yield {**_PLAIN, "key": "verdict", "path": path, "as": "merge", "required": True, "options": options}
        for name, inner in schema.get("properties", {}).items():
            if name in _SETTLED:
                yield {**_PLAIN, "key": name, "as": "kept"}
            elif name not in together:
                place = f"{path}.{name}".strip(".")
                described = resolve(self.schema, inner)
                when = described.get("x-scanpress-when")
                yield {
                    **_PLAIN,
                    **self.part(place, {"title": label_of(name), "description": "", **described}, level),
                    "key": name,
                    "path": place,
                    "required": name in schema.get("required", ()) or bool(when),
                    "module": name in self.modules,
                    "question": place in self.questions,
                    "empty": _empties(described),
                    "decides": place in self.conditions,
                    "when": json.dumps([when["key"], when["is"]]) if when else "",
                }

    def part(self, path: str, schema: Schema, level: int) -> Part:
        """Return the part for the value at a place, such as `paper.title`."""
        if "const" in schema:
            return {"as": "const", "value": json.dumps(schema["const"])}
        about = {"label": schema["title"], "help": schema["description"].removesuffix(_LEFT_OUT), "level": level}
        if schema.get("type") == "object":
            return {**about, **self._object(path, schema, level)}
        if schema.get("type") == "array":
            return {**about, **self._array(path, schema, level), "min": schema.get("minItems", 0)}
        unit = schema.get("x-scanpress-unit")
        if unit is not None:
            about["help"] = f"{about['help']} {_range(schema, unit)}".strip()
        latest = schema.get("x-scanpress-latest", "")
        return {**about, **_single(schema), "latest": latest}

    def _object(self, path: str, schema: Schema, level: int) -> Part:
        parts = list(self.parts(schema, level + 1, path))
        if parts:
            return {"as": "group", "parts": parts}
        # Without questions of its own, a category takes any question under a name that fits.
        others = [each for each in schema.get("patternProperties", {}).items() if each[0] != "^x-"]
        if not others:
            return {"as": "kept"}
        pattern, answer = others[0]
        inner = list(self.parts(resolve(self.schema, answer), level + 1, f"{path}."))
        least = schema.get("minProperties", 0)
        return {"as": "named", "parts": inner, "pattern": pattern, "item": "Question", "min": least}

    def _array(self, path: str, schema: Schema, level: int) -> Part:
        items = resolve(self.schema, schema.get("items", {}))
        if "enum" in items:
            return {"as": "choices", "options": items["enum"], "modules": bool(schema.get("x-scanpress-modules"))}
        if items.get("type") == "object":
            item = items.get("title", "entry")
            return {"as": "list", "parts": list(self.parts(items, level + 1, f"{path}.")), "item": item}
        return {"as": "lines", "apart": bool(schema.get("x-scanpress-one-a-line")), **_limits(items)}


def _single(schema: Schema) -> Part:
    if "enum" in schema:
        return {"as": "choice", "options": schema["enum"]}
    types = {schema.get("type")} if isinstance(schema.get("type"), str) else set(schema.get("type", ()))
    if not types <= {"string", "integer", "number", "null"}:
        return {"as": "kept"}  # a form has no control for it
    if types & {"integer", "number"}:
        limits = {"min": schema.get("minimum", ""), "max": schema.get("maximum", "")}
        return {"as": "number", **limits, "step": "any" if "number" in types else 1}
    long = "pattern" not in schema and schema.get("maxLength", _LONG) >= _LONG
    # A control of type "url" would refuse addresses that the check accepts.
    kind = "long" if long else "date" if schema.get("format") == "date" else "text"
    return {"as": "text", "type": kind, "keyboard": "url" if schema.get("format") == "uri" else "", **_limits(schema)}


def _empties(schema: Schema) -> str:
    """Return the empty values that a schema accepts, as JSON: the form keeps those of an opened file."""
    kinds = schema.get("type", ())
    if kinds == "object":
        return "" if schema.get("required") or schema.get("minProperties") else "{}"
    if kinds == "array":
        return "" if schema.get("minItems") else "[]"
    return 'null ""' if "null" in kinds and "string" in kinds else "null" if "null" in kinds else ""


def _limits(schema: Schema) -> Part:
    return {
        "pattern": schema.get("pattern", ""),
        "longest": schema.get("maxLength", ""),
        "identifier": _IDENTIFIERS.get(schema.get("x-scanpress-problem", ""), ""),
    }


def _range(schema: Schema, unit: str) -> str:
    limits = f"From {schema['minimum']:,.12g} to {schema['maximum']:,.12g}"
    return f"{limits} {unit}.".replace(" .", ".")


def _verdicts(form: AnswerForm) -> Iterator[Part]:
    """Yield what may be answered if a question may not apply: each result, and that it does not apply."""
    results: list[str | bool] = list(form.results) or [True, False]
    for result in results:
        verdict = form.verdicts.get(result)
        mark = MARKS[verdict] if verdict else Mark("", str(result), "")
        word = word_of(form, verdict) if verdict and form.results else mark.word
        yield _option({form.applies: True, form.key: result}, replace(mark, word=word))
    yield _option({form.applies: False, form.key: results[-1]}, MARKS[Verdict.NOT_APPLICABLE])


def _option(answer: Mapping[str, Any], mark: Mark) -> Part:
    return {"value": json.dumps(answer), "symbol": mark.symbol, "word": mark.word, "style": mark.style}


class Asked(NamedTuple):
    """What a form is made from: the instrument, where the scan can be sent, names of venues, and patterns of scans."""

    name: str
    version: int
    email: str
    forge: Forge | None
    venues: Sequence[tuple[str, str]]
    patterns: tuple[str, ...] = DEFAULT.patterns


def declare(correction: Correction, venues: Sequence[tuple[str, str]] = (), layout: Layout = DEFAULT) -> Iterator[Page]:
    """Declare a form for each version of each instrument."""
    for instrument in instruments():
        asked = Asked(instrument.name, instrument.version, correction.email, correction.forge, venues, layout.patterns)
        yield Page(addresses.form_page(instrument.key), "form.html", view, asked)


def view(asked: Asked) -> Mapping[str, Any]:
    """Return the variables of `form.html`."""
    instrument = require(asked.name, asked.version)
    return {
        "email": asked.email,
        "forge": asked.forge and _ways_into(asked.forge, Layout(asked.patterns)),
        "place": _place(Layout(asked.patterns)),
        "instrument": {
            "title": instrument.label,
            "name": instrument.name,
            "key": instrument.key,
            "assumed": instrument.assumed,
        },
        "forms": forms(),
        "venues": json.dumps(dict(asked.venues), ensure_ascii=False, separators=(",", ":")),
        "patterns": _PATTERNS,
        "largest": MAX_BYTES,
        "parts": form_parts(instrument),
    }


def forms() -> Sequence[Mapping[str, Any]]:
    """Return a link to the form of each instrument, with the marks by which scripts choose one for a scan."""
    return [
        {
            "label": instrument.label,
            "key": instrument.key,
            "assumed": instrument.assumed,
            "address": addresses.form_page(instrument.key).removesuffix("index.html"),
        }
        for instrument in instruments()
    ]


def _place(layout: Layout) -> Mapping[str, str]:
    """Return the path of a new scan, from the root and from the folder that the forge opens: a form and an example."""
    base = layout.bases[0]
    whole, example = (layout.path_for(*words) for words in (("{group}", "{name}"), _EXAMPLE))
    start = len(base) + 1 if base else 0
    return {"whole": whole, "example": example, "inside": whole[start:], "example_inside": example[start:]}


def _ways_into(forge: Forge, layout: Layout) -> Mapping[str, Any]:
    """Return the addresses at which the forge edits a file of the repository, and makes a new scan."""
    base = layout.bases[0]
    new = f"{forge.url}/{_NEW[forge.kind]}/{quote(forge.branch)}{'/' if base else ''}{quote(base)}"
    return {"host": urlsplit(forge.url).hostname, "edit": forge.edit(""), "new": new, "name": _NAMES[forge.kind]}
