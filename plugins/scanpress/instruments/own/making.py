"""Make the schema of a new instrument from a list of questions."""

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scanpress.instruments.built_in import built_in_schema
from scanpress.instruments.own.folder import DRAFT
from scanpress.instruments.own.mistake import Mistake

COLUMNS = ("category", "question", "label", "guidance")
OPTIONAL = "kind"
_RESULTS = {"yes": "met", "partly": "partly", "no": "not met", "unclear": "unclear", "na": "not applicable"}
ANSWERS = "yes-partly-no-na"
_MODEL = "reproducibility-1"  # the sections of a scan are those of this schema
_ID = re.compile(r"[a-z][a-z0-9_]{0,99}")
_NUMBER = re.compile(r"number\s+(-?[0-9]+(?:\.[0-9]+)?)\s+(?:to\s+)?(-?[0-9]+(?:\.[0-9]+)?)(?:\s+(\S.*))?")
_CLOSED: Mapping[str, Any] = {"patternProperties": {"^x-": {}}, "additionalProperties": False}
_KINDS = 'leave it empty, or write "text", "number 0 to 1000 GPU hours" or "one of: lab, field"'


class Asked(NamedTuple):
    """One question of a table: its category, its id, its label, what is asked and when it is met, its kind."""

    category: str
    question: str
    label: str
    guidance: str
    kind: str = ""


def read_table(file: str, content: bytes) -> list[Asked] | list[Mistake]:
    """Return the questions of a CSV file, or everything that is wrong with it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [Mistake(file, "", "it is not UTF-8 text", "save it as CSV in UTF-8")]
    first = text.partition("\n")[0]
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count)))
    head = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        remedy = f"write {','.join(COLUMNS)} in the first line"
        columns = "the column is" if len(missing) == 1 else "the columns are"
        return [Mistake(file, "line 1", f"{columns} missing: {', '.join(missing)}", remedy)]
    asked: list[Asked] = []
    wrong: list[Mistake] = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: cell.strip() for name, cell in zip(head, row, strict=False)}
        if any(cells.values()):
            found = Asked(*(cells.get(name, "") for name in (*COLUMNS, OPTIONAL)))
            wrong += _wrong_cells(file, number, found)
            if any(cell.strip() for cell in row[len(head) :]):
                message = f"it has more than {len(head)} cells"
                remedy = "put texts with a comma in quotation marks"
                wrong.append(Mistake(file, f"line {number}", message, remedy, '"Yes, if a link works."'))
            asked.append(found)
    repeated = [name for name, times in Counter(map(id_of, asked)).items() if times > 1]
    wrong += [
        Mistake(file, "column label", f"two questions have the id {name}", "give one of them another label")
        for name in repeated
        if name
    ]
    if not asked:
        wrong.append(Mistake(file, "line 2", "there are no questions", "write one per line"))
    return wrong or asked


def _wrong_cells(file: str, number: int, asked: Asked) -> Iterator[Mistake]:
    for name in COLUMNS[:3]:
        if not getattr(asked, name):
            yield Mistake(file, f"line {number}, column {name}", "it is empty", "write something here")
    if "?" not in asked.question and "?" not in asked.guidance:
        remedy = "write a question that ends with a question mark"
        yield Mistake(file, f"line {number}, column question", "nothing is asked", remedy, "Is the code public?")
    if asked.kind and _member(asked.kind) is None:
        yield Mistake(file, f"line {number}, column kind", f"{asked.kind} is not a kind of answer", _KINDS)
    if asked.label and not id_of(asked):
        remedy = "write a label with letters from a to z"
        yield Mistake(file, f"line {number}, column label", "no id can be made from it", remedy)


def results_of(answers: str) -> dict[str, str] | None:
    """Return the possible answers that a text such as `yes-no-partly` names, with their meaning; None if it is wrong.

    >>> results_of("yes-no-na")
    {'yes': 'met', 'no': 'not met', 'not applicable': 'not applicable'}
    """
    given = answers.split("-")
    if not {"yes", "no"} <= set(given) <= set(_RESULTS):
        return None
    return {"not applicable" if name == "na" else name: each for name, each in _RESULTS.items() if name in given}


def id_of(asked: Asked) -> str:
    """Return the id of a question: the one that the table gives, else the words of the label."""
    return asked.question if _ID.fullmatch(asked.question) else snake_case(asked.label)


def snake_case(text: str) -> str:
    """Return a text as an id; empty if it has no letters from a to z.

    >>> snake_case("Code & data: shared?")
    'code_data_shared'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = "_".join(re.findall("[a-z0-9]+", plain)).lstrip("0123456789_")
    return found[:60].rstrip("_")


