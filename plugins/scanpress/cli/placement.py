"""Where a new scan goes, and why it may not be made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from scanpress.checking import check_bytes
from scanpress.checking.days import this_day
from scanpress.checking.files import RUNS, SCANS
from scanpress.checking.same_paper import find_existing_scan
from scanpress.cli import wrong_use
from scanpress.cli.asking import ask
from scanpress.cli.draft import Draft, suggested_group, suggested_name, unused
from scanpress.facts import FactsError, Venues, load_venues

UNNAMED = "name the paper: by its title, its number on arXiv or its DOI"


def placed(draft: Draft, root: Path, *, asking: bool) -> Draft:
    """Return the file a place: the one that was named, else one that the paper suggests."""
    if not draft.group:
        suggested = suggested_group(draft.paper, _venue(draft.paper.get("venue") or "", root))
        group = _ask_group(draft, suggested) if asking else suggested
        draft = replace(draft, group=group)
    if not draft.name:
        suggested = unused(suggested_name(draft.paper), root / "scans" / draft.group)
        name = _ask_name(draft, suggested, root) if asking else suggested
        draft = replace(draft, name=name)
    return replace(draft, name=draft.name.removesuffix(".json"))


def _ask_group(draft: Draft, suggested: str) -> str:
    def complaint(group: str) -> str:
        return misfit(replace(draft, group=group)) if group else "a scan lies in a folder, such as acl-2024"

    return ask("Group, a folder below scans/", default=suggested, complaint=complaint)


def _ask_name(draft: Draft, suggested: str, root: Path) -> str:
    def complaint(name: str) -> str:
        named = replace(draft, name=name.removesuffix(".json"))
        return misfit(named) or _occupied(named, root)

    return ask("Name of the file", default=suggested, complaint=complaint)


def _venue(name: str, root: Path) -> str:
    """Return the short form of a venue that the site knows, such as acl."""
    facts = root / "content" / "venues.yaml"
    try:
        return (load_venues(facts) if facts.is_file() else Venues()).find(name).slug if name else ""
    except FactsError as error:
        wrong_use(str(error))


def refusal(draft: Draft, root: Path) -> str:
    """Say why the scan must not be made, in a few lines; nothing where it may."""
    return next(_reasons(draft, root), "")


def misfit(draft: Draft) -> str:
    """Say what is wrong with what is known so far; what is still unknown is no mistake."""
    return next(_misfits(draft), "")


def taken(draft: Draft, root: Path, remedy: str = "give yours with --rater-kind and --rater-name") -> str:
    """Say which scan of this paper there is already, by this rater or by one without a name."""
    twin = find_existing_scan(draft.path, draft.document, root=root)
    if not twin:
        return ""
    if draft.rater.get("name"):
        return f"this rater has scanned this paper with this instrument already: {twin}"
    return f"{twin} is a scan of this paper by a rater without a name: {remedy}"


def _reasons(draft: Draft, root: Path) -> Iterator[str]:
    """Yield reasons, each of which takes for granted that there was none before."""
    if not draft.names_paper:
        yield f"{UNNAMED}, with --title, --arxiv or --doi"
    if not draft.group:
        yield "name the folder below scans/ with --group, such as acl-2024"
    yield from _misfits(draft)
    yield from filter(None, (taken(draft, root), _occupied(draft, root)))


def _misfits(draft: Draft) -> Iterator[str]:
    unknown = sorted(set(draft.modules) - set(draft.instrument.modules))
    if unknown:
        yield f"there is no module {unknown[0]}: name one of {', '.join(draft.instrument.modules) or 'none'}"
    if draft.group == RUNS:
        yield f"the folder {SCANS}/{RUNS} holds the runs of models, and no scans: name another group"
    path = replace(draft, group=draft.group or "group", name=draft.name or "name").path
    problems = check_bytes(path, draft.content, today=this_day()).problems
    wrong = [f"{each.message}: {each.remedy}" for each in problems if each.name != "still-to-answer"]
    if wrong:
        yield "\n  ".join(wrong)


def _occupied(draft: Draft, root: Path) -> str:
    return f"{draft.path} is there already: name another one with --name" if (root / draft.path).exists() else ""
