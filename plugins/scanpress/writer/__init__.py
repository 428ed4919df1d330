"""Publish pages and files: in parallel, only those that changed, and each file completely or not at all."""

from scanpress.writer.address import AddressError, bare_href, href, root_of
from scanpress.writer.making.placing import UNFINISHED, disk_problem
from scanpress.writer.making.pool import Workers
from scanpress.writer.making.worker import OutputError
from scanpress.writer.output import File, Group, Output, Page, Published
from scanpress.writer.publisher import Progress, Publisher, look_ahead
from scanpress.writer.rendering.fragments import Items
from scanpress.writer.rendering.renderer import Link, Renderer, Site
from scanpress.writer.stale import OwnedPaths, is_our_page
from scanpress.writer.state.fingerprint import canonical
from scanpress.writer.state.looking import SizesAhead
from scanpress.writer.state.state import Memory, State
from scanpress.writer.state.state_file import StateError

__all__ = [
    "UNFINISHED",
    "AddressError",
    "File",
    "Group",
    "Items",
    "Link",
    "Memory",
    "Output",
    "OutputError",
    "OwnedPaths",
    "Page",
    "Progress",
    "Published",
    "Publisher",
    "Renderer",
    "Site",
    "SizesAhead",
    "State",
    "StateError",
    "Workers",
    "bare_href",
    "canonical",
    "disk_problem",
    "href",
    "is_our_page",
    "look_ahead",
    "root_of",
]
