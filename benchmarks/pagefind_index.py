"""Index the texts of scans with Pagefind, a record each: python benchmarks/pagefind_index.py PROJECT OUTPUT."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pagefind.index import IndexConfig, PagefindIndex

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from scanpress.corpus import Scan
from scanpress.scan_pages.search.texts import texts_of


async def _main(records: list[dict[str, Any]], output: str) -> None:
    async with PagefindIndex(config=IndexConfig(output_path=output)) as index:
        for record in records:
            await index.add_custom_record(**record, language="en")


def _records(project: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(project.glob("scans/*/*.json")):
        name = path.relative_to(project).as_posix()
        scan = Scan.read(name, path.read_bytes())
        answers, statements, people, title = texts_of(scan, scan.paper.venue or "")
        yield {
            "url": f"/{name.removesuffix('.json')}/",
            "content": f"{title}\n{people}\n{statements}\n{answers}",
            "meta": {"title": title},
            "filters": {"venue": [scan.paper.venue or ""], "year": [str(scan.paper.year)]},
        }


asyncio.run(_main(list(_records(Path(sys.argv[1]))), sys.argv[2]))
