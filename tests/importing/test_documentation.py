"""docs/import.md: its files are imported as it says, with the output that it shows."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

from tests.support.paths import ROOT

Import = Callable[..., tuple[int, str]]
PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
FILES = re.compile(r"This\s+is\s+`([\w.-]+)`:\s+```\w+\n(.*?)```", re.DOTALL)
COMMANDS = re.compile(r"```sh\n(.*?)\n```\n(?:\n```text\n(.*?)```)?", re.DOTALL)


def test_the_examples_of_the_page_do_what_it_says(repository: Path, run: Import) -> None:
    for name, content in FILES.findall(PAGE):
        (repository / name).write_text(content, encoding="utf-8")
    commands = COMMANDS.findall(PAGE)
    assert len(commands) == 4

    shown_map, corrected = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    suggested = repository / "answers.map.yaml"
    for command, expected in commands:
        if "--map" in command:
            text = suggested.read_text(encoding="utf-8")
            assert all(part in text for part in shown_map.split("…\n"))
            suggested.write_text(text.partition("values:")[0] + corrected, encoding="utf-8")
        _, shown = run(*shlex.split(command)[1:])
        for part in filter(None, expected.split("…\n")):
            assert part in shown, command
    assert (repository / "scans" / "iclr-2024" / "a-made-up-paper.json").is_file()
    assert (repository / "scans" / "acl-2024" / "a-table-paper.json").is_file()
    assert run("check")[0] == 0


def test_the_calibration_of_the_page_is_read(repository: Path, run: Import) -> None:
    group = repository / "scans" / "acl-2024"
    group.mkdir()
    (group / "a-paper.json").write_bytes((ROOT / "scans/acl-2024/cross-lingual-alignment.json").read_bytes())
    found = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[-1]
    (group / "a-paper.calibration.json").write_text(found, encoding="utf-8")

    assert run("check") == (0, "no problems in 1 file\n")
