"""What a collection is: where its scans, instruments and registry are, and how strictly its files are read.

The settings that decide this are read from `pelicanconf.py` without running it, or taken from Pelican. They are parsed
here alone, so that the command and the site agree.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Self

from scanpress.facts.layout import DEFAULT, JSON, OWN_FOLDERS, SCANS, Layout
from scanpress.facts.mistake import Mistake
from scanpress.facts.settings_file import Literal, read_literals
from scanpress.facts.strict_yaml import FactsError

SETTINGS_FILE = "pelicanconf.py"
ERROR, WARN = "error", "warn"
_FEW = 10  # folders that a line of the build names
_NAMES = ("SCAN_FILES", "INSTRUMENTS", "REGISTRY", "UNKNOWN_KEYS")
_PLACES = (
    "GIT_REPOSITORY",
    "PATH",
    "OUTPUT_PATH",
)  # read only to find the scans: other values than texts are left to Pelican
_PLAIN = "write the value itself: the command reads this file without running it"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of scans.

    `root` is the folder of the settings file, `data` the folder in which the paths of scans start: the same, or a
    checkout that GIT_REPOSITORY names. Paths are absolute if `root` is. `unknown_keys` is `error` or `warn`, and
    `settings` the settings file if it was read here.
    """

    root: Path
    data: Path
    layout: Layout = DEFAULT
    instruments: Path | None = None
    registry: Path | None = None
    unknown_keys: str = ERROR
    settings: Path | None = field(default=None, compare=False)

    @property
    def scan_files(self) -> tuple[str, ...]:
        """The patterns of the scans, relative to `data`."""
        return self.layout.patterns

    @property
    def shown(self) -> str:
        """The first folders in which scans are looked for, in words."""
        folders = [f"{base}/" if base else "the repository" for base in self.layout.bases]
        return ", ".join(folders[:_FEW])

    @property
    def scans(self) -> Path:
        """The folder `scans/`, which has the runs, and in the default layout all scans."""
        return self.data / SCANS

    @classmethod
    def find(cls, start: Path) -> Self:
        """Return the collection around a folder; raise FactsError if its settings cannot be read.

        It is that of the nearest settings file upwards, else of the nearest folder with `scans/`, else of the nearest
        one with `.git`, else of the folder itself. A settings file further up than the nearest `scans/` counts only if
        it says where the scans are; one of another checkout only if it says that they are in this one.
        """
        folders = (start, *start.parents)
        usual = next((folder for folder in folders if (folder / SCANS).is_dir()), None)
        checkout = next((folder for folder in folders if (folder / ".git").exists()), None)
        for folder in (each for each in folders if (each / SETTINGS_FILE).is_file()):
            is_own = checkout is None or folder.is_relative_to(checkout)
            try:
                found = cls.read(folder / SETTINGS_FILE)
            except FactsError:
                if is_own:
                    raise
                continue  # somebody else's file further up
            is_nearest = usual is None or folder.is_relative_to(usual)
            is_theirs = is_own or (checkout is not None and checkout.is_relative_to(found.data))
            if is_theirs and (is_nearest or not found.layout.is_default or found.data != folder):
                return found
        return cls.at(usual or checkout or start)

    @classmethod
    def at(cls, root: Path) -> Self:
        """Return the collection in a folder that has no settings."""
        return cls(root, root)

    @classmethod
    def read(cls, file: Path) -> Self:
        """Return the collection that a settings file describes; raise FactsError with all mistakes."""
        given = read_literals(file, (*_NAMES, *_PLACES))
        mistakes = [
            Mistake(each.line, name, "this is not a plain value", _PLAIN)
            for name, each in given.items()
            if name in _NAMES and not each.is_plain
        ]
        values = {name: each.value for name, each in given.items() if each.is_plain}
        mistakes += _mistakes(values, given)
        mistakes += _wrong_repository(given, _root_of(file.parent, values.get("PATH")))
        if mistakes:
            raise FactsError(next(given[each.key].file for each in mistakes if each.key in given), mistakes)
        return replace(cls._of(values, _root_of(file.parent, values.get("PATH"))), settings=file)

    @classmethod
    def of(cls, settings: Mapping[str, Any], root: Path) -> Self:
        """Return the collection that Pelican's settings describe; `root` is the folder in which relative paths start.

        Raise FactsError with all mistakes.
        """
        mistakes = list(_mistakes(settings, {}))
        if mistakes:
            raise FactsError(root / SETTINGS_FILE, mistakes)
        return cls._of(settings, root)

    @classmethod
    def _of(cls, settings: Mapping[str, Any], root: Path) -> Self:
        patterns = settings.get("SCAN_FILES")
        data = _data_of(root, settings.get("GIT_REPOSITORY"), is_named=patterns is not None)
        registry, instruments = settings.get("REGISTRY"), settings.get("INSTRUMENTS")
        return cls(
            root,
            data,
            Layout(tuple(patterns), tuple(_outputs(root, data, settings))) if patterns is not None else DEFAULT,
            _instruments_of(root, data, instruments) if instruments else None,
            data / registry if registry else None,
            settings.get("UNKNOWN_KEYS") or ERROR,
        )


