"""Pelican's writer, less the pages that the publisher puts in place."""

from typing import Any

from pelican.contents import Page
from pelican.writers import Writer


class ProseWriter(Writer):
    """Leave pages to the publisher and write everything else as Pelican does."""

    def write_file(self, *arguments: Any, **options: Any) -> None:  # noqa: D102 - Pelican's
        if not isinstance(options.get("page"), Page):
            super().write_file(*arguments, **options)
