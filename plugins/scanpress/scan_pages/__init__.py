"""Pelican plugin: a corpus of scans becomes pages."""


def register() -> None:
    """Connect to Pelican, which is imported here and not above: worker processes import views and need none of it.

    Receivers are module-level, because signals hold them weakly. The generator reads and publishes the corpus, prose
    pages are left to the publisher, and the summary is shown when all plugins have published.
    """
    from pelican import signals  # noqa: PLC0415

    from scanpress.pelican_build.console import accept_any_text  # noqa: PLC0415
    from scanpress.pelican_build.ending import finish  # noqa: PLC0415
    from scanpress.pelican_build.host import before_reading  # noqa: PLC0415
    from scanpress.pelican_build.markdown_pages import bound_readers  # noqa: PLC0415
    from scanpress.pelican_build.prose import leave_pages  # noqa: PLC0415
    from scanpress.scan_pages.generator import get_generators  # noqa: PLC0415

    accept_any_text()
    signals.get_generators.connect(get_generators)
    signals.readers_init.connect(bound_readers)
    signals.static_generator_init.connect(before_reading)
    signals.page_generator_finalized.connect(leave_pages)
    signals.finalized.connect(finish)
