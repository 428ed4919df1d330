"""What to write if a list, an object or a text is expected, and another one of them that means it is there."""

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scanpress.checking.display import listed
from scanpress.checking.edits import Repair, shown
from scanpress.checking.explaining.identifiers import says_nothing
from scanpress.checking.explaining.names import key_synonym, plain
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.known.authors import in_usual_order, readings


def list_repair(spot: Spot) -> Repair | None:
    """Return the repair of a value that is not the list that is expected, or None if only its author knows it."""
    value = spot.value
    if isinstance(value, dict):
        return _list_of_object(spot, value)
    if spot.fits([]) and (value is False or (isinstance(value, str) and (not value.strip() or says_nothing(value)))):
        return spot.write([], " if there is nothing to list", cause="nothing to list")
    if spot.key == "authors" and isinstance(value, str | int | float):
        return _authors(spot, str(value))
    if spot.fits([value]):
        return Repair(f"write a list: [{spot.written or shown(value)}]", (spot.way([value]),))
    return _parted(spot, value) if isinstance(value, str) else None


def _parted(spot: Spot, text: str) -> Repair | None:
    """Return the repair of a text that lists the entries with signs between them, or that names one."""
    parts = [part.strip().strip("\"'") for part in re.split(r"[,;|\n]", text.strip().strip("[]")) if part.strip()]
    parts = parts if spot.fits(parts) else [part.lower().replace(" ", "-") for part in parts]
    if parts and spot.fits(parts):
        return Repair(f"write a list: {shown(parts)}", (spot.way(parts),))
    items = spot.resolve(spot.resolve(spot.part).get("items", {}))
    allowed = [each for each in items.get("enum", ()) if isinstance(each, str)]
    if allowed:
        known = [part for part in parts if part in allowed]
        return Repair(f"write a list of words among {listed(allowed)}: {shown([*known, None])}")
    what = str(items.get("description", "")).rstrip(".")
    return Repair(f"write a list: {what[0].lower()}{what[1:]}, in [ and ]") if what and "pattern" in items else None


def inside_text(spot: Spot) -> Repair | None:
    """Return the repair of an object or list that is JSON inside a text, or of an optional one that is none."""
    text = spot.value.strip()
    if spot.optional and says_nothing(text):
        return Repair("leave the key out", (spot.leave_out(),), cause="nothing")
    if text.startswith(_POWERSHELL):
        words = "write the objects and lists themselves: ConvertTo-Json does, if it is called with -Depth 10"
        return Repair(words, cause="PowerShell")
    if spot.key == "authors" or text[:1] not in {"{", "["}:
        return None
    try:
        inside = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if {"object": dict, "array": list}.get(str(spot.resolve(spot.part).get("type"))) is not type(inside):
        return None
    words = "write the object or list itself, without the quotation marks around it and the \\ before each one inside"
    ways = (spot.way(inside),) if spot.fits(inside) else ()
    return Repair(f"{words}; scanpress fmt --fix does it", ways, "JSON in a text")


_POWERSHELL = ("@{", "System.Object[]", "System.Collections.")  # what it writes for an object that is too deep


def entries_apart(spot: Spot, words: list[str]) -> Repair | None:
    """Return the repair of one entry of a list that has several of the allowed words, or None if it has not."""
    if not isinstance(spot.value, str) or not isinstance(spot.pointer[-1], int):
        return None
    parts = [part.strip().strip("\"'") for part in re.split(r"[,;|/\n]|\sand\s", spot.value)]
    if len(parts) < 2 or not set(parts) <= set(words):  # noqa: PLR2004 - several
        return None
    return Repair(f"write each as an entry of its own: {', '.join(map(shown, parts))}")


def _list_of_object(spot: Spot, value: dict[str, Any]) -> Repair | None:
    values = list(value.values())
    chosen = [key for key, is_so in value.items() if is_so is True]
    if all(isinstance(each, bool) for each in values) and spot.fits(chosen):
        return Repair(f"write a list of those that are true: {shown(chosen)}", (spot.way(chosen),), "object for a list")
    if value and all(key.isdecimal() for key in value) and spot.fits(values):
        return Repair(f"write a list: {shown(values)}", (spot.way(values),), "object for a list")
    if made := _entries(spot, value):
        return Repair(f"write a list: {shown(made)}", (spot.way(made),), "object for a list")
    if spot.fits([value]):
        return Repair("put it in a list: write [ before it and ] after it", (spot.way([value]),), "object for a list")
    return None


def _entries(spot: Spot, value: dict[str, Any]) -> list[Any]:
    """Return the list that an object means whose keys are the first texts of its entries, or count them."""
    values = list(value.values())
    if value and all(map(_COUNTED.fullmatch, value)) and spot.fits(values):
        return values
    first, *others = spot.resolve(spot.part.get("items", {})).get("required", ()) or ("",)
    if not first:
        return []
    rest = [{others[0]: each} if len(others) == 1 and isinstance(each, str) else each for each in values]
    made = [{first: key, **each} for key, each in zip(value, rest, strict=True) if isinstance(each, dict)]
    return made if len(made) == len(value) and spot.fits(made) else []


