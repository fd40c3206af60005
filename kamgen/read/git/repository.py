"""The repository a site lies in, and questions to it: git is run by itself, the same way on every machine.

Never through a shell, changing nothing and fetching nothing. Only commands that read are run. Their settings are given
here and not taken from the user's where those could change what is read: no hooks, no file system monitor, no replaced
or grafted commits, no locks, no questions.

The repository is found from the site's folder upwards, as git does. What the variables of a hook say is honoured as
far as it speaks of that repository: an index inside its ``.git`` (git gives one to pre-commit hooks of
``git commit FILE``), and a GIT_DIR with a GIT_WORK_TREE that the site lies in. All else of that kind is passed over.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from msgspec import Struct

from kamgen.model.errors import GitError
from kamgen.read.disk import candidates, git_marker, may_lie_in_one

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


PIECE = 1 << 16
"""Bytes that are read at a time."""


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


def call_git(folder: Path, more: Mapping[str, str], *arguments: str) -> GitOutput:
    """Run git in ``folder`` with the variables ``more``; `GitNotInstalled` when there is none."""
    with running(folder, more, *arguments) as (process, out, errors):
        written = out.read()
        return GitOutput(process.wait(), written, complaint(errors))


@contextmanager
def running(
    folder: Path, more: Mapping[str, str], *arguments: str, stdin: int | IO[bytes] = subprocess.DEVNULL
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    """A git that runs in ``folder``, what it writes, and the file of its complaints; it ends with the block.

    Its variables are those of this process without what would lead it elsewhere, and ``more``.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in _UNSET}
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                ["git", *_OPTIONS, *arguments],
                cwd=folder,
                env=inherited | _SET | dict(more),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except (FileNotFoundError, PermissionError):
            raise GitNotInstalled from None
        assert process.stdout is not None
        try:
            yield process, process.stdout, errors
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


SHALLOW_REMEDY = (
    "fetch the whole history: `fetch-depth: 0` for actions/checkout of GitHub, `GIT_DEPTH: 0` for GitLab,\n"
    "or `git fetch --unshallow` in a clone of your own"
)
PARTIAL_REMEDY = "this clone left out part of its content: fetch the rest with `git fetch --refetch --no-filter`"


class Repository(Struct, frozen=True):
    """A repository with a working tree that the site lies in."""

    root: Path
    """The site's folder, with links followed."""
    top: Path
    """The folder of the working tree: ``root``, or one above it."""
    prefix: str
    """Where the site lies below ``top``: empty, or with a slash at its end (``sales/site/``)."""
    shallow: bool
    """Whether the clone has only the newest commits."""
    object_format: str
    """How ids are made: ``sha1`` or ``sha256``."""
    variables: tuple[tuple[str, str], ...] = ()
    """What of the environment speaks of this repository (see above)."""

    def ask(self, *arguments: str) -> GitOutput:
        """Run git at the top of the working tree, whatever comes of it."""
        return call_git(self.top, dict(self.variables), *arguments)

    def run(self, *arguments: str) -> bytes:
        """What git writes; `GitError` when it fails."""
        answer = self.ask(*arguments)
        if answer.code:
            raise failure(self, answer.error)
        return answer.out

    def pieces(self, *arguments: str) -> Iterator[bytes]:
        """What git writes, piece by piece, however much it is; `GitError` at the end when it fails."""
        with running(self.top, dict(self.variables), *arguments) as (process, out, errors):
            yield from iter(partial(out.read, PIECE), b"")
            if process.wait():
                raise failure(self, complaint(errors))


def open_repository(root: Path) -> Repository:
    """The repository that the site at ``root`` lies in; `GitError` when there is none, or git cannot read it."""
    repository = find_repository(root)
    if repository is None:
        raise GitError(
            f"{root} is not in a git repository",
            "run `git init` there, and commit the plans; or go to the folder that you cloned",
        )
    return repository


