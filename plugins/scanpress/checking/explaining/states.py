"""What to write for the status of a scan: which states there are, what each means, and which need a note."""

import re

from scanpress.checking.days import is_date
from scanpress.checking.display import joined, listed, quoted
from scanpress.checking.edits import Remove, Repair, Way, Write, shown
from scanpress.checking.explaining.names import misspelt, plain, synonym
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.explaining.unknown_keys import Unknown, unknown_finding
from scanpress.checking.known.languages import STATES as FOREIGN
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.status import EXPLAINED, OTHER_NOTES

STATES = {
    "published": "it counts, as without a status",
    "contested": "somebody objects; it counts",
    "withdrawn": "it is wrong, nobody should rely on it",
    "superseded": "a newer scan replaces it",
    "excluded": "it may be right, but must not count",
}
"""The states of a scan, and what each one means."""
_COUNTING = frozenset(
    re.findall(
        r"\S+",
        "active done final complete completed finished accepted approved valid ok live public current normal reviewed "
        "confirmed verified good success successful succeeded processed answered",
    )
)


def of_status(each: Unknown) -> tuple[Finding, tuple[str, ...]] | None:
    """Return the finding on a key at the top level that says a state of the scan, and all keys that say it."""
    found = _STATE_KEY.fullmatch(plain(each.key))
    if not found or each.pointer or "status" in each.instance:
        return None
    state = _STATE_WORDS.get(found[1], found[1])
    keys = [key for key in each.instance if (same := _STATE_KEY.fullmatch(plain(key))) and same[1] == found[1]]
    if not any(each.instance[key] for key in keys):
        remedy = "remove it: a scan without a status is published and counts"
        return unknown_finding(each, remedy, ((*(Remove((key,)) for key in keys),),)), tuple(keys)
    texts = [str(each.instance[key]) for key in keys if isinstance(each.instance[key], str)]
    notes = [text for text in texts if not is_date(text)]
    days = [text for text in texts if is_date(text)]
    note = " ".join(notes)
    if state == "superseded" and notes and ".json" in note and " " not in note:
        note = f"Replaced by {note}"
    status: dict[str, str | None] = {"state": state, "note": note or None, **({"date": days[0]} if days else {})}
    why = "" if note else f": the note says {EXPLAINED[state]}"
    remedy = f"write {quoted('status')}: {shown(status, texts={'note'})}{why}"
    way: Way = (*(Remove((key,)) for key in keys), Write(("status",), status))
    return unknown_finding(each, remedy, (way,) if note else ()), tuple(keys)


_STATE_KEY = re.compile(
    r"(?:is_|was_)?(withdrawn|superseded|contested|disputed|excluded|replaced)"
    r"(?:_(?:by|reason|note|because|date|on|why|comment))?"
)
_STATE_WORDS = {"replaced": "superseded", "disputed": "contested"}


def status_repair(text: str) -> str:
    """Return what to write for a status that is no object."""
    if plain(text.strip(" .")) in _COUNTING:
        return (
            f'remove the status: a scan without one is published and counts. Else write {{ "state": … }}: {_states()}'
        )
    head, sign, rest = text.partition(":")
    if sign and head.strip().lower() in STATES and rest.strip():
        return f"write {shown({'state': head.strip().lower(), 'note': rest.strip()})}"
    return f'write {{ "state": … }}, or remove the status if the scan counts; as the state, {_states()}'


def state_repair(spot: Spot) -> Repair:
    """Return the repair of a state that does not exist: the one that is certainly meant, and what each one means."""
    word = plain(str(spot.value).strip(" ."))
    if word in _COUNTING:
        return Repair(f"remove the status: a scan without one is published and counts. Else {_states()}")
    head, _, rest = str(spot.value).strip().partition(" ")
    if (state := head.rstrip(":,;.").lower()) in STATES and rest and not spot.parent.get("note"):
        written = (
            f"{quoted(state)}, and add the other words as the note: {shown({'state': state, 'note': str(spot.value)})}"
        )
        edits = (Write(spot.pointer, state), Write((*spot.pointer[:-1], "note"), str(spot.value)))
        return Repair(f"write {written}", (edits,))
    foreign = FOREIGN.get(word.replace("_", " "), "")
    likely = synonym(word, STATES) or foreign or misspelt(word, STATES)
    first = f"did you mean {quoted(likely)}? " if likely else ""
    if word in {"retracted", "removed", "deleted"}:
        first = 'write "excluded" if the paper was retracted, and "withdrawn" if the scan is wrong. In general, '
    note = note_needed(spot, [likely] if likely else [*STATES])
    return Repair(f"{first}{_states()}{note}", (spot.way(likely),) if likely and not foreign else ())


def _states() -> str:
    every = [f"{quoted(state)} ({meaning})" for state, meaning in STATES.items()]
    return f"write {joined(every, 'or')}"


def note_needed(spot: Spot, words: list[str]) -> str:
    """Return that a state needs a note, if one of some states does and there is none."""
    needy = [word for word in words if word in EXPLAINED]
    if spot.key != "state" or not needy or not spot.parent.keys().isdisjoint({"note", *OTHER_NOTES}):
        return ""
    why = EXPLAINED[needy[0]] if len(needy) == 1 else f"the reason, if it is {listed(needy)}"
    return f', and add "note": {why}'
