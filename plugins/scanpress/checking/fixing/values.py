"""Repair values of a scan by its schema, if what was meant is certain."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.fixing.exact import Number, read_exactly
from scanpress.checking.fixing.repairs import WRITTEN_TWICE, Repair, Repairs
from scanpress.checking.known.copied import doi, whole_arxiv_id
from scanpress.checking.known.wording import PROSE, letters_joined
from scanpress.checking.reading.hidden import hidden_characters
from scanpress.checking.reading.odd_characters import may_be_misread
from scanpress.checking.suspicions.damage import LIGATURES
from scanpress.instruments.catalogue import instruments
from scanpress.instruments.reading import describe, resolve

Part = Mapping[str, Any]

# Characters of no width that change nothing where they are; joiners are removed only if the check reports them.
_NO_WIDTH = frozenset("\ufeff\u2060\u200e\u200f\u061c")
_SOFT_HYPHEN = "\u00ad"  # in mojibake, half of a letter
_OF_SCRIPTS = frozenset("\u200b\u200c\u200d")  # which some scripts need
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.0+)?")
_POINT_ZERO = re.compile(r"(-?[0-9]{1,15})\.0+")
_EXPONENT = re.compile(r"-?[0-9](?:\.[0-9]{1,14})?[eE]\+?0?[0-9]")
_WITHOUT_QUOTES = "written without quotation marks"


def repair_values(schema: Part, document: Any, *, ligatures: bool) -> tuple[Any, Repairs]:
    """Return a document read exactly with its values repaired, and the repairs; with `ligatures`, these are too."""
    repairer = _Repairer(schema, ligatures=ligatures)
    return repairer.value(document, resolve(schema, schema)), repairer.repairs


def repair_identity(document: Any) -> tuple[Any, Repairs]:
    """Return a document whose instrument and version are written as the schemas name them, if that is certain."""
    repairs: Repairs = Repairs()
    if not isinstance(document, dict):
        return document, repairs
    document = dict(document)
    for key in sorted({"instrument_version", *_version_keys()} & document.keys()):
        value = document[key]
        is_number = isinstance(value, Number)
        match = _POINT_ZERO.fullmatch(value) if is_number else None
        if match:
            document[key] = Number(match[1])
            repairs[Repair("decimal point of a whole number", "removed")] += 1
        elif not is_number and isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
            document[key] = Number(value.strip().partition(".")[0])
            repairs[Repair("whole number in quotation marks", _WITHOUT_QUOTES)] += 1
    name = document.get("instrument")
    if isinstance(name, str) and name.strip().lower() in {each.name for each in instruments()} - {name}:
        document["instrument"] = name.strip().lower()
        repairs[Repair(quoted(name), f"written as {quoted(name.strip().lower())}")] += 1
    return document, repairs


class _Repairer:
    """Walks through a document and its schema together."""

    def __init__(self, schema: Part, *, ligatures: bool) -> None:
        self._schema = schema
        self._ligatures = ligatures
        self.repairs: Repairs = Repairs()

    def value(self, value: Any, part: Part) -> Any:
        if isinstance(value, dict):
            return {key: self.value(child, describe(self._schema, part, key)) for key, child in value.items()}
        if isinstance(value, list):
            return [self.value(child, describe(self._schema, part, index)) for index, child in enumerate(value)]
        if isinstance(value, Number):
            return self._number(value, part)
        return self._text(value, part) if isinstance(value, str) else value

    def _number(self, number: Number, part: Part) -> Number:
        if "integer" not in _types(part):
            return number
        if match := _POINT_ZERO.fullmatch(number):
            self._note("decimal point of a whole number", "removed")
            return Number(match[1])
        if _EXPONENT.fullmatch(number) and (exact := Decimal(number)) == (whole := int(exact)):
            self._note("exponent of a whole number", "written as digits")
            return Number(whole)
        return number

    def _text(self, text: str, part: Part) -> Any:
        text = self._visible(text)
        if self._ligatures:
            text = self._plain_letters(text)
        if part and text.strip():
            text = self._trimmed(text, part)
        return self._typed(text, part)

    def _visible(self, text: str) -> str:
        """Return a text without characters of no width."""
        if text.isascii():
            return text
        gone = _NO_WIDTH if _SOFT_HYPHEN not in text or may_be_misread(text) else _NO_WIDTH | {_SOFT_HYPHEN}
        removed = [at for at, character in enumerate(text) if character in gone]
        if not _OF_SCRIPTS.isdisjoint(text):
            # One character of the raw text is one of the value, if no backslash is an escape.
            hidden = hidden_characters(text.replace("\\", "/"), text)
            removed += [each.start for each in hidden if each.character in _OF_SCRIPTS]
        for index in removed:
            self._note(f"invisible character U+{ord(text[index]):04X} in a text", "removed")
        places = set(removed)
        return "".join(each for index, each in enumerate(text) if index not in places) if places else text

    def _plain_letters(self, text: str) -> str:
        for ligature, letters in LIGATURES.items():
            for _ in range(text.count(ligature)):
                self._note(f"ligature {ligature}", f"written as {letters}")
            text = text.replace(ligature, letters)
        return text

    def _trimmed(self, text: str, part: Part) -> str:
        """Return a text without blanks at its end; one with a format also without those at its start."""
        trimmed = text.strip() if _types(part) != {"string"} or "pattern" in part else text.rstrip()
        if trimmed != text:
            self._note("blanks at the end of a text", "removed")
        is_name = part.get("maxLength", PROSE) < PROSE and not {"pattern", "enum", "const"} & part.keys()
        # Two spaces show where a word ends if each letter has a space behind it.
        if is_name and "  " in trimmed and not re.search(r"[\n\r\t]", trimmed) and letters_joined(trimmed) is None:
            self._note("several spaces in a row", "written as one")
            return " ".join(trimmed.split())
        return trimmed

    def _typed(self, text: str, part: Part) -> Any:
        types = _types(part)
        if "string" not in types and (inside := _inside(text, types)) is not None:
            self.repairs[WRITTEN_TWICE] += 1
            return self.value(inside, part)
        if "enum" in part:
            return self._choice(text, part["enum"])
        if "string" not in types and "boolean" in types and text.strip().lower() in {"true", "false"}:
            self._note("true or false in quotation marks", _WITHOUT_QUOTES)
            return text.strip().lower() == "true"
        if "string" not in types and "integer" in types and (whole := _WHOLE.fullmatch(text.strip())):
            self._note("whole number in quotation marks", _WITHOUT_QUOTES)
            return Number(whole[0].partition(".")[0])
        return self._formatted(text, part)

    def _choice(self, text: str, allowed: list[Any]) -> str:
        """Return the one allowed value that differs only in upper and lower case, or the text itself."""
        meant = [each for each in allowed if isinstance(each, str) and each.casefold() == text.strip().casefold()]
        if len(meant) != 1 or meant[0] == text:
            return text
        self._note(quoted(text), f"written as {quoted(meant[0])}")
        return str(meant[0])

    def _formatted(self, text: str, part: Part) -> str:
        """Return a DOI or arXiv id without prefix, or an address without spaces, if that is valid."""
        pattern = part.get("pattern", "")
        if not pattern or not text or re.search(pattern, text):
            return text
        for meant, what, done in _candidates(text, part.get("x-scanpress-problem", "")):
            if meant != text and re.search(pattern, meant):
                self._note(what, done)
                return meant
        return text

    def _note(self, what: str, done: str) -> None:
        self.repairs[Repair(what, done)] += 1


def _version_keys() -> set[str]:
    return {key for each in instruments() for key in each.version_keys}


def _candidates(text: str, rule: str) -> list[tuple[str, str, str]]:
    """Return what a value with a format may have meant, with what is repaired and how."""
    if rule == "bad-doi" and not set(text) & set("?#"):
        return [(doi(text), "prefix of a DOI", "removed")]
    if rule == "bad-arxiv-id":
        meant = whole_arxiv_id(text)
        what = "end" if text.startswith(meant) else "prefix"
        return [(meant, f"{what} of an arXiv id", "removed")]
    if rule == "bad-url" and text.count("://") == 1 and re.match(r"https?://[^\s/]+/", text, re.IGNORECASE):
        return [(text.replace(" ", "%20"), "space in a web address", "written as %20")]
    return []


def _inside(text: str, types: set[str]) -> Any:
    """Return the object or list that a text has as JSON, if one of that type is expected, or None."""
    if not (text.lstrip()[:1] == "{" and "object" in types) and not (text.lstrip()[:1] == "[" and "array" in types):
        return None
    try:
        return read_exactly(text)
    except (ValueError, RecursionError):
        return None


def _types(part: Part) -> set[str]:
    """Return the types that a part of a schema allows."""
    types = part.get("type", ())
    return {types} if isinstance(types, str) else set(types)
