"""Pages to disk: each file whole or not at all, and only what changed."""

from scanpress.writer.address import directory, href, root_of
from scanpress.writer.host import THEME, Host
from scanpress.writer.output import File, Output, Page
from scanpress.writer.publisher import Published, Publisher
from scanpress.writer.renderer import Renderer
from scanpress.writer.site import Link, Site

__all__ = [
    "THEME",
    "File",
    "Host",
    "Link",
    "Output",
    "Page",
    "Published",
    "Publisher",
    "Renderer",
    "Site",
    "directory",
    "href",
    "root_of",
]
