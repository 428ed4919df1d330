"""The registry of a collection is read strictly, line by line, with all mistakes together."""

import json
from pathlib import Path

import pytest

from scanpress.facts import FactsError, Registry


def load(folder: Path, content: str | bytes) -> Registry:
    path = folder / "registry.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Registry.load(path)


def mistakes(folder: Path, content: str | bytes) -> list[str]:
    with pytest.raises(FactsError) as caught:
        load(folder, content)
    return [str(each) for each in caught.value.mistakes]


def test_entries_are_read_whatever_ends_their_lines(tmp_path: Path) -> None:
    first = '{"id": "a-2024", "status": "scanned", "doi": null, "arxiv_id": "2406.13229", "added_by": ["x", 1.5]}'
    second = '{"status": "excluded", "id": "b (2023)", "note": " Retracted. "}'

    registry = load(tmp_path, f"{first}\r\n\r\n{second}")

    assert [(each.id, each.status, each.line) for each in registry.entries] == [
        ("a-2024", "scanned", 1),
        ("b (2023)", "excluded", 3),
    ]
    assert registry.by_id["a-2024"].arxiv_id == "2406.13229"
    assert registry.excluded == {"b (2023)": "Retracted."}


WRONG = {
    "": None,
    "[]": "this line is not a JSON object",
    '{"id": "a", "status": "queued"': "this line is not valid JSON: Expecting ',' delimiter at character 31",
    '{"id": "a", "status": "queued", "x": NaN}': "NaN is not JSON",
    '{"id": "a", "status": "queued", "x": 1e999}': "the number 1e999 is too large",
    '{"id": "a", "id": "b", "status": "queued"}': 'the key "id" is used twice',
    '{"status": "queued"}': "id: the id is missing",
    '{"id": "a/b", "status": "queued"}': '"a/b" cannot be the name of a folder',
    '{"id": "a"}': "status: the status is missing; write one of queued, downloaded, scanned, deep_eval, excluded",
    '{"id": "a", "status": "scaned"}': '"scaned" is not a status; did you mean scanned?',
    '{"id": "a", "status": "queued", "note": 5}': "note: 5 is not a text",
    '{"id": "a", "status": "queued", "note": "\\ud800"}': "note: the text has half of a character",
    "[" * 100_000: "it is nested too deeply",
    '{"id": "a", "status": "queued", "x": "' + "x" * (1 << 20) + '"}': "the line is longer than 1 MiB",
}


@pytest.mark.parametrize("line", WRONG, ids=range(len(WRONG)))
def test_a_wrong_line_is_reported_with_its_number(tmp_path: Path, line: str) -> None:
    content = f'{{"id": "first", "status": "queued"}}\n{line}\n'
    expected = WRONG[line]
    if expected is None:
        assert len(load(tmp_path, content).entries) == 1
        return

    found = mistakes(tmp_path, content)

    assert len(found) == 1
    assert found[0].startswith("line 2: ")
    assert expected in found[0]


def test_all_mistakes_are_reported_together(tmp_path: Path) -> None:
    lines = ['{"id": "a", "status": "queued"}', "x", '{"id": "a", "status": "queued"}', '{"id": "", "status": "y"}']

    found = mistakes(tmp_path, "\n".join(lines))

    assert [each.split(":")[0] for each in found] == ["line 2", "line 3", "line 4", "line 4"]
    assert 'the id "a" is used twice, first in line 1; keep one of the two lines' in found[1]


def test_other_encodings_and_missing_files_are_reported(tmp_path: Path) -> None:
    assert "is not UTF-8" in mistakes(tmp_path, '{"id": "ä", "status": "queued"}'.encode("latin-1"))[0]
    assert "byte order mark" in mistakes(tmp_path, "\ufeff{}".encode())[0]
    with pytest.raises(FactsError, match="there is no such file"):
        Registry.load(tmp_path / "none.jsonl")


def test_many_mistakes_are_cut_off(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "x\n" * 1000)

    assert len(found) == 101
    assert "there are more mistakes" in found[-1]


def test_a_registry_of_many_papers_is_read(tmp_path: Path) -> None:
    lines = (json.dumps({"id": f"paper-{number}", "status": "queued"}) for number in range(20_000))

    assert len(load(tmp_path, "\n".join(lines)).entries) == 20_000
