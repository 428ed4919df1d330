"""The reasons that a scan gives, and a few checksums of them by which copies are found without reading them again."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from scanpress.instruments import Instrument, Unidentified, identify, with_key

LONG = 25
"""Characters of a reason that two scans do not have in common by chance."""
_SAMPLES = 3


def sampled_reasons(document: Mapping[str, Any], instrument: str) -> tuple[int, ...]:
    """Return checksums of the first long reasons of a flat list, or of the first question of each category."""
    asked = with_key(instrument)
    found: list[int] = []
    for category in asked.categories:
        form = category.open_form or (category.questions[0].form if category.questions else None)
        answers = category.answers(document)
        if not answers or form is None:
            continue
        given = answers.values() if len(category.path) == 1 else [next(iter(answers.values()))]
        for answer in given:
            reason = answer.get(form.reason) if type(answer) is dict else None
            if type(reason) is str and len(reason) >= LONG:
                found.append(crc32(reason.encode("utf-8", "surrogatepass")))
                if len(found) == _SAMPLES:
                    return tuple(found)
    return tuple(found)


def container_of(document: Mapping[str, Any]) -> str:
    """Return the key under which a scan has its answers, or an empty text."""
    instrument = identify(document)
    return "" if isinstance(instrument, Unidentified) else instrument.container


def reasons_of(document: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Return every reason of an accepted scan by the place of its question."""
    instrument = identify(document)
    return {} if isinstance(instrument, Unidentified) else _reasons(document, instrument)


def _reasons(document: Mapping[str, Any], instrument: Instrument) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for category in instrument.categories:
        forms = {question.key: question.form for question in category.questions}
        for key, answer in (category.answers(document) or {}).items():
            form = forms.get(key) or category.open_form
            reason = form.reason_in(answer) if form and isinstance(answer, dict) else ""
            if reason:
                found[(*category.path, key)] = reason
    return found
