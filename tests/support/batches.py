"""Batches of a model's answers with the list of their papers, as `scanpress import reproducibility` reads them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

QUESTIONS = (
    *("research_type", "affiliation", "pseudocode", "open_source_code", "train", "validation"),
    *("hardware_specification", "software_dependencies", "experiment_setup", "limitations"),
)
SETTINGS: Mapping[str, Any] = {
    "model": {"name": "made-up-model-1", "input_cost": 0.3, "output_cost": 2.5},
    "temperature": 0,
    "top_p": 1.0,
    "lemmatize": False,
    "prompt": "Answer about this paper:\n{paper}",
    "questions": {"pseudocode": "Is there pseudocode?", "train": "Is there open data?"},
}
COLUMNS = ("File name", "Title", "Authors", "Venue", "Year", "Address")


def answers(text: str = "Section 3 says so.", **results: Any) -> dict[str, Any]:
    """Return the answers of a paper: code 0 for each question that is not named, and a text that ends with its name."""
    given = {each: {"result": results.get(each, 0), "paper_text": f"{text} ({each})"} for each in QUESTIONS}
    return {**given, "input_tokens": 9000, "thoughts_tokens": 12, "output_tokens": 700, "cost": 0.01}


def row(key: str, title: str, *, venue: str = "ICLR", year: int = 2022, address: str = "") -> tuple[Any, ...]:
    """Return the row of a paper in the list."""
    return (f"{key}.pdf", title, "Ada Byron, Bo Li", venue, year, address)


def write_batch(path: Path, papers: Mapping[str, Any], **settings: Any) -> Path:
    """Write a batch and return its path."""
    path.write_text(json.dumps({**SETTINGS, **settings, **papers, "evaluation_seconds": len(papers)}), encoding="utf-8")
    return path


def write_list(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    columns: Sequence[str] = COLUMNS,
    separator: str = ",",
    encoding: str = "utf-8",
) -> Path:
    """Write a list of papers and return its path."""
    quoted = [[f'"{cell}"' for cell in each] for each in (columns, *rows)]
    path.write_text("\n".join(map(separator.join, quoted)) + "\n", encoding=encoding)
    return path
