"""Check the files that say who runs the site, which venues there are, and how accurate raters are."""

from collections.abc import Callable, Iterator, Mapping
from os.path import relpath
from pathlib import Path

from scanpress.checking.display import visible
from scanpress.facts import FactsError, Operator, load_accuracy, load_venues
from scanpress.facts.settings_file import read_setting

# The setting that names a file, where the file is without the setting, and what reads it.
_FILES: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "OPERATOR_FILE": ("content/operator.yaml", Operator.load),
    "VENUES_FILE": ("content/venues.yaml", load_venues),
    "ACCURACY_FILE": ("content/accuracy.yaml", load_accuracy),
}


def wrong_site_files(root: Path) -> Iterator[FactsError]:
    """Yield an error with all mistakes for each file that has some; a missing file is not a mistake.

    The redirects are not among the files: their mistakes are problems with rules of their own.
    """
    for setting, (usual, load) in _FILES.items():
        path = root / read_setting(root / "pelicanconf.py", setting, default=usual)
        if path.is_file():
            try:
                load(path)
            except FactsError as error:
                yield error


def as_text(error: FactsError, root: Path) -> str:
    """Return the mistakes of a file, one per line, below its path in the repository."""
    lines = str(error).replace(f"{root}/", "").split("\n")
    return "\n".join(visible(line) for line in lines)


def as_annotations(error: FactsError, root: Path) -> str:
    """Return the mistakes of a file as commands that GitHub and Forgejo show at its lines.

    Text from the file cannot end a command.
    """
    file = visible(relpath(error.path, root))
    messages = [(max(each.line, 1), visible(f"{each.key}: {each.message}; {each.remedy}")) for each in error.mistakes]
    return "\n".join(f"::error file={file},line={line}::{text.replace('%', '%25')}" for line, text in messages)