def _outputs(root: Path, data: Path, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the folders with copies of scans that builds and previews write into the repository with the scans."""
    for folder in (settings.get("OUTPUT_PATH") or "output", "preview"):
        written = Path(os.path.normpath(root / folder))
        if written != data and written.is_relative_to(data):
            yield written.relative_to(data).as_posix()


def _root_of(folder: Path, path: object) -> Path:
    """Return the folder in which relative paths start, as the site does: it contains the one that PATH names."""
    if not isinstance(path, str) or not path:
        return folder
    named = Path(os.path.normpath(folder / path))
    return named if named == folder or any(named.glob("*conf.py")) else named.parent


def _data_of(root: Path, repository: object, *, is_named: bool) -> Path:
    """Return the folder in which the paths of scans start.

    GIT_REPOSITORY may name another repository for the git browser alone: it has the scans if SCAN_FILES says where
    they are, or if there are none beside the settings.
    """
    if not isinstance(repository, str | Path) or not (is_named or not (root / SCANS).is_dir()):
        return root
    data = Path(os.path.normpath(root / repository))
    return data if data.is_dir() and not (data / "HEAD").is_file() else root


def _wrong_repository(given: Mapping[str, Literal], root: Path) -> Iterator[Mistake]:
    """Yield why the repository that a settings file names cannot have the scans, if SCAN_FILES says that it has."""
    repository = given.get("GIT_REPOSITORY")
    if repository is None or "SCAN_FILES" not in given:
        return
    if not repository.is_plain:
        yield Mistake(repository.line, "GIT_REPOSITORY", "this is not a plain value", _PLAIN)
    elif isinstance(repository.value, str) and _is_missing(root, repository.value):
        message = f"{repository.value!r} is not a checkout, and with SCAN_FILES it has the scans"
        yield Mistake(repository.line, "GIT_REPOSITORY", message, "write the path of a checkout")


def _is_missing(root: Path, repository: str) -> bool:
    is_other = os.path.normpath(root / repository) != os.path.normpath(root)
    return is_other and _data_of(root, repository, is_named=True) == root


def _instruments_of(root: Path, data: Path, folder: str | Path) -> Path:
    """Return the folder of instruments: beside the settings, or in the repository with the scans."""
    beside, within = root / folder, data / folder
    return within if within.is_dir() and not beside.is_dir() else beside


def _mistakes(values: Mapping[str, Any], lines: Mapping[str, Literal]) -> Iterator[Mistake]:
    """Yield what is wrong with the settings that decide what a collection is."""

    def mistake(name: str, message: str, remedy: str) -> Mistake:
        return Mistake(lines[name].line if name in lines else 0, name, message, remedy)

    patterns = values.get("SCAN_FILES")
    if patterns is not None:
        is_list = isinstance(patterns, list | tuple) and patterns and all(isinstance(each, str) for each in patterns)
        if not is_list:
            yield mistake(
                "SCAN_FILES", f"{patterns!r} is not a list of patterns", "write a list such as ['papers/*/scan.json']"
            )
        for pattern in patterns if is_list else ():
            if reason := _unfit(pattern):
                yield mistake("SCAN_FILES", f"{pattern!r} {reason[0]}", reason[1])
    for name, example in (("INSTRUMENTS", "instruments"), ("REGISTRY", "registry.jsonl")):
        value = values.get(name)
        if value is not None and not isinstance(value, str | Path):
            yield mistake(name, f"{value!r} is not a path", f"write one in quotes, such as {example!r}")
    registry = values.get("REGISTRY")
    if isinstance(registry, str | Path) and registry and _leaves(str(registry)):
        yield mistake("REGISTRY", f"{str(registry)!r} is outside the repository", "write a path in it, without ..")
    strictness = values.get("UNKNOWN_KEYS")
    if strictness is not None and strictness not in (ERROR, WARN):
        yield mistake("UNKNOWN_KEYS", f"{strictness!r} is not known", f"write {ERROR!r} or {WARN!r}")


def _unfit(pattern: str) -> tuple[str, str] | None:
    """Return why a pattern cannot be used, and what to write instead."""
    parts = pattern.split("/")
    found = (
        (
            _leaves(pattern),
            "leaves the repository",
            "write a pattern that starts in it, without .. and without / first",
        ),
        ({"", "."} & set(parts) or "\\" in pattern, "has an empty part", "write one / between the parts of the path"),
        (not pattern.endswith(JSON), f"does not end in {JSON}", f"end it in {JSON}, as the files of scans do"),
        (
            any("**" in part and part != "**" for part in parts),
            "has ** beside other characters",
            "write ** alone between two / for any folders, or * for a part of a name",
        ),
        (
            any(part.startswith(".") for part in parts),
            "names a hidden file or folder",
            "move the scans: hidden files and folders are not read",
        ),
        (
            parts[0] in OWN_FOLDERS,
            f"is in {parts[0]}/, where the site has pages of its own",
            "move the scans to another folder",
        ),
    )
    return next(((message, remedy) for is_wrong, message, remedy in found if is_wrong), None)


def _leaves(path: str) -> bool:
    return ".." in path.replace("\\", "/").split("/") or PurePosixPath(path).is_absolute() or path[1:2] == ":"
