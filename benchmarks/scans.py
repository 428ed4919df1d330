"""Scans made up for the benchmarks: the real ones' structure and lengths, other words, the same at every run."""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from vocabulary import words

_REAL = Path(__file__).parent.parent / "scans"
_SURVEY = _REAL / "acl-2024" / "cross-lingual-alignment.json"
_VENUES = ("AAAI", "ICLR", "ICML", "IJCAI", "JAIR", "NeurIPS")
_YEARS = range(2014, 2026)
INSTRUMENTS = ("reproducibility", "survey", "mixed")
"""Small scans of about 3.3 kB, large ones of about 29 kB, or seven large ones to a small one."""

_OTHERS = 7
_CITED = 50  # papers: more than a scan cites
_APPLICABLE, _MET = 0.8, 0.5  # shares of all questions, and of the applicable ones
# Words, given names and family names, a line each: of many scripts, with what HTML has to escape.
_WORDS, _FIRST, _LAST = (
    line.split() for line in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
)
_PLAIN = [word for word in _WORDS if word.isascii() and word.replace("-", "").isalpha()]
_draw_from: dict[str, Any] = {"population": _PLAIN}
_RICH, _LINKED = 0.1, 0.03  # shares of all texts


def write_scans(folder: Path, count: int, instrument: str, *, vocabulary: int = 0) -> list[Path]:
    """Write scans below `folder`/scans; return their paths.

    With a `vocabulary`, texts are made of so many words, as frequent as in English; without, of a few plain ones.
    """
    paths = []
    _draw_from.update(zip(("population", "cum_weights"), words(vocabulary), strict=True) if vocabulary else ())
    for path, scan in _scans(count, instrument):
        paths.append(folder / path)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_bytes(orjson.dumps(scan, option=orjson.OPT_INDENT_2) + b"\n")
    return paths


def corrected(content: bytes, number: int) -> bytes:
    """Return a scan with one answer corrected."""
    scan = orjson.loads(content)
    if "checklist" in scan:
        scan["checklist"]["artifacts"]["code_released"]["justification"] = f"Corrected, change {number}."
    else:
        scan["variables"]["pseudocode"]["response"] = f"Corrected, change {number}."
    return orjson.dumps(scan, option=orjson.OPT_INDENT_2) + b"\n"


def add(beside: Path, round_: int) -> None:
    """Add a scan of a paper of its own, next to another in the order of their paths."""
    scan = orjson.loads(beside.read_bytes())
    paper = scan["paper"]
    scan["paper"] = {key: paper[key] for key in paper if key not in {"doi", "arxiv_id", "url", "pdf_url"}}
    scan["paper"]["title"] += f", added in round {round_}"
    path = beside.with_name(f"{beside.stem}-added-{round_}.json")
    path.write_bytes(orjson.dumps(scan, option=orjson.OPT_INDENT_2) + b"\n")


def _scans(count: int, instrument: str) -> Iterator[tuple[str, Any]]:
    for number in range(count):
        draw = random.Random(number)
        paper = _paper(draw, number)
        is_survey = instrument == "survey" or (instrument == "mixed" and number % (_OTHERS + 1))
        folder = f"{paper['venue'].lower()}-{paper['year']}"
        yield f"scans/{folder}/paper-{number:06}.json", (_survey if is_survey else _reproducibility)(draw, paper, count)


def _paper(draw: random.Random, number: int) -> dict[str, Any]:
    # The check warns of an author who is named twice: a drawn name that repeats an earlier one is left out.
    names = [f"{draw.choice(_FIRST)} {draw.choice(_LAST)}" for _ in range(draw.randint(1, 7))]
    title = f"{_text(draw, draw.randint(40, 90)).rstrip('.').capitalize()} {number}"
    return {
        "title": title,
        "authors": list(dict.fromkeys(names)),
        "year": draw.choice(_YEARS),
        "venue": draw.choice(_VENUES),
        "arxiv_id": _arxiv_id(number),
    }


def _arxiv_id(number: int) -> str:
    return f"{14 + number // 90_000:02}{1 + number // 9_000 % 12:02}.{number % 9_000 + 1:05}"


def _survey(draw: random.Random, paper: Any, count: int) -> Any:
    scan = _reworded(draw, _real(_SURVEY))
    for category in scan["checklist"].values():
        for answer in category.values():
            answer["applies"] = draw.random() < _APPLICABLE
            answer["answer"] = answer["applies"] and draw.random() < _MET
    # A quarter of the cited papers has a scan here; none is the paper itself, and none is cited twice.
    drawn = map(_arxiv_id, draw.sample(range(4 * count + _CITED), _CITED))
    others = (each for each in drawn if each != paper["arxiv_id"])
    for cited in scan["cited_papers"]:
        cited.pop("doi", None)
        cited["arxiv_id"] = next(others)
    return {**scan, "paper": paper}


def _reproducibility(draw: random.Random, paper: Any, _count: int) -> Any:
    real = sorted(path for folder in _REAL.glob("iclr-*") for path in folder.glob("*.json"))
    scan = _real(draw.choice(real))
    variables = {
        key: {"result": answer["result"], "response": _text(draw, _near(draw, len(answer["response"])))}
        for key, answer in scan["variables"].items()
    }
    for answer in variables.values():
        if answer["result"] in {"Yes", "No"}:
            answer["result"] = draw.choice(["Yes", "No"])
    return {**scan, "paper": paper, "variables": variables}


@cache
def _real(path: Path) -> Any:
    return orjson.loads(path.read_bytes())


_KEPT = {"active_modules", "methodology_tags", "supported", "scan_version", "year", "score", "authors"}


def _reworded(draw: random.Random, value: Any) -> Any:
    """Return a value with every text in it replaced by another of about its length."""
    if isinstance(value, dict):
        return {key: part if key in _KEPT else _reworded(draw, part) for key, part in value.items()}
    if isinstance(value, list):
        return [_reworded(draw, part) for part in value]
    return _text(draw, _near(draw, len(value))) if isinstance(value, str) else value


def _near(draw: random.Random, length: int) -> int:
    return max(12, int(length * draw.uniform(0.7, 1.3)))


def _text(draw: random.Random, length: int) -> str:
    """Return a text; of the real ones one in ten has signs beyond ASCII or markup, and one in thirty an address."""
    chance = draw.random()
    chosen = (
        draw.choices(_WORDS, k=length // 7 + 1) if chance < _RICH else draw.choices(**_draw_from, k=length // 7 + 1)
    )
    if chance > 1 - _LINKED:
        chosen[0] = f"https://example.org/{chosen[0]}"
    # The check warns of a text that ends inside a sentence.
    return f"{' '.join(chosen)[: length - 1].strip()}."