_COUNTED = re.compile(
    r"(?:[a-z]+[_ -]?)?[0-9]{1,3}|(?:first|second|third|fourth|fifth|sixth|last)(?:[_ -]author)?", re.IGNORECASE
)


def _authors(spot: Spot, text: str) -> Repair | None:
    if text.strip().startswith(("[", "(")) and (listed := _listed_names(text)) and spot.fits(listed):
        return Repair(f"write a list and not a text: {shown(listed)}", (spot.way(listed),))
    found = [list(in_usual_order(names)) for names in readings(text) if spot.fits(list(names))]
    if not found:
        return Repair(
            'write all authors as a list, one text per author: ["Given Family", "Given Family"]', cause="authors"
        )
    ways = tuple(spot.way(names) for names in found)
    if len(found) == 1:
        text = f"write {shown(found[0])}" if len(found[0]) > 1 else f"write a list: {shown(found[0])}"
        return Repair(text, ways, "authors in a text")
    choices = [
        f"{shown(names)} if {'this is one author' if len(names) == 1 else f'these are {len(names)}'}" for names in found
    ]
    return Repair(f"write {' or '.join(choices)}", ways)


def _listed_names(text: str) -> list[Any]:
    """Return the list that a text is, as JSON or Python write it, or an empty list."""
    try:
        found = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    return list(found) if isinstance(found, list | tuple) else []


def one_of_objects(spot: Spot) -> Repair | None:
    """Return the repair of a list of objects where one object is expected."""
    if not all(map(spot.fits, spot.value)):
        return None
    if len(spot.value) == 1 and len(shown(spot.value[0])) > _LONGEST:
        return Repair("remove the brackets [ and ] around it", (spot.way(spot.value[0]),), "list of one")
    if len(spot.value) == 1:
        return spot.write(spot.value[0], " without the brackets of a list", cause="list of one")
    text = f"only one object is allowed: keep one of the {len(spot.value)}, without the brackets of the list"
    if spot.key == "rater":
        text += ", and make a scan for each other rater; if they answered together, write all names in one"
    if spot.key == "reply":
        return _one_reply(spot) or Repair(text)
    if spot.key == "review":
        return _one_review(spot) or Repair(text)
    return (_last_status(spot) if spot.key == "status" else None) or Repair(text)


def _one_reply(spot: Spot) -> Repair | None:
    """Return the repair that makes one reply of several, each with the name of its author before it."""
    names = list(dict.fromkeys(each["name"] for each in spot.value if each.get("name")))
    texts = [f"{each['name']}: {each['text']}" if each.get("name") else each["text"] for each in spot.value]
    days = [each["date"] for each in spot.value if each.get("date")]
    reply = {"text": "\n\n".join(texts)} | ({"name": ", ".join(names)} if names else {})
    reply |= {"date": max(days)} if days else {}
    return spot.write(reply, ": a scan has one reply, with the words of all") if spot.fits(reply) else None


def _one_review(spot: Spot) -> Repair | None:
    """Return the repair that makes one review of several, with the names of all."""
    days = [each["date"] for each in spot.value if each.get("date")]
    names = ", ".join(dict.fromkeys(each["by"] for each in spot.value))
    review = {"by": names} | ({"date": max(days)} if days else {})
    is_whole = not any(each.keys() - {"by", "date"} for each in spot.value) and spot.fits(review)
    return spot.write(review, ": a scan has one review, with the names of all") if is_whole else None


def _last_status(spot: Spot) -> Repair | None:
    """Return the repair that keeps the last one of several states, and the earlier ones in its note."""
    *earlier, last = spot.value
    told = [each for each in earlier if each.get("note")]
    days = [f"{each['date']}, " if each.get("date") else "" for each in told]
    before = " ".join(f"{day}{each['state']}: {each['note']}" for day, each in zip(days, told, strict=True))
    whole = {**last, "note": f"{last.get('note', '')} Before: {before}".strip()} if before else last
    return spot.write(whole, ": a scan has one status, the last one") if spot.fits(whole) else None


_LONGEST = 200  # characters of an object that a remedy shows
_ID_KEYS = ("id", "key", "question", "variable", "name", "question_id", "category", "item", "title", "label", "field")


