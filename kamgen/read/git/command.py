"""Runs git: by itself, never through a shell, the same way on every machine, changing nothing and fetching nothing.

Only commands that read are run. Their settings are given here and not taken from the user's where those could
change what is read: no hooks, no file system monitor, no replaced or grafted commits, no locks, no questions.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import tempfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from kamgen.model.errors import GitError

_SETTINGS = (
    "core.fsmonitor=false", "core.quotepath=off", "core.hooksPath=/dev/null", "log.showSignature=false",
    "log.follow=false", "diff.renameLimit=1000", f"diff.orderFile={os.devnull}", f"mailmap.file={os.devnull}",
    "mailmap.blob=", "safe.bareRepository=explicit",
)  # fmt: skip

_OPTIONS = ("--no-pager", "--literal-pathspecs", *(part for each in _SETTINGS for part in ("-c", each)))

_UNSET = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_NOGLOB_PATHSPECS", "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
)  # fmt: skip
"""What a caller such as a hook says of the repository it works in; it need not be the one the site lies in."""

_SET = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": secrets.token_hex(),
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""No protocol is allowed, because older gits do not know GIT_NO_LAZY_FETCH and would fetch what is missing.

The one that is allowed instead has a name that nobody can know: settings of the repository may name any protocol, and
what is to be run for it.
"""


_PIECE = 1 << 16


class GitOutput(NamedTuple):
    """What git said."""

    code: int
    """Its exit code; 0 when it could do what was asked."""
    out: bytes
    error: str


class GitNotInstalled(GitError):
    """There is no git on this machine."""

    def __init__(self) -> None:
        super().__init__("git is not installed, or not on the PATH", "install git, and run the command again")


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The variables git is run with: those of this process without what would lead it elsewhere, and ``more``."""
    inherited = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return inherited | _SET | dict(more)


def ask(folder: Path, more: Mapping[str, str], *arguments: str) -> GitOutput:
    """Run git in ``folder`` with the variables ``more``; `GitNotInstalled` when there is none."""
    with running(folder, more, *arguments) as (process, errors):
        out, _ = process.communicate()
        return GitOutput(process.returncode, out, complaint(errors))


def pieces(folder: Path, more: Mapping[str, str], *arguments: str) -> Generator[bytes, None, GitOutput]:
    """Like `ask`, but what git writes comes piece by piece, and is not kept in the answer."""
    with running(folder, more, *arguments) as (process, errors):
        assert process.stdout is not None
        while piece := process.stdout.read(_PIECE):
            yield piece
        return GitOutput(process.wait(), b"", complaint(errors))


@contextmanager
def running(
    folder: Path, more: Mapping[str, str], *arguments: str, stdin: int = subprocess.DEVNULL
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """A git that runs in ``folder`` with the variables ``more``, and the file of its complaints; it ends with the
    block.
    """
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                ["git", *_OPTIONS, *arguments],
                cwd=folder,
                env=environment(more),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except (FileNotFoundError, PermissionError):
            raise GitNotInstalled from None
        assert process.stdout is not None
        try:
            yield process, errors
        finally:
            process.kill()
            process.stdout.close()
            process.wait()


def complaint(errors: IO[bytes]) -> str:
    """What a git that has ended complained of."""
    errors.seek(0)
    return errors.read().decode("utf-8", "replace")


def first_line(error: str) -> str:
    """What git complained of, without its ``fatal:``."""
    lines = [line for line in error.splitlines() if line.strip() and not line.startswith("warning:")]
    chosen = next((line for line in lines if line.startswith("fatal:")), lines[0] if lines else "it gives no reason")
    return chosen.removeprefix("fatal:").removeprefix("error:").strip()
