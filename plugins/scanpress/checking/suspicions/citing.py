"""Papers that a scan cites: one identifier for several papers, and one paper twice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.problem import Finding, Pointer

_CITED = "cited_papers"
_SAME = 0.3  # of the words of two titles, above which they may be of one paper


def may_repeat(papers: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether two papers have the same identifier or title: a quick look."""
    names = [name for each in papers for name in (each["title"], each.get("arxiv_id"), each.get("doi")) if name]
    return len(set(names)) < len(names)


def repeated_papers(document: object) -> Iterator[Finding]:
    """Yield findings on papers with the identifier of another one, and on papers that the list has twice."""
    cited = value_at(document, (_CITED,))
    papers: list[tuple[Pointer, Mapping[str, Any]]] = []
    given: list[tuple[Pointer, Any]] = [(("paper",), value_at(document, ("paper",)))]
    given += [((_CITED, index), each) for index, each in enumerate(cited if isinstance(cited, list) else ())]
    for pointer, each in given:
        if isinstance(each, Mapping) and isinstance(each.get("title"), str):
            papers.append((pointer, each))
    for key, label in (("arxiv_id", "arXiv id"), ("doi", "DOI")):
        yield from _same_identifier(papers, key, label)
    yield from _same_paper(papers)


def _same_identifier(papers: Sequence[tuple[Pointer, Mapping[str, Any]]], key: str, label: str) -> Iterator[Finding]:
    """Yield one finding for each identifier that papers with other titles have, at the second of them."""
    by_id: dict[str, list[tuple[Pointer, str]]] = {}
    for pointer, paper in papers:
        if isinstance(given := paper.get(key), str) and given.strip():
            by_id.setdefault(given.strip().casefold(), []).append(((*pointer, key), paper["title"]))
    for (first, title), *others in by_id.values():
        wrong = [place for place, other in others if not _may_be_one(title, other)]
        if wrong:
            whose = "the paper of this scan" if first[0] == "paper" else f"cited paper {int(first[1]) + 1}"
            number = f"{len(wrong)} papers have" if len(wrong) > 1 else "this is"
            message = f"{number} the {label} of {whose}, {quoted(title)}"
            rest = "the others" if len(wrong) > 1 else "the other one"
            remedy = f"look up which paper has it, and correct or remove {rest}"
            yield Finding("ids-disagree", wrong[0], message, remedy, also=tuple(wrong[1:]))


def _same_paper(papers: Sequence[tuple[Pointer, Mapping[str, Any]]]) -> Iterator[Finding]:
    """Yield a finding for each cited paper that is in the list already."""
    known: dict[tuple[object, ...], int] = {}
    for pointer, paper in papers:
        authors = paper.get("authors")
        first = authors[0] if isinstance(authors, list) and authors else None
        if pointer[0] == "paper" or not isinstance(first, str):
            continue
        number = int(pointer[1]) + 1
        earlier = known.setdefault((paper["title"].casefold(), str(paper.get("year")), first), number)
        if earlier != number:
            message = f"{quoted(paper['title'])} is cited paper {earlier} of this list, too"
            yield Finding("doubtful-title", (*pointer, "title"), message, "remove one of the two entries")


def _may_be_one(title: str, other: str) -> bool:
    words, others = (set(re.findall(r"\w+", each.casefold())) for each in (title, other))
    return len(words & others) > _SAME * min(len(words), len(others))