def new_schema(name: str, title: str, asked: Sequence[Asked], results: Mapping[str, str]) -> bytes:
    """Return the schema of version 1 of an instrument."""
    model = json.loads(built_in_schema(_MODEL))
    shared = ("paper", "rater", "status", "license", "source", "review", "reply")
    schema = {
        "$schema": DRAFT,
        "$id": f"https://example.org/schemas/{name}-1.schema.json",
        "title": title,
        "description": f"{len(asked)} question{'s' * (len(asked) != 1)} about a paper.",
        "x-scanpress-instrument": {"name": name, "version": 1},
        "x-scanpress-score": {"name": "Score", **({"partly": 0.5} if "partly" in results.values() else {})},
        "type": "object",
        "required": ["paper", "answers"],
        "properties": {
            "$schema": model["properties"]["$schema"],
            "instrument": {**model["properties"]["instrument"], "const": name},
            "instrument_version": {**model["properties"]["instrument_version"], "const": 1},
            **{key: model["properties"][key] for key in shared[:2]},
            "answers": _answers(asked),
            **{key: model["properties"][key] for key in shared[2:]},
        },
        **_CLOSED,
        "$defs": {"answer": _answer(results), **{key: model["$defs"][key] for key in model["$defs"] if key in shared}},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False).encode() + b"\n"


def _answers(asked: Sequence[Asked]) -> dict[str, Any]:
    categories: dict[str, list[Asked]] = {}
    for each in asked:
        categories.setdefault(each.category, []).append(each)
    ids = {label: snake_case(label) or f"category_{number}" for number, label in enumerate(categories, 1)}
    questions = {id_of(each) for each in asked}
    # A category and a question are places of the same page.
    ids = {label: f"{name}_category" if name in questions else name for label, name in ids.items()}
    return {
        "title": "Answers",
        "description": "The questions by category, each with its answer and its reason.",
        "x-scanpress-questions": "by-category",
        "type": "object",
        "required": list(ids.values()),
        "properties": {ids[label]: _category(label, each) for label, each in categories.items()},
        **_CLOSED,
    }


def _category(label: str, asked: Sequence[Asked]) -> dict[str, Any]:
    return {
        "title": label,
        "description": f"Questions about: {label}.",
        "type": "object",
        "required": [id_of(each) for each in asked],
        "properties": {id_of(each): _question(each) for each in asked},
        **_CLOSED,
    }


def _question(asked: Asked) -> dict[str, Any]:
    sentence = "" if _ID.fullmatch(asked.question) else asked.question
    described = {"title": asked.label, "description": f"{sentence} {asked.guidance}".strip()}
    member = _member(asked.kind) if asked.kind else None
    return {**described, **(_answer_with(member) if member else {"$ref": "#/$defs/answer"})}


def _answer(results: Mapping[str, str]) -> dict[str, Any]:
    return _answer_with({"enum": list(results), "x-scanpress-results": dict(results)})


def _answer_with(member: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["answer", "reason"],
        "properties": {
            "answer": {"title": "Answer", "description": "The answer to the question.", **member},
            "reason": {
                "title": "Reason",
                "description": "One to three sentences that name sections, tables or quotations.",
                "x-scanpress-reason": True,
                "type": "string",
                "minLength": 1,
                "maxLength": 20000,
            },
        },
        **_CLOSED,
    }


def _member(kind: str) -> dict[str, Any] | None:
    """Return the part of the schema for an answer of a kind; None if it is not a kind of answer."""
    if kind.lower() == "text":
        return {"x-scanpress-text": True, "type": "string", "minLength": 1, "maxLength": 20000}
    found = _NUMBER.fullmatch(kind)
    if found:
        low, high = float(found[1]), float(found[2])
        if low >= high:
            return None
        whole = low.is_integer() and high.is_integer()
        limits = (int(low), int(high)) if whole else (low, high)
        return {"x-scanpress-unit": found[3] or "", "type": "number", "minimum": limits[0], "maximum": limits[1]}
    name, _, words = kind.partition(":")
    values = [word.strip() for word in words.split(",") if word.strip()]
    if name.strip().lower() == "one of" and 1 < len(set(values)) == len(values):
        return {"x-scanpress-results": "described", "enum": values}
    return None
