"""Write the parts of the documentation that follow from the code: `make docs` calls this.

It writes docs/settings.md, and the column "may import" in docs/development.md.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scanpress.git_browser.settings import SETTINGS as GIT_BROWSER
from scanpress.pelican_build.settings import PELICAN, SHARED, Setting
from scanpress.scan_pages.settings import SETTINGS as SCAN_PAGES
from scanpress.writer.making.pool import VARIABLES

DOCS = Path(__file__).parent
_PACKAGE = "scanpress."
_ROW = re.compile(r"^(\| `(\w+)` \|[^|]*\|)[^|]*\|$", re.MULTILINE)
_HEAD = """# Settings

All settings of a site. Set them in `pelicanconf.py`, or in `publishconf.py` if they apply to the published site only.
The defaults are those of a settings file that begins with `from scanpress.scan_pages.defaults import *`. This line also
sets other [settings of Pelican](https://docs.getpelican.com/en/stable/settings.html), because Pelican would otherwise
make a blog; `plugins/scanpress/pelican_build/defaults.py` lists them.

Relative paths start at the folder that contains `content/`. Mistakes in settings are reported together, each with the
name of the setting, and nothing is written. [Running a site](operating.md) and [the git browser](git-browser.md)
explain more.

This page is generated from the code by `make docs`; a test compares the two.

| setting | default | what it does | used by |
|---|---|---|---|
"""


def settings_page() -> str:
    """Return docs/settings.md."""
    variables = [Setting(name, "", text, shown=default) for name, (default, text) in VARIABLES.items()]
    rows = [
        *_rows(PELICAN, "the whole build"),
        *_rows(SHARED, "both plugins"),
        *_rows(SCAN_PAGES, "scan pages"),
        *_rows(GIT_BROWSER, "git browser"),
        *_rows(variables, "the whole build; in the environment, or in the settings file"),
    ]
    return _HEAD + "\n".join(rows) + "\n"


def with_imports(guide: str) -> str:
    """Return docs/development.md with the column "may import" as the contracts of pyproject.toml have it."""
    allowed = imports()
    return _ROW.sub(lambda row: f"{row[1]} {_listed(allowed[row[2]])} |" if row[2] in allowed else row[0], guide)


def imports() -> Mapping[str, list[str]]:
    """Return what each folder of the package may import: other folders, and libraries that most may not import."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = [_names(layer.split("|")) for layer in contracts[0]["layers"]]
    folders = [folder for layer in layers for folder in layer]
    below = {
        folder: {other for lower in layers[number + 1 :] for other in lower}
        for number, layer in enumerate(layers)
        for folder in layer
    }
    forbidding = [contract for contract in contracts if contract["type"] == "forbidden"]
    libraries = [library for contract in forbidding for library in _libraries(contract)]
    return {
        folder: [
            other
            for other in (*folders, *libraries)
            if (other in below[folder] or other in libraries) and other not in _forbidden(forbidding, folder)
        ]
        for folder in folders
    }


def _rows(settings: Iterable[Setting], used_by: str) -> Iterator[str]:
    for setting in settings:
        yield f"| `{setting.name}` | {setting.shown or _default(setting.default)} | {setting.description} | {used_by} |"


def _default(value: Any) -> str:
    """Return a default as a settings file would write it."""
    if value == "":
        return "empty"
    return f"`{json.dumps(value) if isinstance(value, str | list) else value}`"


def _names(given: Iterable[str]) -> list[str]:
    return [name.strip().removeprefix(_PACKAGE) for name in given]


def _libraries(contract: Mapping[str, Any]) -> Iterator[str]:
    """Yield the first of the libraries that a contract forbids: the others come with it."""
    yield from [name for name in contract["forbidden_modules"] if not name.startswith(_PACKAGE)][:1]


def _forbidden(contracts: Iterable[Mapping[str, Any]], folder: str) -> Collection[str]:
    """Return what a folder must not import."""
    return {
        name
        for contract in contracts
        if folder in _names(contract["source_modules"])
        for name in _names(contract["forbidden_modules"])
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "nothing"


if __name__ == "__main__":
    (DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
    development = DOCS / "development.md"
    development.write_text(with_imports(development.read_text(encoding="utf-8")), encoding="utf-8")
