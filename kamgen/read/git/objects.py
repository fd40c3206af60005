"""Objects as git keeps them: commits, what names them and where their lines parted; contents of files (blobs) by id."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from kamgen.model.errors import GitError
from kamgen.model.source import Commit
from kamgen.read.git.repository import PIECE, SHALLOW_REMEDY, Repository, complaint, failure, running

LARGEST = 4 * 1024 * 1024
"""Bytes of a plan of the past. History is read far back, and what was too large then was of no use then either."""


class Blob(NamedTuple):
    """The content of a file."""

    size: int
    """In bytes."""
    data: bytes
    """Empty when there are more bytes than were wanted."""


def read_blobs(repository: Repository, ids: Sequence[str]) -> Iterator[bytes]:
    """The contents of these ids, in their order, one at a time; `GitError` for one that is not in the clone."""
    return (blob.data for blob in blobs_up_to(repository, ids, None))


def read_plan_blobs(repository: Repository, ids: Sequence[str]) -> Iterator[bytes]:
    """Like `read_blobs`; of what is larger than any plan nothing, which makes it one that cannot be read."""
    return (blob.data for blob in blobs_up_to(repository, ids, LARGEST))


def blobs_up_to(repository: Repository, ids: Sequence[str], limit: int | None) -> Iterator[Blob]:
    """Like `read_blobs`; contents of more than ``limit`` bytes are not kept."""
    if not ids:
        return
    words = ("cat-file", "--batch", "--buffer")
    with TemporaryFile() as wanted:  # a pipe would be written to and read from at the same time
        wanted.writelines(f"{each}\n".encode() for each in ids)
        wanted.seek(0)
        with running(repository.top, dict(repository.variables), *words, stdin=wanted) as (_, out, errors):
            for each in ids:
                blob = _next_blob(each, out, limit)
                if blob is None:
                    raise failure(repository, complaint(errors) or f"{each} is missing")
                yield blob


def _next_blob(each: str, out: IO[bytes], limit: int | None) -> Blob | None:
    """What git writes of a blob: a line with its id, kind and size, the content, a line break; None when it fails."""
    words = out.readline().split()
    if len(words) != 3:
        return None
    if words[1] != b"blob":
        raise GitError(f"{each} is not a file but a {words[1].decode()}", "give the id of a file")
    size = int(words[2])
    data = out.read(size) if limit is None or size <= limit else b""
    left = size - len(data)
    while left and (piece := out.read(min(left, PIECE))):
        left -= len(piece)
    return Blob(size, data) if not left and out.read(1) else None


def blob_id(repository: Repository, data: bytes, kind: str = "blob") -> str:
    """The id that git gives to a ``blob`` (or ``tree``) of this content."""
    made = hashlib.new(repository.object_format, b"%s %d\0" % (kind.encode(), len(data)), usedforsecurity=False)
    made.update(data)
    return made.hexdigest()


FORMAT = "%H%x00%cs%x00%aN%x00%s%x00%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x0A)"
"""A commit for `git log`: five values, none of which can hold the NUL between them."""

_SHOWN = ("log", "--no-walk", "-s", "-z", "--encoding=UTF-8", f"--format={FORMAT}")
"""How git is asked for one commit."""

_LONGEST = 2000
"""Bytes of an author or a subject that are kept: thousands of commits are held and remembered at once."""

_ID = re.compile(rb"[0-9a-f]{40,64}\n")


def resolve(repository: Repository, revision: str) -> Commit:
    """The commit that ``revision`` names, as git reads it: a branch, tag, id or ``main~3``; tags give their commit.

    `GitError` when it names none, or more than one.
    """
    if not revision or "\0" in revision:
        raise GitError("the name of the revision is empty", "write a branch, tag or commit id, such as `main`")
    answer = repository.ask("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if "is ambiguous" in answer.error and revision != "HEAD":
        if "short" in answer.error:
            raise GitError(f"`{revision}` is the beginning of more than one id", "write more of its digits")
        raise GitError(
            f"`{revision}` is both a branch and a tag", f"write `refs/heads/{revision}` or `refs/tags/{revision}`"
        )
    if answer.code or not _ID.fullmatch(answer.out):
        raise _unknown(repository, revision)
    return commit_of(repository, answer.out.decode().strip())


def head_of(repository: Repository) -> Commit | None:
    """The commit that is checked out; None while nothing is committed."""
    answer = repository.ask(*_SHOWN, "HEAD", "--")
    if answer.code:
        return None if _is_unborn(repository) else resolve(repository, "HEAD")
    return commit_from(answer.out.split(b"\0"))


def _is_unborn(repository: Repository) -> bool:
    return repository.ask("rev-parse", "-q", "--verify", "HEAD").code != 0


def commit_of(repository: Repository, commit_id: str) -> Commit:
    """The commit with this id."""
    return commit_from(repository.run(*_SHOWN, commit_id, "--").split(b"\0"))


def commit_from(values: list[bytes]) -> Commit:
    """The commit of the values that `FORMAT` writes; of a very long author or subject, its beginning.

    A day that no calendar has is the first of 1970, as git has it.
    """
    commit_id, written, author, subject, others = (value[:_LONGEST].decode("utf-8", "replace") for value in values[:5])
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = date(1970, 1, 1)
    names = dict.fromkeys(re.sub(r"\s*<[^<>]*>?\s*\Z", "", line).strip() for line in others.split("\n"))
    return Commit(commit_id, day, author, subject, tuple(name for name in names if name not in ("", author)))


def _unknown(repository: Repository, revision: str) -> GitError:
    if revision.startswith(("HEAD", "@")) and _is_unborn(repository):
        name = os.fsdecode(repository.ask("symbolic-ref", "--short", "-q", "HEAD").out).strip()
        return GitError(f"the branch `{name}` has no commit yet", "commit the plans: `git add .` and `git commit`")
    if repository.shallow:
        return GitError(f"there is no revision `{revision}` in this shallow clone", SHALLOW_REMEDY)
    return GitError(
        f"there is no revision `{revision}`",
        "write a branch, tag or commit id: `git branch --all` and `git log --oneline` list them; "
        "`git fetch` brings those of the server",
    )


def merge_base(repository: Repository, one: Commit, other: Commit) -> Commit:
    """The newest commit that both come from.

    In a shallow clone a commit that both come from is not always the newest such: a newer one may lie where history
    is cut off. The base is only given when nothing between it and the two commits is cut off; `GitError` otherwise.
    """
    answer = repository.ask("merge-base", one.id, other.id)
    if answer.code > 1:
        raise failure(repository, answer.error)
    base = answer.out.decode().strip()
    between = repository.run("rev-list", one.id, other.id, f"^{base}") if base and repository.shallow else b""
    if base and cut_commits(repository).isdisjoint(between.decode().split()):
        return commit_of(repository, base)
    names = f"`{one.id[:12]}` and `{other.id[:12]}`"
    if repository.shallow:
        raise GitError(f"this shallow clone does not show where {names} parted", SHALLOW_REMEDY)
    raise GitError(f"{names} have no commit in common", "give the revision to compare with, as in `kamgen diff BASE`")


def cut_commits(repository: Repository) -> frozenset[str]:
    """The ids of the commits whose parents a shallow clone does not have."""
    if not repository.shallow:
        return frozenset()
    place = os.fsdecode(repository.run("rev-parse", "--git-path", "shallow").removesuffix(b"\n"))
    return frozenset((repository.top / place).read_text(encoding="ascii").split())


def default_base(repository: Repository) -> Commit:
    """Where HEAD left the default branch: HEAD itself on that branch.

    The default branch is what ``origin/HEAD`` names, else ``origin/main`` or ``origin/master``, and the local branch
    of that name (``main`` or ``master`` without a remote). With both, the one that HEAD left later counts: a branch
    of the server that was not fetched for long, or a local one that was not pulled, would show others' changes too.
    """
    head = resolve(repository, "HEAD")
    remote, local = "refs/remotes/origin/", "refs/heads/"
    names = set(os.fsdecode(repository.run("for-each-ref", "--format=%(refname)", remote, local)).split("\n"))
    pointed = os.fsdecode(repository.ask("symbolic-ref", "-q", f"{remote}HEAD").out).rstrip("\n") or remote
    far = [name for name in (pointed, f"{remote}main", f"{remote}master") if name in names][:1]
    wanted = [name.removeprefix(remote) for name in far] or ["main", "master"]
    branches = [*far, *[local + name for name in wanted if local + name in names][:1]]
    if not branches:
        raise GitError(
            "there is no default branch to compare with: neither `origin/HEAD` nor `main` nor `master`",
            SHALLOW_REMEDY if repository.shallow else "give the revision to compare with, as in `kamgen diff BASE`",
        )
    bases = [merge_base(repository, head, resolve(repository, branch)) for branch in branches]
    later = [base for base in bases[1:] if is_ancestor(repository, bases[0], base)]
    return later[0] if later else bases[0]


def is_ancestor(repository: Repository, one: Commit, other: Commit) -> bool:
    """Whether ``other`` comes from ``one``, or is it."""
    return repository.ask("merge-base", "--is-ancestor", one.id, other.id).code == 0
