"""Check the files that say who runs the site, which venues there are, how accurate raters are, and the settings."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from difflib import get_close_matches
from os.path import relpath
from pathlib import Path

from scanpress.checking.display import visible
from scanpress.facts import FactsError, Operator, load_accuracy, load_venues
from scanpress.facts.mistake import Mistake
from scanpress.facts.settings_file import read_setting


def _asked(name: str, version: int) -> Mapping[str, Sequence[str]] | None:
    """Return the questions of an instrument, each with its answers, or None if there is no such instrument."""
    from scanpress.instruments import find  # noqa: PLC0415 - only the accuracy needs them

    instrument = find(name, version)
    return {each.id: each.results for each in instrument.questions} if instrument else None


_SETTINGS = ("pelicanconf.py", "publishconf.py")
# The setting that names a file, where the file is without the setting, and what reads it.
_FILES: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "OPERATOR_FILE": ("content/operator.yaml", Operator.load),
    "VENUES_FILE": ("content/venues.yaml", load_venues),
    "ACCURACY_FILE": ("content/accuracy.yaml", lambda path: load_accuracy(path, _asked)),
}


def wrong_site_files(root: Path) -> Iterator[FactsError]:
    """Yield an error with all mistakes for each file that has some; a missing file is not a mistake.

    The redirects are not among the files: their mistakes are problems with rules of their own. Of the settings only
    the syntax is checked: what they mean is checked when the site is built.
    """
    for path in (root / name for name in _SETTINGS):
        if path.is_file() and (mistake := _wrong_syntax(path)):
            yield FactsError(path, [mistake])
            return  # they name the other files
    files = files_of_facts(root / "pelicanconf.py", root)
    yield from _unread(root, files)
    for path, load in files.items():
        try:
            load(path)
        except FactsError as error:
            yield error


def _unread(root: Path, read: Container[Path]) -> Iterator[FactsError]:
    """Yield an error for each file of content/ that is not read, and whose name is nearly that of a file of facts."""
    usual = {Path(path).stem: Path(path).name for path, _ in _FILES.values()} | {"redirects": "redirects.yaml"}
    folder = root / "content"
    for path in sorted(folder.glob("*.[yY]*[mM][lL]")) if folder.is_dir() else ():
        near = get_close_matches(path.stem.lower(), usual, n=1, cutoff=0.9)
        name = usual[near[0]] if near else path.name
        if path.name == name or path in read:
            continue
        if not (folder / name).is_file():
            yield FactsError(path, [Mistake(0, "", "nothing reads a file of this name", f"rename it to {name}")])
        elif near[0] == path.stem.lower():
            remedy = f"move what is missing there to {name}, and remove this file"
            yield FactsError(path, [Mistake(0, "", f"nothing reads this file, because there is {name}, too", remedy)])


def files_of_facts(settings: Path | None, root: Path) -> Mapping[Path, Callable[[Path], object]]:
    """Return the files that the settings name, as far as they exist, each with what reads it."""
    paths = {
        root / (read_setting(settings, setting, default=usual) if settings else usual): load
        for setting, (usual, load) in _FILES.items()
    }
    return {path: load for path, load in paths.items() if path.is_file()}


def _wrong_syntax(path: Path) -> Mistake | None:
    source = path.read_bytes()
    try:
        compile(source, path.name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        message = f"this is not valid Python: {getattr(error, 'msg', error)}"
        return Mistake(line, path.name, message, "the site cannot be built: correct this line or the one before it")
    return None


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
