"""Where a new scan goes, and why it may not be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from scanpress.checking import check_bytes
from scanpress.cli.asking import ask
from scanpress.cli.draft import suggested_group, suggested_name, unused
from scanpress.corpus import Venues, load_venues
from scanpress.corpus.twins import find_twin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scanpress.cli.draft import Draft


def placed(draft: Draft, root: Path, *, asking: bool) -> Draft:
    """Give the file a place: the one that was named, else one that the paper suggests."""
    group, name = draft.group, draft.name
    if not group:
        suggested = suggested_group(draft.paper, _venue(draft.paper.get("venue") or "", root))
        group = ask("Group, a folder below scans/", default=suggested) if asking else suggested
    if not name:
        suggested = unused(suggested_name(draft.paper), root / "scans" / group)
        name = ask("Name of the file", default=suggested) if asking else suggested
    return replace(draft, group=group, name=name.removesuffix(".json"))


def _venue(name: str, root: Path) -> str:
    """Give the short form of a venue that the site knows, such as acl."""
    facts = root / "content" / "venues.yaml"
    return (load_venues(facts) if facts.is_file() else Venues()).find(name).slug if name else ""


def refusal(draft: Draft, root: Path) -> str:
    """Say why the scan must not be made, in a few lines; nothing where it may."""
    return next(_reasons(draft, root), "")


def _reasons(draft: Draft, root: Path) -> Iterator[str]:
    """Yield reasons, each of which takes for granted that there was none before."""
    if not (draft.paper.get("title") or draft.paper.get("arxiv_id") or draft.paper.get("doi")):
        yield "name the paper: with --title, --arxiv or --doi"
    unknown = sorted(set(draft.modules) - set(draft.instrument.modules))
    if unknown:
        yield f"there is no module {unknown[0]}: name one of {', '.join(draft.instrument.modules) or 'none'}"
    if not draft.group:
        yield "name the folder below scans/ with --group, such as acl-2024"
    twin = find_twin(draft.path, draft.document, root=root)
    if twin:
        yield _taken(twin, draft)
    if (root / draft.path).exists():
        yield f"{draft.path} is there already: name another one with --name"
    today = datetime.now().astimezone().date()
    problems = check_bytes(draft.path, draft.content, today=today).problems
    wrong = [f"{each.message}: {each.remedy}" for each in problems if each.name != "still-to-answer"]
    if wrong:
        yield "\n  ".join(wrong)


def _taken(twin: str, draft: Draft) -> str:
    if draft.rater.get("name"):
        return f"this rater has scanned this paper with this instrument already: {twin}"
    return f"{twin} is a scan of this paper by a rater without a name: give yours with --rater-kind and --rater-name"
