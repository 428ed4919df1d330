"""`scanpress schema` as it is called, and editors' settings that lose nothing."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from tests.support.paths import ROOT

from scanpress.cli import main
from scanpress.cli.editors import EditorError, jetbrains_mapping, vscode_settings
from scanpress.instruments import Instrument, instruments, load_schema, schema_names

URL = "./.vscode/scanpress/scan.schema.json"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty repository, and go there."""
    (tmp_path / "scans").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_schema_is_printed_as_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema", "survey-3"]) == 0
    assert capfdbinary.readouterr().out == load_schema("survey-3")


def test_it_can_have_the_address_of_a_site(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema", "survey-3", "--base", "https://a.example/schemas/"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["$id"] == "https://a.example/schemas/survey-3.schema.json"


@pytest.mark.parametrize("address", ["", "schemas/", 'https://a.example/"', "https://a.example/ b", "https://\udcff/"])
def test_what_is_no_address_is_refused(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "survey-3", "--base", address]) == 2
    assert "write an address such as https://example.org/schemas/" in capsys.readouterr().err


def test_their_names_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.split() == [*schema_names(), "scan"]
    assert main(["schema", "nothing"]) == 2


def test_all_are_written(repository: Path) -> None:
    assert main(["schema", "--write", "out"]) == 0
    written = sorted(path.name for path in (repository / "out").iterdir())
    assert written == sorted(f"{name}.schema.json" for name in [*schema_names(), "scan"])


@pytest.mark.parametrize(
    ("editor", "file"), [("vscode", ".vscode/settings.json"), ("jetbrains", ".idea/jsonSchemas.xml")]
)
def test_an_editor_is_set_up_once(editor: str, file: str, repository: Path) -> None:
    assert main(["schema", "--editor", editor]) == 0
    once = (repository / file).read_bytes()
    assert main(["schema", "--editor", editor]) == 0
    assert (repository / file).read_bytes() == once
    assert (repository / file).with_name("scanpress").joinpath("scan.schema.json").is_file()


@pytest.fixture
def written(repository: Path) -> dict[str, Any]:
    """Give the schemas that an editor reads, by name."""
    assert main(["schema", "--editor", "vscode"]) == 0
    files = (repository / ".vscode" / "scanpress").iterdir()
    return {path.name.removesuffix(".schema.json"): json.loads(path.read_bytes()) for path in files}


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_an_editor_finds_each_question_where_it_is_asked(instrument: Instrument, written: dict[str, Any]) -> None:
    """Editors show what a reference leads to, not the text beside it."""
    asked = written[instrument.key]["properties"][instrument.container]["properties"]
    for question in instrument.questions:
        shown = (asked[question.category]["properties"] if instrument.by_category else asked)[question.id]
        assert shown["title"] == question.label
        assert shown["description"].startswith(question.sentence)
        assert "$ref" not in shown
        assert list(shown["defaultSnippets"][0]["body"]) == shown["required"]


def test_a_wrong_doi_is_explained_in_words(written: dict[str, Any]) -> None:
    paper = written["survey-3"]["properties"]["paper"]
    assert "such as 10." in paper["properties"]["doi"]["patternErrorMessage"]


EXAMPLES = [path for folder in ("scans", "tests/examples") for path in sorted((ROOT / folder).rglob("*.json"))]


@pytest.mark.parametrize("name", schema_names())
def test_editors_reach_the_same_verdicts(name: str, written: dict[str, Any]) -> None:
    ours = jsonschema_rs.Draft202012Validator(json.loads(load_schema(name)))
    theirs = jsonschema_rs.Draft202012Validator(written[name])
    verdicts = set()
    for path in EXAMPLES:
        try:
            document = json.loads(path.read_bytes())
        except (OSError, ValueError):
            continue
        verdicts.add(ours.is_valid(document))
        assert theirs.is_valid(document) == ours.is_valid(document), path
    assert False in verdicts


SETTINGS = [
    "{}",
    '{ "a": 1 }',
    '{\n  // a comment, with "quotes" and { brackets\n  "a": "// no comment",\n}\n',
    '{ /* [ */ "json.schemas": [] }',
    '{\n  "json.schemas": [\n    { "fileMatch": ["x"], "url": "y" }, // theirs\n  ],\n  "b": [1, 2,],\n}\n',
    '{ "json.schemas": [{ "fileMatch": ["old"], "url": "' + URL + '" }], "c": null }',
]


@pytest.mark.parametrize("before", SETTINGS)
def test_nothing_in_vscode_settings_is_lost(before: str) -> None:
    after = vscode_settings(before, URL)

    assert vscode_settings(after, URL) == after
    entry = f'{{"fileMatch": ["/scans/*/*.json"], "url": "{URL}"}}'
    assert after.count(entry) == 1
    words = [
        word for word in before.replace('["old"]', "").replace("{}", "").replace("[]", "").split() if URL not in word
    ]
    assert [word for word in words if word.rstrip(",") not in after] == []


def test_settings_without_comments_stay_what_they_are() -> None:
    after = json.loads(vscode_settings('{ "a": 1, "json.schemas": [{ "url": "y" }] }', URL))

    assert after["a"] == 1
    assert [each["url"] for each in after["json.schemas"]] == ["y", URL]


@pytest.mark.parametrize("before", ["[]", "{", '{ "json.schemas": {} }', "x"])
def test_settings_that_cannot_be_read_are_left(before: str, repository: Path) -> None:
    path = repository / ".vscode" / "settings.json"
    path.parent.mkdir()
    path.write_text(before, encoding="utf-8")

    assert main(["schema", "--editor", "vscode"]) == 2
    assert path.read_text(encoding="utf-8") == before


def test_other_mappings_of_jetbrains_stay() -> None:
    before = (
        jetbrains_mapping("", "a.json")
        .replace("Scanpress scans", "Theirs")
        .replace("<project", "<!-- own -->\n<project", 0)
    )
    after = jetbrains_mapping(before, "b.json")
    entries = ET.fromstring(after).findall(".//entry")  # noqa: S314 - our own output

    assert [entry.get("key") for entry in entries] == ["Theirs", "Scanpress scans"]
    assert jetbrains_mapping(after, "b.json") == after
    with pytest.raises(EditorError):
        jetbrains_mapping("<a>", "b.json")


def test_vscode_checks_each_file_of_facts_by_a_schema_that_is_there(repository: Path) -> None:
    assert main(["schema", "--editor", "vscode"]) == 0
    settings = json.loads((repository / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    named = {path.removeprefix("/content/"): schema for schema, path in settings["yaml.schemas"].items()}
    assert named.keys() == {"accuracy.yaml", "operator.yaml", "redirects.yaml", "venues.yaml"}
    assert all((repository / schema).is_file() for schema in named.values())


def test_other_schemas_for_yaml_stay(repository: Path) -> None:
    path = repository / ".vscode" / "settings.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text('{\n  // mine\n  "yaml.schemas": { "./a.json": "/b.yaml" },\n}\n', encoding="utf-8")
    assert main(["schema", "--editor", "vscode"]) == 0
    text = path.read_text(encoding="utf-8")
    assert "// mine" in text
    assert '"./a.json": "/b.yaml"' in text
    assert main(["schema", "--editor", "vscode"]) == 0
    assert path.read_text(encoding="utf-8") == text
