"""The new paths of scans whose file was moved."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from scanpress.facts.file import Facts
from scanpress.facts.strict_yaml import NOT_KNOWN, FactsError, Mistake

REDIRECTS = "content/redirects.yaml"
_SCHEMA = Path(__file__).with_name("redirects.schema.json")


def load_redirects(path: Path, data: Path | None = None) -> Mapping[str, str]:
    """Read the new path of each old one; raise a FactsError with all mistakes.

    The paths start at `data`, or at the folder that contains `content/`. Without a file there are no redirects.
    """
    if not path.exists():
        return {}
    try:
        return dict(Facts.load(path, schema=_SCHEMA, rules=partial(_wrong_ways, data=data)).value["redirects"])
    except FactsError as error:
        raise FactsError(path, map(_explained, error.mistakes), error.text) from None


def _explained(mistake: Mistake) -> Mistake:
    """Return a mistake with a better remedy if a redirect was written beside the redirects, not among them."""
    if not mistake.key.endswith(".json") or mistake.message != NOT_KNOWN:
        return mistake
    message = "this redirect is not below redirects:"
    return replace(
        mistake, message=message, remedy="indent it by two spaces below redirects:, and remove {} if it is there"
    )


def _wrong_ways(facts: Facts, *, data: Path | None) -> Iterator[Mistake]:
    """Yield a mistake for each redirect that leads to no scan, leads to another redirect, or hides a scan."""
    root = data or facts.path.resolve().parent.parent
    redirects = facts.value["redirects"]
    for old, new in redirects.items():
        key = ("redirects", old)
        if (root / old).exists():
            yield facts.mistake(key, "there is a scan at the old path", "remove the redirect, or the scan")
        if new in redirects:
            end = _end(new, redirects)
            remedy = "write the path of a scan that exists" if end in redirects else f"write where that leads: {end}"
            yield facts.mistake(key, f"{new} is redirected itself", remedy)
        elif not (root / new).is_file():
            yield facts.mistake(key, f"there is no scan {new}", "correct the new path")


def _end(path: str, redirects: Mapping[str, str]) -> str:
    """Return where redirects lead in the end; if they form a loop, a path that is redirected."""
    for _ in redirects:
        path = redirects.get(path, path)
    return path
