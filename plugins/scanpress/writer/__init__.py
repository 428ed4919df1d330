"""Pages to disk: in parallel, only what changed, each file whole or not at all."""

from scanpress.writer.address import directory, href, root_of
from scanpress.writer.ending import ending_plainly
from scanpress.writer.failure import Failure, OutputError
from scanpress.writer.fingerprint import canonical
from scanpress.writer.group import Group
from scanpress.writer.host import THEME, Host
from scanpress.writer.items import Items
from scanpress.writer.memory import Memory
from scanpress.writer.output import File, Output, Page
from scanpress.writer.published import Published
from scanpress.writer.publisher import Progress, Publisher
from scanpress.writer.renderer import Renderer
from scanpress.writer.site import Link, Site
from scanpress.writer.state_file import StateError
from scanpress.writer.territory import Territory, is_our_page
from scanpress.writer.workers import Workers

__all__ = [
    "THEME",
    "Failure",
    "File",
    "Group",
    "Host",
    "Items",
    "Link",
    "Memory",
    "Output",
    "OutputError",
    "Page",
    "Progress",
    "Published",
    "Publisher",
    "Renderer",
    "Site",
    "StateError",
    "Territory",
    "Workers",
    "canonical",
    "directory",
    "ending_plainly",
    "href",
    "is_our_page",
    "root_of",
]
