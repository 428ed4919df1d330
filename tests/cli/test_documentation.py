"""The documentation of the command is made from it, and names each of its options."""

import argparse
import subprocess
from pathlib import Path

import pytest

from scanpress.cli import COMMANDS, check, main
from scanpress.cli.manual import command_page

DOCS = Path(__file__).parents[2] / "docs"


def test_every_option_and_format_of_check_is_documented() -> None:
    parser = argparse.ArgumentParser()
    check.configure(parser)
    options = {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}  # noqa: SLF001 - argparse has no other list
    page = (DOCS / "check.md").read_text(encoding="utf-8")

    assert [option for option in sorted(options) if f"`{option}`" not in page] == []
    assert [form for form in check.FORMATS if f"`{form}`" not in page] == []


def test_the_page_of_the_command_is_made_from_its_parsers() -> None:
    assert (DOCS / "command.md").read_text(encoding="utf-8") == command_page()


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_shell_can_complete_every_subcommand(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in script] == []
    assert "--explain" in script or shell == "tcsh"


def test_bash_completes_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    path = tmp_path / "completion.bash"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    ask = 'COMP_WORDS=(scanpress fm); COMP_CWORD=1; COMP_LINE="scanpress fm"; COMP_POINT=12'
    script = (
        f'source {path}; {ask}; "$(complete -p scanpress | sed "s/.*-F \\([^ ]*\\).*/\\1/")"; echo "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)

    assert done.stdout.split() == ["fmt"]
