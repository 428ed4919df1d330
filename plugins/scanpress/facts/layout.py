"""Which files of a repository are scans, by the patterns of the setting SCAN_FILES, without reading any of them."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanpress.patterns import ANY_FOLDERS, find_entries, following, matches, starts

SCANS = "scans"
RUNS = "runs"
JSON = ".json"
CALIBRATION = "calibration.json"
"""The file beside a scan with the verdicts of a second rater; with the name of the scan and a point before it, too."""
OWN_FOLDERS = frozenset(
    {"about", "blame", "blob", "by-arxiv", "by-doi", "changes", "commit", "contribute", "datenschutz", "file", "files"}
    | {
        "history",
        "impressum",
        "imprint",
        "instruments",
        "log",
        "methodology",
        "privacy",
        "raters",
        "raw",
        "refs",
        "registry",
    }
    | {"report", "runs", "same-paper", "schemas", "search", "sitemap", "statistics", "status", "theme", "venues"}
)
"""Folders of the site that have pages of its own: below them, no scan can have its address."""
DEFAULT_PATTERNS = (f"{SCANS}/*/*{JSON}",)
_SIGNS = frozenset("*?[")
_SIGN = re.compile(r"\*+|\?|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The patterns of the scans, relative to the repository.

    Hidden files and files in hidden folders are not scans, and neither are copies in `outputs`, the folders that a
    build writes.
    """

    patterns: tuple[str, ...] = DEFAULT_PATTERNS
    outputs: tuple[str, ...] = ()

    @property
    def is_default(self) -> bool:
        """Whether all scans are in groups in the folder `scans/`, in which rules for all names hold."""
        return self.patterns == DEFAULT_PATTERNS

    def is_run(self, path: str) -> bool:
        """Return whether a path is that of a run; in every layout, runs are in `scans/runs/`."""
        return path.startswith(f"{SCANS}/{RUNS}/")

    def matches(self, path: str) -> bool:
        """Return whether a path matches a pattern and is not that of a run.

        >>> Layout(("papers/**/scan*.json",)).matches("papers/a/b/scan-v4.json")
        True
        >>> Layout(("papers/*/scan.json",)).matches("papers/a/b/scan.json")
        False
        """
        if not matches(self.patterns, path) or self.is_run(path) or is_calibration(path):
            return False
        return not any(path.startswith(f"{folder}/") for folder in self.outputs)

    def _skipped(self, root: str | os.PathLike[str]) -> frozenset[str]:
        """Return the folders in which no scan is."""
        return frozenset(os.path.join(root, *each.split("/")) for each in (f"{SCANS}/{RUNS}", *self.outputs))  # noqa: PTH118 - as above

    def may_be_scan(self, path: str) -> bool:
        """Return whether a path may be that of a scan; in the default layout, with a wrong name too."""
        if self.is_default:
            return (
                path.startswith(f"{SCANS}/")
                and path.endswith(JSON)
                and not self.is_run(path)
                and not is_calibration(path)
            )
        return self.matches(path)

    def calibrations(self, root: str | os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
        """Yield the directory entries of the calibration files beside scans.

        In the default layout, a group has many scans: such a file is named like its scan. A file that matches a
        pattern of the layout is a scan.
        """
        folders = {pattern.rpartition("/")[0] for pattern in self.patterns}
        names = (f"*.{CALIBRATION}",) if self.is_default else (f"*.{CALIBRATION}", CALIBRATION)
        patterns = tuple(f"{folder}/{name}".lstrip("/") for folder in sorted(folders) for name in names)
        above = len(os.path.join(root, ""))  # noqa: PTH118
        for entry in find_entries(patterns, root, without=self._skipped(root)):
            if not self.matches(entry.path[above:].replace(os.sep, "/")):
                yield entry

    @property
    def bases(self) -> tuple[str, ...]:
        """The folder above the first sign of each pattern, empty for the repository itself.

        >>> Layout(("papers/*/scan.json", "*/b.json")).bases
        ('papers', '')
        """
        return tuple(dict.fromkeys(map(_base, self.patterns)))

    def base_of(self, path: str) -> str:
        """Return the longest folder without a sign that is above a scan in a pattern that it matches."""
        return max((base for base in self.bases if not base or path.startswith(f"{base}/")), key=len, default="")

    def paper_of(self, path: str) -> str:
        """Return the name that a registry has for the paper of a scan: that of its folder, or of the file if it varies.

        >>> Layout(("papers/*/scan.json",)).paper_of("papers/a-paper/scan.json"), Layout().paper_of("scans/a/b.json")
        ('a-paper', 'b')
        """
        folder, _, name = path.rpartition("/")
        names = (pattern.rpartition("/")[2] for pattern in self.patterns if matches((pattern,), path))
        return name.removesuffix(JSON) if not folder or next(names, "*").startswith("*") else folder.rpartition("/")[2]

    def split(self, path: str) -> tuple[str, str]:
        """Return the folder of a scan that many others have too, and the rest of its path.

        >>> Layout().split("scans/acl-2024/a.json"), Layout(("papers/*/scan.json",)).split("papers/a/scan.json")
        (('scans/acl-2024', 'a.json'), ('papers', 'a/scan.json'))
        """
        folder = path.rpartition("/")[0] if self.is_default else self.base_of(path)
        return folder, path[len(folder) + 1 :] if folder else path

    def takes(self, folder: str) -> bool:
        """Return whether a folder at the top of the repository may have scans.

        >>> Layout(("papers/*/scan.json",)).takes("papers"), Layout().takes("papers")
        (True, False)
        """
        return bool(following(self.patterns, starts(self.patterns), folder))

    @property
    def papers_folder(self) -> str:
        """The folder of the site for papers with several scans; a folder of scans may have the usual name."""
        return "same-paper" if self.takes("papers") else "papers"

    @property
    def data_folder(self) -> str:
        """The folder of the site for data files; a folder of scans may have the usual name."""
        return "data-files" if self.takes("data") else "data"

    @property
    def has_groups(self) -> bool:
        """Whether the path of a new scan has a part besides its name: the folder of its group."""
        return len(_free(_pieces(self.patterns[0]))) > 1

    def path_for(self, group: str, name: str) -> str:
        """Return the path of a new scan, by the first pattern: its last sign is the name, others are the group.

        >>> Layout().path_for("acl-2024", "a-paper"), Layout(("papers/*/scan.json",)).path_for("", "a-paper")
        ('scans/acl-2024/a-paper.json', 'papers/a-paper/scan.json')
        """
        pieces = _pieces(self.patterns[0])
        free = _free(pieces)
        for place in free:
            pieces[place] = _with_word(pieces[place], name if place == free[-1] else group)
        return "/".join(pieces)

    def entries(self, root: str | os.PathLike[str], pattern: str | None = None) -> Iterator[os.DirEntry[str]]:
        """Yield the directory entries of all files and links that match the patterns, or only this one.

        Only folders that may have some are read.
        """
        patterns = self.patterns if pattern is None else (pattern,)
        entries = find_entries(patterns, root, without=self._skipped(root))
        yield from (entry for entry in entries if not is_calibration(entry.name))


DEFAULT = Layout()


def is_calibration(path: str) -> bool:
    """Return whether a file named like its scan has the verdicts of a second rater: it is not a scan itself.

    >>> is_calibration("scans/a/b.calibration.json"), is_calibration("scans/a/calibration.json")
    (True, False)
    """
    return path.endswith(f".{CALIBRATION}")


def _base(pattern: str) -> str:
    parts = pattern.split("/")[:-1]
    plain = next((place for place, part in enumerate(parts) if _SIGNS & set(part)), len(parts))
    return "/".join(parts[:plain])


def _pieces(pattern: str) -> list[str]:
    """Return the parts of a pattern without `**`, or with the last one as `*` if no other part has a sign."""
    parts = pattern.split("/")
    if any(_SIGNS & set(part) for part in parts if part != ANY_FOLDERS) or ANY_FOLDERS not in parts:
        return [part for part in parts if part != ANY_FOLDERS]
    last = max(place for place, part in enumerate(parts) if part == ANY_FOLDERS)
    return ["*" if place == last else part for place, part in enumerate(parts) if part != ANY_FOLDERS or place == last]


def _free(pieces: Sequence[str]) -> list[int]:
    return [place for place, part in enumerate(pieces) if _SIGNS & set(part)]


def _with_word(part: str, word: str) -> str:
    """Return a part of a pattern with a word in place of its first sign, and without the others."""
    before, *after = _SIGN.split(part)
    return before + word + "".join(after)
