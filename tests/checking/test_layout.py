"""Where things stand, in any JSON text."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scanpress.checking.problem import Pointer
from scanpress.checking.reading.layout import lay_out

texts = st.text(st.characters(codec="utf-8"), max_size=8)
scalars = (
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars | texts,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(texts, below, max_size=4),
    max_leaves=12,
)
indents = st.sampled_from([None, 0, 2, "\t"])


def walk(value: Any, pointer: Pointer = ()) -> list[tuple[Pointer, Any]]:
    found = [(pointer, value)]
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in members:
        found += walk(child, (*pointer, key))
    return found


@settings(deadline=None)
@given(values, indents, st.booleans())
def test_the_place_of_every_pointer_holds_its_value(value: Any, indent: int | str | None, ascii_only: bool) -> None:  # noqa: FBT001 - drawn
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    layout = lay_out(text)

    assert not layout.broken
    for pointer, part in walk(value):
        place = layout.places[pointer]
        assert json.loads(text[place.start : place.end]) == part
        if place.key:
            assert json.loads(text[slice(*place.key)]) == pointer[-1]


@settings(deadline=None)
@given(values, st.integers(0, 400), st.sampled_from(list("{}[],:\"'tf0-.\\ \nN\x00é")))
def test_a_damaged_text_breaks_exactly_when_json_says_so(value: Any, position: int, character: str) -> None:
    text = json.dumps(value, ensure_ascii=False)
    position %= len(text) + 1
    damaged = text[:position] + character + text[position + 1 :]
    layout = lay_out(damaged)

    try:
        json.loads(damaged)
    except ValueError:
        assert layout.findings
    else:
        assert not layout.broken
