"""Pelican plugin: a corpus of scans becomes pages."""


def register() -> None:
    """Connect to Pelican, which is imported here and not above: worker processes import views and need none of it.

    Receivers are module-level, because signals hold them weakly: the generator reads and publishes the corpus, the
    writer leaves prose pages to it, and the summary is shown when all plugins have published.
    """
    from pelican import signals  # noqa: PLC0415

    from scanpress.pelican_build.ending import finish  # noqa: PLC0415
    from scanpress.pelican_build.prose_writer import get_writer  # noqa: PLC0415
    from scanpress.scan_pages.generator import get_generators  # noqa: PLC0415

    signals.get_generators.connect(get_generators)
    signals.get_writer.connect(get_writer)
    signals.finalized.connect(finish)
