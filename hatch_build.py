"""The wheel carries the theme inside the package; an editable install leaves it where it is."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ThemeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Add `theme/` to a standard wheel as `scanpress/theme`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Force the theme into standard wheels only: an editable install with it would copy the folder and go stale."""
        if version == "standard":
            build_data["force_include"]["theme"] = "scanpress/theme"
