"""The warnings of a file without errors, which are looked for only if a text has a clue."""

import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.support.mistakes import MISTAKES
from tests.support.paths import REPRODUCIBILITY_FILE as INDEX
from tests.support.paths import SURVEY_FILE as SURVEY
from tests.support.suspicious_texts import AUTHOR, KINDS

from scanpress.checking import check, check_bytes
from scanpress.checking.explaining.content import Context

TODAY = date(2026, 7, 1)


def made_up_scans() -> Iterator[dict[str, Any]]:
    """Yield scans with each text that a rule warns of or may not, and with realistic mistakes, also several at once."""
    draw = random.Random(20261129)  # noqa: S311 - the same scans each time
    for place, _, wrong, right in KINDS:
        for text in (*wrong, *right):
            document = part = json.loads(INDEX.read_bytes())
            *above, key = place.split(".")
            for name in above:
                part = part[name]
            part[key] = [text, "Bo Li", "Bo Li"] if place == AUTHOR else text
            yield document
    for _ in range(250):
        document = json.loads((SURVEY if draw.random() < 0.1 else INDEX).read_bytes())
        document["rater"] = {"kind": "model", "name": "M", "run": draw.choice(["a", "missing"])}
        document["status"] = {"state": "withdrawn", "by": draw.choice(["Jo", "<b>Jo</b>", "TODO"])}
        document["paper"] |= draw.choice([{}, {"doi": "10.1000/1."}, {"venue": "ICML 2020"}, {"url": "https://x"}])
        if draw.random() < 0.5:
            draw.choice(MISTAKES)(document, draw)
        yield document


def test_the_warnings_of_a_file_without_errors_are_those_of_the_full_check() -> None:
    for document in made_up_scans():
        data = json.dumps(document, ensure_ascii=False, indent=1).encode(errors="surrogatepass")
        context = Context(TODAY, frozenset({"a"}))
        quick = check_bytes("scans/iclr-2023/b.json", data, today=TODAY, runs=context.runs)
        full = check._explain("scans/iclr-2023/b.json", data, (), context)  # noqa: SLF001 - the long way alone

        assert quick.problems == full.problems
        assert quick.identity == full.identity
