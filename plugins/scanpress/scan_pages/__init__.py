"""Pelican plugin: a corpus of scans becomes pages."""

from pelican import signals

from scanpress.scan_pages.generator import ScanGenerator
from scanpress.scan_pages.prose import ProseWriter
from scanpress.scan_pages.summary import show_summary


def register() -> None:
    """Connect to Pelican.

    Receivers are module-level, because signals hold them weakly: the generator reads and publishes the corpus, the
    writer leaves prose pages to it, and the summary is shown when all plugins have published.
    """
    signals.get_generators.connect(_generator)
    signals.get_writer.connect(_writer)
    signals.finalized.connect(show_summary)


def _generator(_pelican: object) -> type[ScanGenerator]:
    return ScanGenerator


def _writer(_pelican: object) -> type[ProseWriter]:
    return ProseWriter
