"""The form and the command accept and refuse the same texts, identifiers and addresses."""

import json
import random
from datetime import date
from typing import Any

import pytest
from tests.support.browsing import Open
from tests.support.form_filling import REPRODUCIBILITY_FORM, loaded
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.checking import check_bytes
from scanpress.checking.reading.characters import HIDDEN

pytestmark = pytest.mark.browser

SCAN = json.loads(REPRODUCIBILITY_FILE.read_bytes())
CONTROLS = "".join(map(chr, [*range(1, 32), 0x7F, 0x85, 0x9F]))
FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
# Persian, Hindi, Malayalam, Hebrew, Latin, digits and commas of several scripts, emoji with skin tones and joiners,
# keycaps, and what may hide.
PIECES = [
    *"aZ9 .-é中ß№€",
    *"\u0647\u06cc\u06f3\u0915\u094d\u0937\u0d28\u0d4d\u05d0\u05d1\u0e01",
    *"\u0663\u06f4\u096a\u0be9\uff12\u060c\u061b\u066b\u3001\uff0c\u2013\u2212\u2028\u2029\x0b\x0c",
    *"\u200c\u200d\u200e\u200f\u061c\u200b\u2060\ufeff\u202e\u2066\ufe0f\u20e3",
    *[
        "\U0001f469",
        "\U0001f3fd",
        "\U0001f52c",
        "\u2764",
        "\u2194",
        "\U0001f1e9",
        "\U0001f3f4",
        "\U000e0067",
        "\U000e007f",
    ],
    *[
        FLAG,
        "GPU\u200c\u0647\u0627",
        "\u0915\u094d\u200d ",
        "\u05d4-C++\u200e",
        "\U0001f469\u200d\U0001f52c",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        "\U0001f9d1\U0001f3fe\u200d\u2764\ufe0f\u200d\U0001f9d1\U0001f3fb",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "1\ufe0f\u20e3",
        "\U0001f1e9\U0001f1ea",
        "\u0d28\u0d4d\u200d",
        "\u1780\u17b6\u179a\u200b\u179f\u17b7",
        "a\u200b\u0e01",
        "\u0628\u200f\u061f",
        "\u200f(2023)\u200f",
        "\n",
        "\t",
    ],
]
YEARS = [
    "1403",
    "1446",
    "2567",
    "113",
    "\u0661\u0664\u0660\u0663",
    "\u5e73\u621030\u5e74",
    "\u4ee4\u548c6",
    "5784",
    "2024 CE",
]
IDS = ["hep-th/9901001", "math.AG/0601001", "cond-mat.str-el/0703001", "2406.13229", "0704.0001", "hep-th/0704001"]
DOIS = ["10.1000/182", "10.1002/(SICI)1<1::AID>3.0.CO;2-2", "10.1/x", "doi:10.1000/1", "10.1000/a b", "10.1000/\u00fc"]
URLS = [
    "https://a.org/x",
    "http://a b.org",
    "HTTPS://a.org",
    "ftp://a.org",
    "https://[bad",
    "https:///x",
    "10.1145/1",
    "//a",
]
PLACES = {
    "response": ("variables", "pseudocode", "response"),
    "title": ("paper", "title"),
    "venue": ("paper", "venue"),
    "arxiv_id": ("paper", "arxiv_id"),
    "doi": ("paper", "doi"),
    "url": ("paper", "url"),
}
READ = """([place, texts]) => {
  const part = form.querySelector(place.map((key) => `[data-key="${key}"]`).join(" > "));
  const control = controlOf(part);
  return texts.map((text) => {
    const notes = [];
    control.value = text;
    return [readers[part.dataset.as](part, notes) ?? "", notes.length];
  });
}"""


MORE = {
    "year": ("paper", "year"),
    "authors": ("paper", "authors"),
    "name": ("rater", "name"),
    "date": ("rater", "date"),
    "run": ("rater", "run"),
}
MORE_TEXTS = {
    "year": ["2023", "2e3", "1499", "2023.5", "99999", "", "-1", *YEARS, "\uff12\uff10\uff12\uff14"],
    "authors": [
        "Ada Byron\nBo Li",
        " Ada \n\n",
        "",
        "A\u202eB",
        "x" * 1001,
        "Zo\u00eb\n" * 300,
        "\u05d0\u200f\nBo\u200e",
        "\u0623\u060c \u0628",
    ],
    "name": ["Ada Byron", "", "\u200b", "a" * 600, "  Ada\t"],
    "date": ["2026-01-31", "", "1999-12-31", "2026-02-30", "12026-01-01", "2999-01-31", "1403-07-01", "2567-01-01"],
    "run": ["iclr-2023.a_b", "My run", "-a", "", "a/b"],
}
MAKE = """([places, files]) => files.map((texts) => {
  for (const [name, text] of Object.entries(texts)) {
    controlOf(form.querySelector(places[name].map((key) => `[data-key="${key}"]`).join(" > "))).value = text;
  }
  const { scan, missing } = read();
  return [write(scan), missing.length];
})"""


