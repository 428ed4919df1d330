"""Time MiniJinja against Jinja: the theme's own page of a survey scan, the same templates and variables in both.

python benchmarks/templates.py [--rounds 5] [--pages 200]
"""

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scanpress.corpus import digest_of
from scanpress.scan_pages.scan_page import Shown, Source, view
from scanpress.writer import THEME, Link, Renderer, Site

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
    engines = {"MiniJinja": _minijinja(), "Jinja": _jinja()}
    took: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(chosen.rounds):
        for name, render in engines.items():
            took[name].append(_milliseconds(render, variables, chosen.pages))
    medians = {name: statistics.median(figures) for name, figures in took.items()}
    print("| engine | ms a page | ÷ MiniJinja | bytes |\n|---|--:|--:|--:|")
    for name, figure in medians.items():
        size = len(engines[name](variables))
        print(f"| {name} | {figure:.3f} | {figure / medians['MiniJinja']:.1f} | {size} |")


def _milliseconds(render: Callable[[Mapping[str, Any]], bytes], variables: Mapping[str, Any], pages: int) -> float:
    render(variables)
    started = time.perf_counter()
    for _ in range(pages):
        render(variables)
    return (time.perf_counter() - started) / pages * 1000


def _minijinja() -> Callable[[Mapping[str, Any]], bytes]:
    renderer = Renderer([THEME / "templates"], _SITE)
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
    template = environment.get_template("scan.html")
    return lambda variables: template.render(root="../../../", address=_ADDRESS, **variables).encode()


if __name__ == "__main__":
    main()
