"""Choose the path of a new scan and the address of its schema, or find why the scan must not be created."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from scanpress.checking import check_bytes
from scanpress.checking.days import this_day
from scanpress.checking.same_paper import find_existing_scan
from scanpress.cli import wrong_use
from scanpress.cli.draft import Draft, suggested_group, suggested_name, unused
from scanpress.cli.terminal import ask
from scanpress.facts import Collection, FactsError, Venues, load_venues
from scanpress.facts.layout import RUNS, SCANS
from scanpress.facts.settings_file import read_setting
from scanpress.instruments.built_in import SUFFIX

UNNAMED = "identify the paper by its title, arXiv id or DOI"
_SCHEMAS = "schemas"  # the folder of schemas, on the site and in a repository that has them
_HERE = ("localhost", "127.0.0.1", "::1")  # a site at these addresses is a preview


def with_path(draft: Draft, collection: Collection, *, asking: bool) -> Draft:
    """Return the draft with a group and a name: those that were given, else those that the paper suggests."""
    if not draft.group and draft.layout.has_groups:
        suggested = suggested_group(draft.paper, short_venue(draft.paper.get("venue") or "", collection.root))
        group = _ask_group(draft, suggested) if asking else suggested
        draft = replace(draft, group=group)
    if not draft.name:
        suggested = unused(draft, suggested_name(draft.paper), collection.data)
        name = _ask_name(draft, suggested, collection.data) if asking else suggested
        draft = replace(draft, name=name)
    return replace(draft, name=draft.name.removesuffix(".json"))


def _ask_group(draft: Draft, suggested: str) -> str:
    def error(group: str) -> str:
        return mistake_in(replace(draft, group=group)) if group else "a scan must be in a folder, such as acl-2024"

    return ask(f"Group, a folder in {_base(draft)}", default=suggested, error=error)


def _ask_name(draft: Draft, suggested: str, root: Path) -> str:
    def error(name: str) -> str:
        named = replace(draft, name=name.removesuffix(".json"))
        return mistake_in(named) or _existing_file(named, root)

    return ask("Name of the file", default=suggested, error=error)


def _base(draft: Draft) -> str:
    base = draft.layout.bases[0]
    return f"{base}/" if base else "the repository"


def with_schema(draft: Draft, collection: Collection) -> Draft:
    """Return the draft with the address of its schema: on the published site, else in the folder `schemas/`.

    If neither is known, the scan names no schema: editors warn about an address that leads nowhere.
    """
    name = draft.instrument.key + SUFFIX
    site = _site_address(collection.root)
    if site:
        return replace(draft, schema=f"{site}/{_SCHEMAS}/{name}")
    # Below the published site, the same relative address leads to the published schema.
    above = "../" * draft.path.count("/")
    has_file = (collection.data / _SCHEMAS / name).is_file()
    return replace(draft, schema=f"{above}{_SCHEMAS}/{name}") if has_file else draft


def _site_address(root: Path) -> str:
    """Return the address of the published site, or an empty text if it is not known."""
    files = (root / "publishconf.py", root / "pelicanconf.py")
    given = (os.environ.get("SITEURL", ""), *(read_setting(file, "SITEURL", default="") for file in files))
    addresses = (address.rstrip("/") for address in given if address.startswith(("https://", "http://")))
    return next((address for address in addresses if urlsplit(address).hostname not in _HERE), "")


def short_venue(name: str, root: Path) -> str:
    """Return the short name of a venue that the site knows, such as acl, or an empty text."""
    facts = root / read_setting(root / "pelicanconf.py", "VENUES_FILE", default="content/venues.yaml")
    try:
        return (load_venues(facts) if facts.is_file() else Venues()).find(name).slug if name else ""
    except FactsError as error:
        wrong_use(str(error))


def refusal(draft: Draft, collection: Collection) -> str:
    """Return why the scan must not be created, or an empty text."""
    return next(_reasons(draft, collection), "")


def mistake_in(draft: Draft) -> str:
    """Return what is wrong with the known values, or an empty text; missing values are not a mistake."""
    return next(_mistakes(draft), "")


def already_scanned(
    draft: Draft, collection: Collection, remedy: str = "give your name with --rater-kind and --rater-name"
) -> str:
    """Return which scan of this paper exists by this rater, or by one without a name; else an empty text."""
    existing = find_existing_scan(draft.path, draft.document, root=collection.data, layout=collection.layout)
    if not existing:
        return ""
    if draft.rater.get("name"):
        return (
            f"this rater has already scanned this paper with this instrument: {existing}. Correct that scan. If the "
            'new one replaces it, first give it a status with "state": "superseded"'
        )
    return f"{existing} is a scan of this paper by a rater without a name: {remedy}"


def _reasons(draft: Draft, collection: Collection) -> Iterator[str]:
    """Yield reasons; each assumes that there was none before."""
    if not draft.names_paper:
        yield f"{UNNAMED}, with --title, --arxiv or --doi"
    if not draft.group and draft.layout.has_groups:
        yield f"name the folder in {_base(draft)} with --group, such as acl-2024"
    if draft.group and not draft.layout.has_groups:
        yield f"--group is not used by the pattern {draft.layout.patterns[0]}: leave it out"
    yield from _missing_choices(draft)
    yield from _mistakes(draft)
    yield from filter(None, (already_scanned(draft, collection), _existing_file(draft, collection.data)))


def _mistakes(draft: Draft) -> Iterator[str]:
    yield from _wrong_choices(draft)
    unknown = sorted(set(draft.modules) - set(draft.instrument.modules))
    if unknown:
        known = ", ".join(draft.instrument.modules)
        remedy = f"name one of {known}" if known else "this instrument has no modules"
        yield f"there is no module {unknown[0]}: {remedy}"
    if draft.group == RUNS and draft.path.startswith(f"{SCANS}/"):
        yield f"the folder {SCANS}/{RUNS} is for runs of models, not for scans: name another group"
    path = replace(draft, group=draft.group or "group", name=draft.name or "name").path
    if not draft.layout.may_be_scan(path):
        yield f"{path} does not match SCAN_FILES: name other parts of the path with --group and --name"
    whole = Collection(Path(), Path(), draft.layout)
    problems = check_bytes(path, draft.content, today=this_day(), collection=whole).problems
    wrong = [
        f"{each.message}: {each.remedy}"
        for each in problems
        if each.severity == "error" and each.name != "still-to-answer"
    ]
    if wrong:
        yield "\n  ".join(wrong)


def _wrong_choices(draft: Draft) -> Iterator[str]:
    """Yield what decides which questions are asked, and is unknown or wrong."""
    for key in draft.chosen.keys() - draft.instrument.conditions.keys():
        yield f"the questions of {draft.instrument.label} do not depend on {key}: leave out --choose {key}"
    for key, values in draft.instrument.conditions.items():
        given = draft.chosen.get(key)
        if given is not None and given not in values:
            yield f"{key} cannot be {given}: write --choose {key}= and one of {', '.join(values)}"


def _missing_choices(draft: Draft) -> Iterator[str]:
    for key, values in draft.instrument.conditions.items():
        if key not in draft.chosen:
            yield f"which questions are asked depends on {key}: add --choose {key}= and one of {', '.join(values)}"


def _existing_file(draft: Draft, root: Path) -> str:
    return f"{draft.path} already exists: choose another name with --name" if (root / draft.path).exists() else ""
