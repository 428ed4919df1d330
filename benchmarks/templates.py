"""Time the rendering of the theme's own page of a survey scan, the same variables in all.

By MiniJinja with fragments (as pages are made), by MiniJinja with a loop in place of each `each`, and by Jinja; beside
them the view, which makes the variables.

python benchmarks/templates.py [--rounds 5] [--pages 200]
"""

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scanpress.corpus import digest_of
from scanpress.pelican_build.host import THEME
from scanpress.scan_pages.pages.scan.page import Shown, Source, view
from scanpress.writer import Link, Renderer, Site

_ROOT = Path(__file__).parent.parent
_SCAN = "scans/acl-2024/cross-lingual-alignment.json"
_ADDRESS = "scans/acl-2024/cross-lingual-alignment/index.html"
_SITE = Site(name="Scanpress", navigation=(Link(10, "Scans", "scans/"),), footer=(Link(30, "Imprint", "imprint/"),))


def main() -> None:
    """Render the page by both engines in turn; print milliseconds a page and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=200)
    chosen = parser.parse_args()
    source = Source(str(_ROOT), _SCAN, digest_of((_ROOT / _SCAN).read_bytes()))
    variables = view(Shown(source))
    with tempfile.TemporaryDirectory() as folder:
        engines = {
            "MiniJinja, fragments": _minijinja(),
            "MiniJinja": _minijinja(_loops(Path(folder))),
            "Jinja": _jinja(),
        }
        took: dict[str, list[float]] = {name: [] for name in engines}
        for _ in range(chosen.rounds):
            for name, render in engines.items():
                took[name].append(_milliseconds(render, variables, chosen.pages))
        sizes = {name: len(render(variables)) for name, render in engines.items()}
    medians = {name: statistics.median(figures) for name, figures in took.items()}
    print("| engine | ms a page | ÷ fragments | bytes |\n|---|--:|--:|--:|")
    for name, figure in medians.items():
        print(f"| {name} | {figure:.3f} | {figure / medians['MiniJinja, fragments']:.1f} | {sizes[name]} |")
    print(f"\nThe view of the page: {statistics.median(_views(source.digest, chosen.rounds, chosen.pages)):.3f} ms")


def _views(digest: str, rounds: int, pages: int) -> list[float]:
    # What was read last is kept: two ways to one file, so that it is read each time.
    ways = [Shown(Source(root, _SCAN, digest)) for root in (str(_ROOT), f"{_ROOT}/.")]

    def both(_: Mapping[str, Any]) -> bytes:
        return b"".join(str(view(way)["raw"]).encode() for way in ways)

    return [_milliseconds(both, {}, pages // 2) / 2 for _ in range(rounds)]


def _loops(folder: Path) -> Path:
    """Write the templates that use `each` with loops in its place, as a theme of one's own may."""
    for name in "survey", "category":
        text = (THEME / "templates/scan" / f"{name}.html").read_text(encoding="utf-8")
        looped = re.sub(
            r'\{\{ each\(("[^"]+"), (\w+)=([\w.]+)\) -\}\}',
            r"{% for \2 in \3 %}\n{% include \1 %}\n{% endfor %}",
            text,
        )
        (folder / "scan").mkdir(exist_ok=True)
        (folder / "scan" / f"{name}.html").write_text(looped, encoding="utf-8")
    return folder


def _milliseconds(render: Callable[[Mapping[str, Any]], bytes], variables: Mapping[str, Any], pages: int) -> float:
    render(variables)
    started = time.perf_counter()
    for _ in range(pages):
        render(variables)
    return (time.perf_counter() - started) / pages * 1000


def _minijinja(*overrides: Path) -> Callable[[Mapping[str, Any]], bytes]:
    renderer = Renderer([*overrides, THEME / "templates"], _SITE)
    return lambda variables: renderer.render("scan.html", _ADDRESS, variables)


def _jinja() -> Callable[[Mapping[str, Any]], bytes]:
    environment = Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["site"] = _SITE.variables

    def each(template: str, **named: Iterable[Any]) -> Markup:
        ((name, items),) = named.items()
        shown = environment.get_template(template)
        return Markup("").join(Markup(shown.render({name: item})) for item in items)  # noqa: S704 - rendered

    @cache
    def once(template: str, root: str, around: tuple[str, ...] = ()) -> Markup:
        return Markup(environment.get_template(template).render(root=root, around=around))  # noqa: S704 - rendered

    environment.globals |= {"each": each, "once": once}
    template = environment.get_template("scan.html")
    place = {"root": "../../../", "address": _ADDRESS, "canonical": "", "is_unlisted": False, "around": ("scans/",)}
    return lambda variables: template.render(**place, **variables).encode()


if __name__ == "__main__":
    main()