def made_up() -> dict[str, list[str]]:
    """Make more than two thousand texts, the same ones each time."""
    draw = random.Random(20261129)  # noqa: S311 - the same texts each time
    prose = ["".join(draw.choices(PIECES, k=draw.randint(1, 7))) for _ in range(1500)]
    prose += [f"a{character}b" for character in HIDDEN + CONTROLS] + [f"\u0647{character}" for character in HIDDEN]
    changed = [near(draw, each) for each in (*IDS, *DOIS, *URLS) for _ in range(25)]
    return {
        "response": prose,
        "title": [*prose[:300], "\U0001f469" * 600, "\U0001f469" * 1001, "x" * 1000, "x" * 1001],
        "venue": ["\u4e2d" * 500, "\u4e2d" * 501, "\U00020000" * 500],
        "arxiv_id": [*IDS, *changed[: 25 * len(IDS)], "\u05d0\u200f", "\uff12406.13229"],
        "doi": [*DOIS, *changed, "10.1000/\u05d0\u200f", "\u05d0\u200f", "10.1000/\u0663"],
        "url": [*URLS, *changed, "https://a.org/\u05d0\u200f", "\u200f\u05d0"],
    }


def near(draw: random.Random, text: str) -> str:
    """Return a text with a character more, less or another."""
    place = draw.randrange(len(text))
    return (
        text[:place] + draw.choice(["", "v2", " ", "/", ".", "\u0663", "0", "X"]) + text[place + draw.randint(0, 1) :]
    )


def accepts(place: tuple[str, ...], text: str) -> bool:
    """Return whether the command has no error at a place."""
    document: Any = json.loads(json.dumps(SCAN))
    part = document
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = text
    problems = check_bytes("scans/a/b.json", json.dumps(document).encode(), today=date(2026, 11, 29)).problems
    return not [each for each in problems if each.severity == "error" and each.pointer == "/" + "/".join(place)]


def test_form_and_command_agree_on_two_thousand_texts(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    every = made_up()
    assert sum(map(len, every.values())) > 2000

    differing, refused = [], 0
    for name, texts in every.items():
        for value, notes in page.evaluate(READ, [list(PLACES[name]), texts]):
            refused += bool(notes)
            if value and accepts(PLACES[name], value) == bool(notes):
                differing.append((name, ascii(value[:60]), notes))
    assert differing == []
    assert 300 < refused < sum(map(len, every.values())) - 300


def test_a_file_is_accepted_by_the_command_if_the_form_misses_nothing_and_else_refused(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    page.set_input_files("#file", REPRODUCIBILITY_FILE)
    loaded(page)
    draw = random.Random(20261129)  # noqa: S311 - the same files each time
    every = made_up() | MORE_TEXTS
    good = {name: texts[0] for name, texts in every.items()} | {
        "response": "Algorithm 1",
        "title": "A",
        "venue": "ICLR",
    }
    files = [
        {name: draw.choice(texts) if draw.random() < 0.08 else good[name] for name, texts in every.items()}
        for _ in range(250)
    ]

    complete, differing = 0, []
    for texts, (written, missing) in zip(files, page.evaluate(MAKE, [PLACES | MORE, files]), strict=True):
        problems = check_bytes("scans/a/b.json", written.encode(), today=date(2026, 11, 29)).problems
        refused = [each.message for each in problems if each.severity == "error"]
        complete += not missing
        if bool(refused) == (not missing):
            differing.append((ascii(texts), missing, refused))
    assert differing == []
    assert 50 < complete < 200


OPEN = """documents => documents.map((document) => {
  take(document);
  const { missing } = read();
  controlOf(form.querySelector("[data-key=paper] > [data-key=pdf_url]")).value = "https://example.org/a.pdf";
  return [write(read().scan), missing.length];
})"""


def test_a_file_that_the_command_accepts_keeps_every_text_in_the_form(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    draw = random.Random(20261130)  # noqa: S311 - the same texts each time
    blanks = ["", " ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "\r"]
    documents = []
    for text in made_up()["response"][:600]:
        document = json.loads(json.dumps(SCAN))
        around = [draw.choice(blanks) + text + draw.choice(blanks) for _ in range(4)]
        document["variables"]["pseudocode"]["response"] = around[0]
        document["paper"] |= {"title": around[1], "authors": [around[2], "Bo Li"], "venue": around[3]}
        document["paper"] |= {key: draw.choice([None, ""]) for key in ("doi", "arxiv_id") if draw.random() < 0.5}
        documents.append(document)
    checked = [check_bytes("scans/a/b.json", json.dumps(each).encode(), today=date(2026, 11, 29)) for each in documents]

    accepted = 0
    for document, file, (text, missing) in zip(documents, checked, page.evaluate(OPEN, documents), strict=True):
        if file.accepted:
            accepted += 1
            document["paper"]["pdf_url"] = "https://example.org/a.pdf"
            assert (json.loads(text), missing) == (document, 0)
    assert accepted > 50
