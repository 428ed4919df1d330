"""A reader as anyone would write it for Pelican: a JSON file becomes an article's metadata."""

import json
from pathlib import Path
from typing import Any, ClassVar

from pelican.readers import BaseReader


class JsonReader(BaseReader):  # type: ignore[misc]
    """Read a scan; the template finds it as `article.scan`."""

    enabled = True
    file_extensions: ClassVar[list[str]] = ["json"]

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return no text, and the scan among the metadata."""
        path = Path(source_path)
        scan = json.loads(path.read_text())
        date = self.process_metadata("date", f"{scan['paper']['year']}-01-01")
        category = self.process_metadata("category", path.parent.name)
        return "", {
            "title": scan["paper"]["title"],
            "slug": path.stem,
            "date": date,
            "category": category,
            "scan": scan,
        }
