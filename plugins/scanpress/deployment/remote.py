"""A target on another machine, reached by ssh and rsync: a copy beside it, then a symbolic link that is replaced."""

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

from scanpress.deployment.target import BUILDS, Changed, DeploymentError, Guard, busy, no_earlier
from scanpress.deployment.tree import Listing
from scanpress.writer import UNFINISHED

_REMOTE = re.compile(r"(?P<host>(?:[^/@:\s-][^/@:\s]*@)?[^/@:\s-][^/@:\s]*):(?P<path>[^/:].*|/.*)")
_SCRIPT = Path(__file__).with_name("remote.sh")
_LAST_WORDS = 400  # characters of what ssh or rsync says


def is_remote(target: str) -> bool:
    """Return whether a target is on another machine, as for rsync: `user@host:/path`.

    Raise DeploymentError for the address of an rsync server, which can copy files and nothing else.
    """
    if target.startswith("rsync://") or "::" in target.partition("/")[0]:
        raise DeploymentError(
            f"{target}: an rsync server can replace files only one by one: name the host as user@host:/path, "
            "which uses ssh"
        )
    return _REMOTE.fullmatch(target) is not None


@dataclass(slots=True)
class RemoteTarget:
    """A path on a host. It is a symbolic link to a folder beside it; if there is nothing yet, it becomes one.

    One session of ssh has the lock: it ends, and tidies up, if this process is killed.
    """

    host: str
    path: str
    _session: "_Session | None" = field(default=None, init=False, repr=False)
    _published: str = field(default="", init=False)

    @classmethod
    def of(cls, target: str) -> Self:
        """Return the target that a text names, for which `is_remote` is true."""
        found = _REMOTE.fullmatch(target)
        if found is None:
            raise ValueError(target)
        return cls(found["host"], found["path"].rstrip("/"))

    @property
    def builds(self) -> str:
        """Return the folder beside the target, with its builds."""
        above, _, name = self.path.rpartition("/")
        return f"{above}/{BUILDS.format(name=name)}" if "/" in self.path else BUILDS.format(name=name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from publishing there, and remove what a killed one left.

        Raise DeploymentError if another process publishes there, or if a site cannot be put there.
        """
        for program in ("rsync", _shell()[0]):
            if shutil.which(program) is None:
                raise DeploymentError(f"{program} was not found: install it, or add its folder to PATH")
        with _Session.opened(self.host, self.path, self.builds) as self._session:
            answer, _, self._published = self._session.answer().partition(" ")
            if answer != "ready":
                raise self._refused(answer)
            yield

    def publish(self, output: Path, files: Listing, guard: Guard) -> Changed:
        """Copy a site beside that place, then switch to it, unless it is the one that is published already."""
        session = self._opened()
        name = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.urandom(8).hex()}"
        session.ask("stage", name)
        copied = self._copy(output, f"{self.builds}/{name}/")
        removed, published = map(int, session.ask("count", name).split())
        guard(removed, published)
        changed = Changed(copied, len(files) - copied, removed)
        if changed.any or not self._published:
            session.ask("switch", name)
        return changed

    def roll_back(self) -> None:
        """Switch back to the site that was published before; again, to the newer one."""
        if self._opened().ask("back") == "none":
            raise no_earlier(f"{self.host}:{self.path}")

    def forget_earlier(self) -> None:
        """Remove the site that was published before."""
        self._opened().ask("forget")

    def _opened(self) -> "_Session":
        if self._session is None:
            raise ValueError("publish and roll_back need the lock")
        return self._session

    def _copy(self, output: Path, folder: str) -> int:
        """Copy a site to an empty folder; return how many files are not shared with the published site."""
        # Compared by their bytes: a pipeline makes all files again. Their times follow from when they changed there.
        options = ["--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--protect-args", "--out-format=%n"]
        options += [f"--exclude=/{UNFINISHED}*", f"--rsh={shlex.join(_shell())}"]
        options += [f"--link-dest={self._published}"] if self._published else []
        command = ["rsync", *options, "--", f"{output}/", f"{self.host}:{folder}"]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        if done.returncode:
            words = done.stderr.decode("utf-8", "replace").strip()[-_LAST_WORDS:]
            raise DeploymentError(f"{self.host}:{self.path}: rsync failed with exit code {done.returncode}: {words}")
        return sum(not line.endswith(b"/") for line in done.stdout.splitlines())

    def _refused(self, answer: str) -> DeploymentError:
        place = f"{self.host}:{self.path}"
        if answer == "busy":
            return busy(place)
        if answer == "no-flock":
            return DeploymentError(f"{place}: the host has no command flock: install util-linux there")
        return DeploymentError(
            f"{place}: this is not a symbolic link, so it cannot be replaced in one step: publish to a new path beside "
            "it, which becomes one, and let the web server use that path"
        )


class _Session:
    """The script on the host, which answers each question with one line."""

    def __init__(self, host: str, process: subprocess.Popen[str]) -> None:
        self._host = host
        self._process = process

    @classmethod
    @contextmanager
    def opened(cls, host: str, *arguments: str) -> Iterator[Self]:
        """Start the script, and end it when the block ends."""
        # A login shell that is not like sh may read this one line; the script is the beginning of the input of sh.
        command = [*_shell(), "--", host, shlex.join(["exec", "sh", "-s", "--", *arguments])]
        with TemporaryFile("w+") as words:
            pipe = subprocess.PIPE
            with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=words, text=True) as process:  # noqa: S603
                try:
                    session = cls(host, process)
                    session.send(_SCRIPT.read_text(encoding="utf-8"))
                    yield session
                except _SilentError:
                    with suppress(BrokenPipeError):  # what was not sent yet
                        process.communicate()
                    words.seek(0)
                    said = words.read().strip()[-_LAST_WORDS:]
                    raise DeploymentError(f"{host}: ssh failed with exit code {process.returncode}: {said}") from None

    def ask(self, *words: str) -> str:
        """Return the answer to a question."""
        self.send(f"{' '.join(words)}\n")
        return self.answer()

    def send(self, text: str) -> None:
        """Send a text to the host."""
        try:
            if self._process.stdin:
                self._process.stdin.write(text)
                self._process.stdin.flush()
        except BrokenPipeError:
            raise _SilentError from None

    def answer(self) -> str:
        """Return the next line."""
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line.endswith("\n"):
            raise _SilentError
        return line.rstrip("\n")


class _SilentError(Exception):
    """The session has ended."""


def _shell() -> Sequence[str]:
    """Return the command that reaches a host; rsync reads the same variable."""
    return shlex.split(os.environ.get("RSYNC_RSH", "")) or ["ssh"]
