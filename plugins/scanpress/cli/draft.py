"""A scan that is about to be made: what is known of the paper and the rater, and where the file goes."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from scanpress.checking import safe_name
from scanpress.checking.formatting import format_bytes
from scanpress.instruments import Instrument
from scanpress.instruments.blank import blank_scan

_ARXIV = re.compile(r"(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?(.*?)(?:v[0-9]+)?(?:\.pdf)?", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(.*)", re.IGNORECASE)
_WORDS = 6  # of a title, in a file's name


@dataclass(frozen=True, slots=True)
class Draft:
    """What was given so far; empty texts and lists are left for later."""

    instrument: Instrument
    paper: dict[str, Any]
    rater: dict[str, Any]
    modules: tuple[str, ...] = ()
    group: str = ""
    name: str = ""

    def with_paper(self, found: dict[str, Any]) -> Self:
        """Take over what was learned of the paper; what was given by hand stands."""
        return replace(self, paper=found | {key: value for key, value in self.paper.items() if value})

    @property
    def names_paper(self) -> bool:
        """Whether it is known which paper it is."""
        return any(self.paper.get(key) for key in ("title", "arxiv_id", "doi"))

    @property
    def path(self) -> str:
        """The path in the repository."""
        return f"scans/{self.group}/{self.name}.json"

    @property
    def document(self) -> dict[str, Any]:
        """The scan, with null wherever something is still to answer."""
        blank = blank_scan(self.instrument, modules=self.modules)
        for section, known in (("paper", self.paper), ("rater", self.rater)):
            blank[section] |= {key: value for key, value in known.items() if value}
        return blank

    @property
    def content(self) -> bytes:
        """The scan as a file in canonical form."""
        return format_bytes(self.path, json.dumps(self.document).encode()).after


def arxiv_id(text: str) -> str:
    """Take the id out of what people copy.

    >>> arxiv_id("https://arxiv.org/abs/2406.13229v2")
    '2406.13229'
    """
    match = _ARXIV.fullmatch(text.strip())
    return match[1] if match else text


def doi(text: str) -> str:
    """Take the DOI out of what people copy.

    >>> doi("https://doi.org/10.1000/182")
    '10.1000/182'
    """
    match = _DOI.fullmatch(text.strip())
    return match[1] if match else text


def suggested_group(paper: dict[str, Any], venue: str) -> str:
    """Suggest a group: venue and year, else arXiv and year; empty where nothing is known.

    >>> suggested_group({"arxiv_id": "2406.13229"}, "")
    'arxiv-2024'
    """
    if venue:
        return safe_name(f"{venue}-{paper['year']}" if paper.get("year") else venue)
    return f"arxiv-20{paper['arxiv_id'][:2]}" if paper.get("arxiv_id") else ""


def suggested_name(paper: dict[str, Any]) -> str:
    """Suggest a name: the first words of the title, else the paper's number.

    >>> suggested_name({"title": "Attention Is All You Need"})
    'attention-is-all-you-need'
    """
    title = paper.get("title") or ""
    words = safe_name(title.split(":")[0]).split("-") if re.search("[A-Za-z0-9]", title) else []
    if words:
        return "-".join(words[:_WORDS])
    return safe_name((paper.get("arxiv_id") or paper.get("doi") or "").replace(".", "-"))


def unused(name: str, folder: Path) -> str:
    """Return a name that no file of a folder has."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if not (folder / f"{each}.json").exists())
