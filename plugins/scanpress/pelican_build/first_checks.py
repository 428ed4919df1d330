"""Check the settings that Pelican uses before it loads plugins, so that their mistakes are reported with all others.

Pelican ends with a traceback if one of them has a wrong type, and ignores a text in place of a list. A value that
cannot be used is reported later, by the plugins; until then, Pelican gets a default in its place.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import pelican.settings

from scanpress.pelican_build.host import THEME
from scanpress.pelican_build.settings import FOUND_FIRST

_FOLDERS = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache", "THEME": str(THEME)}
_TEXTS = {"SITENAME": "", "SITESUBTITLE": "", "SITEURL": "", "DEFAULT_LANG": "en", "TIMEZONE": "UTC"}
_LISTS: dict[str, list[str]] = {
    "PLUGINS": ["scanpress.git_browser"],
    "THEME_TEMPLATES_OVERRIDES": [],
    "THEME_STATIC_PATHS": ["static"],
    "PAGE_PATHS": ["pages"],
    "STATIC_PATHS": [],
}
_THEMES = Path(pelican.settings.__file__).with_name("themes")

Mistakes = Iterator[tuple[str, Any, str]]
"""The name of a setting, what Pelican gets in its place, and what is wrong with it."""


def check_first() -> None:
    """Have Pelican check its settings as soon as it has read them.

    Pelican sends no signal then. So this changes the first function that Pelican calls with the settings, and the one
    that it calls once their paths are absolute. `defaults.py` does it once per process.
    """
    pelican.settings.handle_deprecated_settings = _checked(pelican.settings.handle_deprecated_settings, _wrong_types)
    pelican.settings.configure_settings = _checked(pelican.settings.configure_settings, _missing_folders)


def _checked(
    function: Callable[[dict[str, Any]], Any], check: Callable[[Mapping[str, Any]], Mistakes]
) -> Callable[[dict[str, Any]], Any]:
    def checked(settings: dict[str, Any]) -> Any:
        _replace(settings, check)
        return function(settings)

    return checked


def _replace(settings: MutableMapping[str, Any], check: Callable[[Mapping[str, Any]], Mistakes]) -> None:
    found = list(check(settings))
    mistakes = [*settings.get(FOUND_FIRST, ()), *(f"{name}: {mistake}" for name, _, mistake in found)]
    if any(name == "PATH" and default is None for name, default, _ in found):
        raise SystemExit("\n".join(mistakes))  # all other files are looked for beside this folder
    settings.update({name: default for name, default, _ in found} | {FOUND_FIRST: mistakes})


def _wrong_types(settings: Mapping[str, Any]) -> Mistakes:
    for name, default in (_FOLDERS | _TEXTS).items():
        value = settings.get(name, default)
        if not isinstance(value, str | Path if name in _FOLDERS else str):
            yield name, default, f"{value!r} is not a text: write one in quotes"
    for name, names in _LISTS.items():
        value = settings.get(name, names)
        if isinstance(value, str):
            yield (
                name,
                [value] if name == "PLUGINS" else names,
                f"{value!r} is a text: write a list of texts, such as [{value!r}]",
            )
        elif not isinstance(value, list | tuple):
            yield name, names, f"{value!r} is not a list: write one, such as {names or ['folder']!r}"
        elif name != "PLUGINS" and not all(isinstance(part, str | Path) for part in value):  # a plugin may be a module
            yield name, names, f"{value!r} is not a list of texts: write each in quotes"
    for name in ("JINJA_ENVIRONMENT", "MARKDOWN"):
        if not isinstance(settings.get(name, {}), dict):
            yield name, {}, f"{settings[name]!r} is not a mapping: write {{'name': value}}"


def _missing_folders(settings: Mapping[str, Any]) -> Mistakes:
    theme, content = Path(settings["THEME"]), Path(settings["PATH"])
    if not theme.is_dir() and not (_THEMES / theme).is_dir():
        yield "THEME", str(THEME), f"there is no folder {theme}: create it, or remove the line to use the usual theme"
    if not content.is_dir():
        yield "PATH", None, f"there is no folder {content}: create it, or name the folder with the pages of the site"