def find_repository(root: Path) -> Repository | None:
    """The repository that the site at ``root`` lies in, None when there is none; `GitError` when it cannot be read."""
    folder = root.resolve()
    if not may_lie_in_one(folder):
        return None
    questions = ("rev-parse", "--is-shallow-repository", "--show-object-format", "--show-toplevel")
    try:
        for variables in candidates(folder):
            answer = call_git(folder, variables, *questions)
            if not answer.code:
                return _repository(folder, variables, answer.out)
    except GitNotInstalled:
        if git_marker(folder) is None:
            return None
        raise
    _refuse_unreadable(folder, answer.error)
    return None


def _repository(folder: Path, variables: dict[str, str], written: bytes) -> Repository:
    """The values of git's answer; the last may hold line breaks."""
    shallow, kind, place = written.removesuffix(b"\n").split(b"\n", 2)
    top = Path(os.fsdecode(place)).resolve()
    if not folder.is_relative_to(top):
        raise GitError(
            f"git says that the files of {folder} are in {top}", "see what `git config core.worktree` says, and mend it"
        )
    below = folder.relative_to(top).as_posix()
    if given := os.environ.get("GIT_INDEX_FILE"):  # what a hook names counts when it is an index of this repository
        index = os.path.realpath(top / given)
        own = call_git(top, variables, "rev-parse", "--absolute-git-dir").out.removesuffix(b"\n")
        if str(Path(index).parent) == os.path.realpath(os.fsdecode(own)):
            variables = {**variables, "GIT_INDEX_FILE": index}
    prefix = "" if below == "." else f"{below}/"
    return Repository(folder, top, prefix, shallow == b"true", kind.decode(), tuple(variables.items()))


def _refuse_unreadable(folder: Path, error: str) -> None:
    """`GitError` when git found a repository that it does not read, and did not just find none."""
    said = first_line(error)
    place = git_marker(folder)
    if "dubious ownership" in error or "unsafe repository" in error:
        owned = place or folder
        raise GitError(
            f"git does not read {owned}, because it belongs to another user (dubious ownership)",
            f"if you trust it, run `git config --global --add safe.directory {owned}`",
        )
    if "must be run in a work tree" in said or "safe.bareRepository" in said:
        raise GitError(
            f"{folder} is in a bare repository or inside `.git`, which have no files to work on",
            "clone the repository, and run kamgen in the clone",
        )
    if not said.startswith("not a git repository (or any"):
        raise GitError(f"git cannot read the repository of {folder}: {said}", "run `git status` there, and mend it")
    inside = (place or folder) / ".git"
    is_used = inside.is_file() or (inside.is_dir() and any(inside.iterdir()))
    if is_used and call_git(inside.parent, {"GIT_DIR": str(inside)}, "rev-parse", "--git-dir").code:
        raise GitError(f"the repository in {place} is broken: git does not know its `.git`", "clone it anew")


_MISSING = (
    "could not fetch",
    "lazy fetching",
    "transport '",
    "promisor",
    "missing",
    "unable to read",
    "bad object",
    "not a valid object",
    "bad tree",
)
_PARTIAL_CLONE = r"^(extensions\.partialclone|remote\..*\.promisor)$"
"""Settings of a clone that leaves objects out until they are asked for."""


def failure(repository: Repository, error: str) -> GitError:
    """What is raised when git fails with ``error``: objects that are not there are told from all else."""
    said = first_line(error)
    if not any(words in error for words in _MISSING):
        return GitError(f"git failed: {said}", f"run `git status` in {repository.top}, and see what it says")
    if repository.ask("config", "--get-regexp", _PARTIAL_CLONE).code == 0:
        return GitError(f"git has not all of the content that is needed: {said}", PARTIAL_REMEDY)
    if repository.shallow:
        return GitError(f"git has not all of the history that is needed: {said}", SHALLOW_REMEDY)
    return GitError(f"an object of the repository is missing: {said}", "run `git fsck`, or clone it anew")
