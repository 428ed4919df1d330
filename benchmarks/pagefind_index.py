"""Index the texts of scans with Pagefind, a record each: python benchmarks/pagefind_index.py PROJECT OUTPUT.

Pagefind's own module for Python waits 0.1 s for each answer, so that 5,000 records would take eight minutes: the same
messages are written to its program here, and answers are read as they come.
"""

import base64
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import IO, Any

from pagefind.service import get_executable

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from scanpress.corpus import Scan
from scanpress.scan_pages.search.texts import texts_of


def main(project: Path, output: Path) -> None:
    """Send all records, and have the index written."""
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        if program.stdin is None or program.stdout is None:
            raise SystemExit("Pagefind could not be started")
        messages = itertools.chain(
            [{"type": "NewIndex", "config": {}}],
            ({"type": "AddRecord", "index_id": 0, **record} for record in _records(project)),
            [{"type": "WriteFiles", "index_id": 0, "output_path": str(output)}],
        )
        writing = Thread(target=_write, args=(program.stdin, messages))
        writing.start()
        while (answer := _read(program.stdout))["payload"]["type"] != "WriteFiles":
            if answer["payload"]["type"] == "Error":
                raise SystemExit(str(answer))
        writing.join()


def _write(stdin: IO[bytes], messages: Iterator[dict[str, Any]]) -> None:
    for number, payload in enumerate(messages):
        message = {"message_id": number, "payload": payload}
        stdin.write(base64.b64encode(json.dumps(message).encode()) + b",")
    stdin.flush()


def _read(stdout: IO[bytes]) -> dict[str, Any]:
    found = bytearray()
    while (byte := stdout.read(1)) != b",":
        if not byte:
            raise SystemExit("Pagefind ended")
        found += byte
    answer: dict[str, Any] = json.loads(base64.b64decode(bytes(found)))
    return answer


def _records(project: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(project.glob("scans/*/*.json")):
        name = path.relative_to(project).as_posix()
        scan = Scan.read(name, path.read_bytes())
        answers, statements, people, title = texts_of(scan, scan.paper.venue or "")
        yield {
            "url": f"/{name.removesuffix('.json')}/",
            "content": f"{title}\n{people}\n{statements}\n{answers}",
            "language": "en",
            "meta": {"title": title},
            "filters": {"venue": [scan.paper.venue or ""], "year": [str(scan.paper.year)]},
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
