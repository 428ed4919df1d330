"""Pelican's writer, without the pages of `content/pages`."""

from typing import Any

from pelican import contents
from pelican.writers import Writer


class ProseWriter(Writer):
    """Leave pages to the publisher and write everything else as Pelican does."""

    def write_file(self, *arguments: Any, **options: Any) -> None:  # noqa: D102 - Pelican's
        if not isinstance(options.get("page"), contents.Page):
            super().write_file(*arguments, **options)


def get_writer(_pelican: object) -> type[ProseWriter]:
    """Return the writer that leaves prose pages to the publisher, as Pelican asks for it."""
    return ProseWriter
