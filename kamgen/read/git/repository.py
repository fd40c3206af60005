"""The repository a site lies in, and questions to it.

The repository is found from the site's folder upwards, as git does. What the variables of a hook say is honoured as
far as it speaks of that repository: an index inside its ``.git`` (git gives one to pre-commit hooks of
``git commit FILE``), and a GIT_DIR with a GIT_WORK_TREE that the site lies in. All else of that kind is passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kamgen.model.errors import GitError
from kamgen.read.disk import candidates, marker, may_lie_in_one
from kamgen.read.git.command import GitNotInstalled, GitOutput, ask, first_line, pieces

SHALLOW_REMEDY = (
    "fetch the whole history: `fetch-depth: 0` for actions/checkout of GitHub, `GIT_DEPTH: 0` for GitLab,\n"
    "or `git fetch --unshallow` in a clone of your own"
)
PARTIAL_REMEDY = "this clone left out part of its content: fetch the rest with `git fetch --refetch --no-filter`"


@dataclass(frozen=True, slots=True)
class Repository:
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
        return ask(self.top, dict(self.variables), *arguments)

    def run(self, *arguments: str) -> bytes:
        """What git writes; `GitError` when it fails."""
        answer = self.ask(*arguments)
        if answer.code:
            raise failure(self, answer.error)
        return answer.out

    def pieces(self, *arguments: str) -> Iterator[bytes]:
        """What git writes, piece by piece, however much it is; `GitError` at the end when it fails."""
        answer = yield from pieces(self.top, dict(self.variables), *arguments)
        if answer.code:
            raise failure(self, answer.error)


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
    try:
        for variables in candidates(folder):
            answer = ask(folder, variables, "rev-parse", *_QUESTIONS)
            if not answer.code:
                return _repository(folder, variables, answer)
    except GitNotInstalled:
        if marker(folder) is None:
            return None
        raise
    _refuse_unreadable(folder, answer.error)
    return None


_QUESTIONS = ("--is-shallow-repository", "--show-object-format", "--show-toplevel")


def _repository(folder: Path, variables: dict[str, str], answer: GitOutput) -> Repository:
    """The values of git's answer to `_QUESTIONS`; the last may hold line breaks."""
    shallow, kind, place = answer.out.removesuffix(b"\n").split(b"\n", 2)
    top = Path(os.fsdecode(place)).resolve()
    if not folder.is_relative_to(top):
        raise GitError(
            f"git says that the files of {folder} are in {top}", "see what `git config core.worktree` says, and mend it"
        )
    below = folder.relative_to(top).as_posix()
    prefix = "" if below == "." else f"{below}/"
    index = _index(top, variables)
    return Repository(folder, top, prefix, shallow == b"true", kind.decode(), (*variables.items(), *index))


def _index(top: Path, variables: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The index a hook names, when it is one of this repository."""
    given = os.environ.get("GIT_INDEX_FILE", "")
    if not given:
        return ()
    answer = ask(top, variables, "rev-parse", "--absolute-git-dir")
    own = os.path.realpath(os.fsdecode(answer.out.removesuffix(b"\n")))
    named = os.path.realpath(top / given)
    return (("GIT_INDEX_FILE", named),) if Path(named).parent == Path(own) else ()


def _refuse_unreadable(folder: Path, error: str) -> None:
    """`GitError` when git found a repository that it does not read, and did not just find none."""
    said = first_line(error)
    if "dubious ownership" in error or "unsafe repository" in error:
        owned = marker(folder) or folder
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
    place = marker(folder)
    if place is not None and _is_broken(place):
        raise GitError(f"the repository in {place} is broken: git does not know its `.git`", "clone it anew")


def _is_broken(place: Path) -> bool:
    """Whether the ``.git`` there has something in it, and is no repository all the same."""
    inside = place / ".git"
    if not inside.exists() or (inside.is_dir() and not any(inside.iterdir())):
        return False
    return ask(place, {"GIT_DIR": str(inside)}, "rev-parse", "--git-dir").code != 0


def failure(repository: Repository, error: str) -> GitError:
    """What is raised when git fails with ``error``: objects that are not there are told from all else."""
    said = first_line(error)
    if any(words in error for words in _MISSING):
        if _is_partial(repository):
            return GitError(f"git has not all of the content that is needed: {said}", PARTIAL_REMEDY)
        if repository.shallow:
            return GitError(f"git has not all of the history that is needed: {said}", SHALLOW_REMEDY)
        return GitError(f"an object of the repository is missing: {said}", "run `git fsck`, or clone it anew")
    return GitError(f"git failed: {said}", f"run `git status` in {repository.top}, and see what it says")


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


def _is_partial(repository: Repository) -> bool:
    """Whether the clone leaves objects out until they are asked for."""
    pattern = r"^(extensions\.partialclone|remote\..*\.promisor)$"
    return repository.ask("config", "--get-regexp", pattern).code == 0
