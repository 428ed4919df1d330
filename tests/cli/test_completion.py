"""Shells complete the command: each is started as users start it, and the tab key is pressed."""

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.files import write as write_file
from tests.support.waiting import LIMIT

from scanpress.cli import COMMANDS, main

LINES = {
    "a subcommand": ("scanpress che", "check"),
    "an option": ("scanpress check --stri", "--strict"),
    "a value": ("scanpress check --format sa", "sarif"),
    "a value of another subcommand": ("scanpress diff --format mark", "markdown"),
    "a path": ("scanpress check scans/a/al", "scans/a/alpha.json"),
    "a second path": ("scanpress check --strict scans/a/alpha.json scans/a/be", "scans/a/beta.json"),
    "the path of an option": ("scanpress serve --settings peli", "pelicanconf.py"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with files to complete, and go there."""
    for name in ("scans/a/alpha.json", "scans/a/beta.json", "pelicanconf.py"):
        write_file(tmp_path / name, "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Path]:
    """Write the script of a shell to where zsh wants it, too."""

    def write(shell: str) -> Path:
        assert main(["completion", shell]) == 0
        return write_file(tmp_path / "completions" / "_scanpress", capsys.readouterr().out)

    return write


def needed(shell: str) -> str:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed here")
    return path


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh"])
def test_the_script_names_every_subcommand(shell: str, script: Callable[[str], Path]) -> None:
    text = script(shell).read_text(encoding="utf-8")

    assert [name for name in COMMANDS if name not in text] == []
    assert "explain" in text


@pytest.mark.parametrize(("line", "word"), LINES.values(), ids=LINES)
def test_bash_completes(line: str, word: str, folder: Path, script: Callable[[str], Path]) -> None:
    words = line.split()
    ask = f"source '{script('bash')}'; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _shtab_scanpress"
    command = [needed("bash"), "--norc", "-c", f'{ask}; printf "%s\\n" "${{COMPREPLY[@]}}"']
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)

    assert done.stdout.split() == [word]


@pytest.mark.parametrize(("line", "word"), LINES.values(), ids=LINES)
def test_fish_completes(line: str, word: str, folder: Path, script: Callable[[str], Path]) -> None:
    # Fish also completes a command that is not installed, if it knows its completions.
    command = [needed("fish"), "--no-config", "-c", f"source '{script('fish')}'; complete -C '{line}'"]
    surroundings = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=surroundings)

    assert [offer.partition("\t")[0] for offer in done.stdout.splitlines()] == [word]


# The prompt says that the shell listens: what comes sooner is taken as it is, tabulators too.
INTERACTIVE = {
    "zsh": ("-f", "fpath=({folder} $fpath); autoload -U compinit; compinit -u -D; PS1='rea''dy'"),
    "tcsh": ("-f", "source {script}; set prompt='rea''dy'"),
}


@pytest.mark.parametrize(("line", "word"), LINES.values(), ids=LINES)
@pytest.mark.parametrize("shell", INTERACTIVE)
def test_zsh_and_tcsh_complete_what_is_typed(
    shell: str, line: str, word: str, folder: Path, script: Callable[[str], Path]
) -> None:
    option, prepare = INTERACTIVE[shell]
    path = script(shell)
    typed = Typed([needed(shell), option, "-i"], folder)
    try:
        typed.send(prepare.format(folder=path.parent, script=path) + "\n")
        typed.wait_for("ready")
        typed.send(f"{line}\t")
        typed.wait_for(f"{line.rpartition(' ')[0]} {word}")
    finally:
        typed.end()


class Typed:
    """A shell on a terminal of its own."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.terminal, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 200, 0, 0))  # no line is broken
        surroundings = {"HOME": str(folder), "PATH": os.environ["PATH"], "TERM": "xterm"}
        # Who leads a session and opens a terminal gets it as its own, which tcsh needs in order to edit lines.
        opened = ["sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(self.theirs), *command]
        self.process = subprocess.Popen(opened, cwd=folder, env=surroundings, start_new_session=True)

    def send(self, text: str) -> None:
        """Type."""
        os.write(self.terminal, text.encode())

    def wait_for(self, text: str) -> None:
        """Read until the shell has written a text."""
        said, end = "", time.monotonic() + LIMIT
        while text not in said:
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
            assert ready, f"{text!r} is not in {said!r}"
            said += os.read(self.terminal, 4096).decode(errors="replace")

    def end(self) -> None:
        """End the shell."""
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)
        os.close(self.theirs)
