"""What Pelican's signals call."""

from scanpress.scan_pages.generator import ScanGenerator
from scanpress.scan_pages.prose_writer import ProseWriter
from scanpress.scan_pages.summary import show_summary

__all__ = ["generator", "show_summary", "writer"]


def generator(_pelican: object) -> type[ScanGenerator]:
    """Return the generator of the scan pages."""
    return ScanGenerator


def writer(_pelican: object) -> type[ProseWriter]:
    """Return the writer that leaves prose pages to the publisher."""
    return ProseWriter
