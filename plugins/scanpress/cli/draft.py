"""The draft of a new scan: what is known about the paper and the rater, and the path of the file."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from scanpress.checking import safe_name
from scanpress.checking.formatting import format_bytes
from scanpress.facts.layout import DEFAULT, Layout
from scanpress.instruments import Instrument
from scanpress.instruments.blank import blank_scan

_WORDS = 6  # words of a title in a file's name


@dataclass(frozen=True, slots=True)
class Draft:
    """The values known so far; empty texts and lists are to be filled in later.

    `chosen` are the values of keys on which it depends what is asked, such as the type of the paper.
    `schema` is the address of the instrument's schema, by which editors show the questions; empty if there is none.
    """

    instrument: Instrument
    paper: dict[str, Any]
    rater: dict[str, Any]
    modules: tuple[str, ...] = ()
    group: str = ""
    name: str = ""
    schema: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = DEFAULT

    def with_paper(self, found: dict[str, Any]) -> Self:
        """Return the draft with more facts about the paper; values that the user gave are kept."""
        return replace(self, paper=found | {key: value for key, value in self.paper.items() if value})

    @property
    def names_paper(self) -> bool:
        """Whether the draft identifies its paper."""
        return any(self.paper.get(key) for key in ("title", "arxiv_id", "doi"))

    @property
    def path(self) -> str:
        """The path of the file in the repository."""
        return self.layout.path_for(self.group, self.name)

    @property
    def document(self) -> dict[str, Any]:
        """The scan, with null in place of every value that is not known yet."""
        blank = blank_scan(self.instrument, modules=self.modules, chosen=self.chosen)
        allowed = self.instrument.schema["properties"]
        if self.schema and "$schema" in allowed:
            blank = {"$schema": self.schema, **blank}
        for section, known in (("paper", self.paper), ("rater", self.rater)):
            if section in allowed:
                blank[section] |= {key: value for key, value in known.items() if value}
        return blank

    @property
    def content(self) -> bytes:
        """The bytes of the file, in canonical form."""
        return format_bytes(self.path, json.dumps(self.document).encode()).after


def suggested_group(paper: dict[str, Any], venue: str) -> str:
    """Return a group: venue and year, else arXiv and year, else an empty text.

    >>> suggested_group({"arxiv_id": "2406.13229"}, "")
    'arxiv-2024'
    >>> suggested_group({"arxiv_id": "hep-th/9901001"}, "")
    'arxiv-1999'
    """
    if venue:
        return safe_name(f"{venue}-{paper['year']}" if paper.get("year") else venue)
    number = str(paper.get("arxiv_id") or "").rpartition("/")[2]
    return f"arxiv-{'19' if number[:1] == '9' else '20'}{number[:2]}" if number else ""


def suggested_name(paper: dict[str, Any]) -> str:
    """Return a file name: the first words of the title, else the paper's arXiv id or DOI.

    >>> suggested_name({"title": "Attention Is All You Need"})
    'attention-is-all-you-need'
    """
    title = paper.get("title") or ""
    words = safe_name(title.split(":")[0]).split("-") if re.search("[A-Za-z0-9]", title) else []
    if words:
        return "-".join(words[:_WORDS])
    return safe_name((paper.get("arxiv_id") or paper.get("doi") or "").replace(".", "-"))


def unused(draft: Draft, name: str, root: Path) -> str:
    """Return the name, with a number added if a file has the path of a scan with this name."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if not (root / draft.layout.path_for(draft.group, each)).exists())
