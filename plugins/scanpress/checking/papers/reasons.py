"""The reasons that a scan gives, and a few checksums of them by which copies are found without reading them again."""

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

LONG = 25
"""Characters of a reason that two scans do not have in common by chance."""
_SAMPLES = 3
_CONTAINERS = ("variables", "checklist")
_REASONS = ("response", "justification")


def sampled_reasons(document: Mapping[str, Any]) -> tuple[int, ...]:
    """Return checksums of the first long reasons of a flat list, or of the first question of each category."""
    flat, categories = document.get("variables"), document.get("checklist")
    if isinstance(flat, dict):
        answers, key = [*flat.values()], "response"
    elif isinstance(categories, dict):
        answers = [next(iter(each.values())) for each in categories.values() if isinstance(each, dict) and each]
        key = "justification"
    else:
        return ()
    found: tuple[int, ...] = ()
    for answer in answers:
        reason = answer.get(key) if type(answer) is dict else None
        if type(reason) is str and len(reason) >= LONG:
            found += (crc32(reason.encode("utf-8", "surrogatepass")),)
            if len(found) == _SAMPLES:
                break
    return found


def _reason(answer: object) -> Iterator[str]:
    if isinstance(answer, dict):
        for key in _REASONS:
            reason = answer.get(key)
            if isinstance(reason, str):
                yield reason


def container_of(document: Mapping[str, Any]) -> str:
    """Return the key under which a scan has its answers."""
    return next((key for key in _CONTAINERS if isinstance(document.get(key), dict)), "")


def reasons_of(document: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Return every reason of a scan by the place of its question."""
    answers = document.get(container_of(document)) or {}
    return dict(_every(answers, ()))


def _every(node: Mapping[str, Any], place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in node.items():
        if isinstance(value, dict):
            for reason in _reason(value):
                yield (*place, key), reason
            yield from _every(value, (*place, key))