def keyed(spot: Spot, entries: list[Any]) -> dict[str, Any]:
    """Return the entries of a list by their ids; empty if one has none, or if it is not clear which key is the id."""
    names, groups = members_of(spot), dict[str, list[Any]]()
    if not all(isinstance(each, dict) and each for each in entries):
        return {}
    for entry in entries:
        ids = [key for key in _ID_KEYS if isinstance(entry.get(key), str) and plain(entry[key].strip()) in names]
        if len(entry) == 1 and plain(next(iter(entry))) in names:
            name, rest = next(iter(entry.items()))
        elif ids:
            name, rest = entry[ids[0]], {key: value for key, value in entry.items() if key != ids[0]}
        else:
            return {}
        groups.setdefault(plain(name.strip()), []).append(rest)
    if all(len(group) == 1 for group in groups.values()):
        return {name: _renamed(replace(spot, part=names[name]), group[0]) for name, group in groups.items()}
    # A list of questions that names the category of each.
    inner = {name: keyed(replace(spot, part=names[name]), group) for name, group in groups.items()}
    return inner if all(inner.values()) else {}


def _renamed(spot: Spot, entry: Any) -> Any:
    """Return an answer with its keys as the schema names them, if other words for them are there."""
    if not isinstance(entry, dict):
        return entry
    if len(entry) == 1 and isinstance(inner := next(iter(entry.values())), list) and (answers := keyed(spot, inner)):
        return answers  # the questions of a category, as a list
    missing = [key for key in members_of(spot) if key not in entry]
    meant = {key: key_synonym(key, missing) for key in entry if key not in members_of(spot)}
    is_clear = len(set(meant.values())) == len(meant)
    return {(meant.get(key) or key) if is_clear else key: value for key, value in entry.items()}


def members_of(spot: Spot) -> Mapping[str, Mapping[str, Any]]:
    """Return the parts of the schema that describe the members of an object."""
    return {key: spot.resolve(each) for key, each in spot.resolve(spot.part).get("properties", {}).items()}


_SENTENCE = 6  # words
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NAME_KEYS = ("name", "full_name", "fullname", "author", "label", "text", "value", "quote", "content")
_NAME_PARTS = (
    ("given", "family"),
    ("first", "last"),
    ("first_name", "last_name"),
    ("firstname", "lastname"),
    ("forename", "surname"),
)


def joined_texts(spot: Spot, value: list[Any]) -> Repair | None:
    """Return the repair that makes one text of a list of texts: words get commas between them, sentences a space."""
    if value and all(isinstance(each, dict) for each in value):
        return _texts_of_objects(spot, value)
    if not value or not all(isinstance(each, str) for each in value):
        return None
    if spot.key == "authors":
        return Repair(f"write each name as an entry of its own, without the inner brackets: {shown(value)[1:-1]}")
    if spot.key == "venue" and len(names := [each for each in value if not _YEAR.fullmatch(each.strip())]) == 1:
        return spot.write(names[0], ' without the list; the year belongs to "year"')
    between = ", " if all(len(each.split()) < _SENTENCE for each in value) else " "
    text = between.join(map(str.strip, value))
    return Repair("join the texts of the list into one text", (spot.way(text),), "list") if spot.fits(text) else None


def _texts_of_objects(spot: Spot, value: list[dict[str, Any]]) -> Repair | None:
    """Return the repair that makes one text of objects with a text each, such as quotations with their pages."""
    keys = [next((key for key in _NAME_KEYS if isinstance(each.get(key), str)), "") for each in value]
    text = " ".join(each[key].strip() for each, key in zip(value, keys, strict=True) if key)
    if not all(keys) or not spot.fits(text):
        return None
    return Repair(f"write only the text: {shown(text)}; {_rest(spot)}", cause="object for a text")


def value_in_object(spot: Spot) -> Repair | None:
    """Return the repair that writes the one value of an object that fits, such as an answer beside its confidence."""
    fitting = [each for each in spot.value.values() if spot.fits(each)] if isinstance(spot.value, dict) else []
    if len(fitting) != 1:
        return None
    if len(spot.value) == 1:
        return spot.write(fitting[0], cause="object for a value")
    return Repair(f"write only the value: {shown(fitting[0])}; {_rest(spot)}", cause="object for a value")


def _rest(spot: Spot) -> str:
    return f'keep the rest of the object, if it matters, under a key of its own, such as "x-{spot.key}"'


def name_in_object(spot: Spot, value: dict[str, Any]) -> Repair | None:
    """Return the repair that writes the name that an object has, and what to do with the rest of the object."""
    if spot.key == "run":
        return Repair(
            "a run is a file of its own: write its settings into scans/runs/<name>.json, "
            'as { "model": "…", "prompt": "…", "settings": { … } }, and its name here'
        )
    names: list[tuple[str, ...]] = [(key,) for key in _NAME_KEYS if isinstance(value.get(key), str)]
    names += [pair for pair in _NAME_PARTS if all(isinstance(value.get(key), str) for key in pair)]
    if not names and len(value) == 1 and isinstance(next(iter(value.values())), str):
        names = [tuple(value)]
    if not names:
        return None
    text = " ".join(value[key].strip() for key in names[0])
    if not spot.fits(text):
        return None
    if len(value) == len(names[0]):
        return spot.write(text, cause="object for a text")
    return Repair(f"write only the text: {shown(text)}; {_rest(spot)}", cause="object for a text")
