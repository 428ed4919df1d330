"""The wheel carries the theme, and pages for sites without their own; an editable install leaves all in place."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ThemeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Add `theme/` to a standard wheel as `scanpress/theme`, with the pages of this site that fit any other one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Force the theme into standard wheels only: an editable install with it would copy the folder and go stale."""
        if version == "standard":
            build_data["force_include"]["theme"] = "scanpress/theme"
            for name in ("about.md", "methodology.md"):
                build_data["force_include"][f"content/pages/{name}"] = f"scanpress/theme/pages/{name}"
