"""Guess what a person meant by a key or a value of a file of facts that its schema does not have."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

_KEYS = {
    "street": "strasse straße str road address_line",
    "postal_code": "plz postleitzahl zip zip_code zipcode postcode",
    "city": "ort stadt town place",
    "country": "land staat",
    "name": "full_name fullname title firma",
    "short": "abbreviation acronym short_name shortname abbr kurz",
    "slug": "id key",
    "aliases": "alias other_names names synonyms aka",
    "url": "website homepage link web address href",
    "phone": "telephone telefon tel mobile",
    "email": "e-mail mail e_mail",
    "number": "nummer nr registernummer",
    "court": "gericht registergericht amtsgericht",
    "vat_id": "ust_id ustid umsatzsteuer_id vat",
    "tp": "true_positives true_positive tps",
    "fp": "false_positives false_positive fps",
    "fn": "false_negatives false_negative fns",
    "tn": "true_negatives true_negative tns",
    "f1": "f1_score f_score f-score f1-score",
    "kappa": "cohens_kappa cohen_kappa cohen",
    "papers": "n count number_of_papers",
    "license": "licence lizenz",
}
_MEANT = {name: key for key, names in _KEYS.items() for name in names.split()}
_VALUES = {
    "model": "llm ai model language_model machine",
    "person": "human people humans expert",
    "true": "yes ja y on",
    "false": "no nein n off",
}
_WORDS = {name: value for value, names in _VALUES.items() for name in names.split()}
_LONGEST = 1000  # characters: some patterns take the square of it
_NUMBER_FIRST = re.compile(r"([0-9]{1,9})\s*(?:days?|tage?n?|d)\.?", re.IGNORECASE)
_SHARE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*%")
_DECIMAL_COMMA = re.compile(r"-?[01],[0-9]{1,6}")
_AND = re.compile(r"\s*[,;\n]\s*|\s+(?:and|und)\s+")
_PLAIN = re.compile(r"[^\W_][\w .()/+'-]*")
_DATES = ("%d.%m.%Y", "%d. %B %Y", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %b %Y")
_GERMAN_MONTHS = {"Januar": "January", "Februar": "February", "März": "March", "Mai": "May", "Juni": "June"}
_GERMAN_MONTHS |= {"Juli": "July", "Oktober": "October", "Dezember": "December"}
_HUNDRED = 100


def split_key(name: str) -> tuple[str, str]:
    """Return the key and the value of a key such as `tp:70`, which lacks a space; of others, the key alone."""
    key, _, value = name.partition(":")
    return (key, value) if value else (name, "")


def key_meant(name: str, known: Mapping[str, Any]) -> str:
    """Return the known key that is certainly or probably meant, or an empty text."""
    plain = name.strip().lower().replace(" ", "_").lstrip("-\u00a0 ")
    for key in (plain, _MEANT.get(plain, ""), _MEANT.get(plain.replace("-", "_"), "")):
        if key in known:
            return key
    near = get_close_matches(plain, known, n=1)
    return near[0] if near else ""


def value_meant(kind: str, found: Any, schema: Mapping[str, Any]) -> str:
    """Return what to write for a value that the schema refuses, or an empty text if nobody but the author knows."""
    wanted = schema.get("type", ())
    expected = [wanted] if isinstance(wanted, str) else list(wanted)
    if kind == "maximum" and schema.get("maximum") == 1 and isinstance(found, int | float) and 1 < found <= _HUNDRED:
        return f"write {found / _HUNDRED:g}: the numbers here are shares, not percentages"
    if kind == "type" and "string" in expected and isinstance(found, list) and found and isinstance(found[0], str):
        return f"write one text: {_scalar(found[0])}"
    if not isinstance(found, str) or len(found) > _LONGEST or not (text := found.strip()):
        return ""
    if kind == "enum":
        return _word(text, schema.get("enum", ()))
    if kind == "type":
        return _of_type(text, expected, schema)
    return _of_form(text, str(schema.get("pattern", ""))) if kind in {"pattern", "format"} else ""


def _word(text: str, allowed: list[Any]) -> str:
    plain = re.sub(r"[\s-]+", "_", text.lower())
    meant = next((each for each in (plain, _WORDS.get(plain, "")) if each in allowed), "")
    return f"write {meant}" if meant else ""


def _of_type(text: str, expected: list[str], schema: Mapping[str, Any]) -> str:
    keys = list(schema.get("properties", ()))
    if "array" in expected:
        return _list(text, schema)
    if "boolean" in expected and (word := _WORDS.get(text.lower(), "")) in {"true", "false"}:
        return f"write {word}"
    if "integer" in expected and (days := _NUMBER_FIRST.fullmatch(text)):
        return f"write the number alone: {int(days[1])}"
    if "number" in expected:
        return _number(text)
    if "object" in expected and keys:
        return (
            f"write each of {', '.join(keys)} on a line of its own below, indented by two more spaces, as {keys[0]}: …"
        )
    return ""


def _list(text: str, schema: Mapping[str, Any]) -> str:
    parts = [part for part in _AND.split(text) if part]
    allowed = schema.get("items", {}).get("enum")
    is_known = not allowed or set(parts) <= set(allowed)
    return f"write a list: [{', '.join(map(_scalar, parts))}]" if is_known else ""


def _number(text: str) -> str:
    if share := _SHARE.fullmatch(text):
        return f"write {float(share[1].replace(',', '.')) / _HUNDRED:g}"
    return f"write {text.replace(',', '.')}" if _DECIMAL_COMMA.fullmatch(text) else ""


def _of_form(text: str, pattern: str) -> str:
    """Return what to write for a text in another form: a date, an address, or a name for addresses."""
    repaired = [_date(text), f"https://{text}", re.sub(r"\s+(?:at|\(at\)|\[at\])\s+|\(at\)|\[at\]", "@", text)]
    repaired += [re.sub(r"[\s_]+", "-", text.lower()), text.lower()]
    fitting = (each for each in repaired if each and each != text and pattern and re.search(pattern, each))
    return next((f"write {each}" for each in fitting if not each.startswith("https://") or _is_host(text)), "")


def _is_host(text: str) -> bool:
    return bool(re.match(r"(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]|$)", text, re.IGNORECASE))


def _date(text: str) -> str:
    for german, english in _GERMAN_MONTHS.items():
        text = re.sub(rf"\b{german}\b", english, text)
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day without a time
        except ValueError:
            continue
    return ""


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
