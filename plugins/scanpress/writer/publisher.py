"""The one way to the output folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scanpress.writer import address as addresses
from scanpress.writer.output import Output, Page
from scanpress.writer.placing import place
from scanpress.writer.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, left as they were, and removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: "Published") -> "Published":
        return Published(self.written + other.written, self.unchanged + other.unchanged, self.removed + other.removed)


class Publisher:
    """Render outputs and put them in place below one folder."""

    def __init__(self, *, folder: Path, renderer: Renderer) -> None:
        self.folder = folder
        self.renderer = renderer
        self._owners: dict[str, str] = {}

    def publish(self, owner: str, outputs: Iterable[Output]) -> Published:
        """Publish all outputs of one owner; raise ValueError where two of them claim one address."""
        written = unchanged = 0
        for output in outputs:
            self._claim(owner, output.address)
            if place(self.folder / output.address, self._content(output)):
                written += 1
            else:
                unchanged += 1
        return Published(written, unchanged)

    def _claim(self, owner: str, address: str) -> None:
        addresses.check(address)
        if address in self._owners:
            raise ValueError(f"{owner} and {self._owners[address]} both publish {address}: rename one of them")
        self._owners[address] = owner

    def _content(self, output: Output) -> bytes:
        if isinstance(output, Page):
            return self.renderer.render(output.template, output.address, output.view(output.made_from))
        return output.content(output.made_from)
