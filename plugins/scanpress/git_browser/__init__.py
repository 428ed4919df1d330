"""A Pelican plugin that publishes any git repository: log, files, commits, refs, feeds, and a clone."""


def register() -> None:
    """Connect to Pelican, which calls this function once, before the plugin reads its settings.

    Pelican is imported here and not above, because workers that render commits must not load all of it first.
    """
    from pelican import signals  # noqa: PLC0415

    from scanpress.git_browser.plugin import get_generators  # noqa: PLC0415
    from scanpress.pelican_build.console import accept_any_text  # noqa: PLC0415
    from scanpress.pelican_build.ending import finish  # noqa: PLC0415
    from scanpress.pelican_build.host import before_reading  # noqa: PLC0415
    from scanpress.pelican_build.markdown_pages import bound_readers  # noqa: PLC0415
    from scanpress.pelican_build.prose import leave_pages  # noqa: PLC0415

    accept_any_text()
    signals.get_generators.connect(get_generators)
    signals.readers_init.connect(bound_readers)
    signals.static_generator_init.connect(before_reading)
    signals.page_generator_finalized.connect(leave_pages)
    signals.finalized.connect(finish)
