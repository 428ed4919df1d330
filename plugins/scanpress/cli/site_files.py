"""Check the files that say who runs the site, which venues there are, and how accurate raters are."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from scanpress.checking.display import visible
from scanpress.facts import FactsError, Operator, load_accuracy, load_venues

# The setting that names a file, where the file is without the setting, and what reads it.
_FILES: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "OPERATOR_FILE": ("content/operator.yaml", Operator.load),
    "VENUES_FILE": ("content/venues.yaml", load_venues),
    "ACCURACY_FILE": ("content/accuracy.yaml", load_accuracy),
}


def mistakes_in_site_files(root: Path) -> Iterator[str]:
    """Yield one text per file with mistakes, each with its line and remedy; a missing file is not a mistake.

    The redirects are not among the files: their mistakes are problems with rules of their own.
    """
    for setting, (usual, load) in _FILES.items():
        path = root / _named(root / "pelicanconf.py", setting, usual)
        if path.is_file():
            try:
                load(path)
            except FactsError as error:
                lines = str(error).replace(f"{root}/", "").split("\n")
                yield "\n".join(visible(line) for line in lines)


def _named(settings: Path, setting: str, usual: str) -> str:
    if not settings.is_file() or setting not in settings.read_text(encoding="utf-8", errors="replace"):
        return usual
    from scanpress.pelican_build.settings import read_setting  # noqa: PLC0415 - takes half as long as to check a scan

    return read_setting(settings, setting, default=usual)
