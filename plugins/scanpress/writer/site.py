"""What every page of a site shows around its content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scanpress.writer.address import href


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link of the header or footer; `rank` decides its place, so that each plugin can add its own."""

    rank: int
    label: str
    address: str
    lang: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The name, the header and the footer; it is part of what every page is made from."""

    name: str
    description: str = ""
    url: str = ""
    clone_url: str = ""
    banner: str = ""
    navigation: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, Any]:
        """Return the `site` variable of the templates."""
        return {
            "name": self.name,
            "description": self.description,
            "url": self.url,
            "clone_url": self.clone_url,
            "banner": self.banner,
            "navigation": [_variables(link) for link in sorted(self.navigation)],
            "footer": [_variables(link) for link in sorted(self.footer)],
            **self.extra,
        }


def _variables(link: Link) -> dict[str, str]:
    return {"label": link.label, "address": href(link.address), "lang": link.lang}
