"""The history of the plans and of site.toml, along the main line: the first parent of every commit.

A merge is one step. Who wrote what it brought in is looked up among the commits it brought in: git is asked a second
time for those, and only when there are such merges. Commits come as ``git log --raw -z`` writes them, with the files
that each changed against its first parent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from kamgen.model.source import Commit, Log, Step, Touch
from kamgen.read.file_rules import SITE_FILE, is_plan, is_skipped
from kamgen.read.git.repository import Repository
from kamgen.read.git.revisions import FORMAT, commit_from, cut_commits

RAW_FORMAT = f"{FORMAT}%x00%P"
"""A commit and the ids of its parents."""

_REGULAR = b"100"

_LONGEST = 1 << 20
"""Bytes of a name, subject or path that are kept: more than any path has, or the ids of any merge's parents."""


class FileChange(NamedTuple):
    """A file that a commit changed."""

    path: bytes
    """After the commit; before it, when it is gone since."""
    blob: str
    """Id of its content; empty when it is gone."""
    former: bytes
    """Where it was, when the commit moved it; empty otherwise."""


class Logged(NamedTuple):
    """A commit as git lists it."""

    commit: Commit
    parents: tuple[str, ...]
    changes: tuple[FileChange, ...]
    """As seen from the first parent."""


def read_raw(pieces: Iterable[bytes]) -> Iterator[Logged]:
    """The commits that git wrote, in its order, from what it wrote piece by piece.

    Names and subjects hold no NUL, and a path follows a line that says so; so whatever they hold is told apart.
    """
    words = _words(pieces)
    word = next(words, None)
    while word is not None:
        values = [word, *islice(words, 4)]
        changes: list[FileChange] = []
        while (word := next(words, None)) is not None and word.lstrip(b"\n").startswith(b":"):
            paths = 2 if word.rsplit(b" ", 1)[1][:1] in b"RC" else 1
            changes += _changes(word.lstrip(b"\n"), list(islice(words, paths)))
        yield Logged(commit_from(values), tuple(values[4].decode().split()), tuple(changes))


def _words(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What stands before each NUL; of something very long, as a subject may be, its beginning."""
    left = b""
    for piece in pieces:
        *whole, rest = piece.split(b"\0")
        for word in whole:
            yield left + word
            left = b""
        left = (left + rest)[:_LONGEST]


def _changes(about: bytes, paths: list[bytes]) -> Iterator[FileChange]:
    """What became of a regular file; links and submodules are no plans, and a file that becomes one is gone."""
    old, new, _, blob, status = about[1:].split(b" ")
    moved = status[:1] == b"R" and old.startswith(_REGULAR)
    if new.startswith(_REGULAR):
        yield FileChange(paths[-1], blob.decode(), paths[0] if moved else b"")
    elif old.startswith(_REGULAR):
        yield FileChange(paths[0], "", b"")


_OPTIONS = (
    "-z", "--raw", "--root", "-M", "--no-abbrev", "--no-color", "--encoding=UTF-8", "--diff-merges=first-parent",
    f"--format={RAW_FORMAT}",
)  # fmt: skip


def read_log(repository: Repository, commit: Commit, folder: str) -> Log:
    """The steps up to ``commit`` of the plans below ``folder`` (a path below the site's root) and of site.toml.

    A renamed file is one whose content is alike by half, as in ``git log -M``; copies are new files. A plan that is
    moved into the folder is new, and one moved out of it is gone. Links are no plans here, wherever they lead.
    Raises `GitError` when objects are missing.
    """
    places = _places(repository, folder)
    steps = [logged for logged in _log(repository, commit, places, "--first-parent") if logged.changes]
    wanted = any(len(step.parents) > 1 for step in steps)
    brought = _Brought(_log(repository, commit, places, "--full-history", "--sparse", "--topo-order") if wanted else ())
    cut = cut_commits(repository)
    paths = _Paths(repository.prefix, folder)
    made = (_step(step, paths, brought, step.commit.id in cut) for step in reversed(steps))
    return Log(commit, tuple(step for step in made if step.touches))


def _places(repository: Repository, folder: str) -> list[str]:
    """What to ask git about, from the top of the working tree."""
    accounts = repository.prefix.rstrip("/") if folder == "." else repository.prefix + folder
    return [accounts, repository.prefix + SITE_FILE] if accounts else ["."]


def _log(repository: Repository, commit: Commit, places: list[str], *options: str) -> Iterator[Logged]:
    """The commits up to ``commit``, newest first."""
    return read_raw(repository.pieces("log", *_OPTIONS, *options, commit.id, "--", *places))


def _step(logged: Logged, paths: _Paths, brought: _Brought, cut: bool) -> Step:
    touches = (paths.touch(change, brought.author(logged, change)) for change in logged.changes)
    return Step(logged.commit, tuple(sorted(touch for touch in touches if touch)), cut)


class _Paths(NamedTuple):
    """Which files are told of, and how their paths are written."""

    prefix: str
    """Of the site's root."""
    folder: str
    """The accounts folder below it."""

    def touch(self, change: FileChange, written: Commit) -> Touch | None:
        """The change as one of the site; None when it is none of a plan or of site.toml."""
        path, former = self._site_path(change.path), self._site_path(change.former)
        if path:
            return Touch(path, change.blob, former, written)
        return Touch(former, "", "", written) if former else None

    def _site_path(self, path: bytes) -> str:
        """The path below the site's root; empty for a file that is not told of."""
        whole = path.decode("utf-8", "replace")
        if not whole.startswith(self.prefix):
            return ""
        inside = whole[len(self.prefix) :]
        below = "" if self.folder == "." else f"{self.folder}/"
        if inside == SITE_FILE:
            return inside
        if not inside.startswith(below) or not is_plan(inside):
            return ""
        return "" if any(map(is_skipped, inside[len(below) :].split("/"))) else inside


class _Brought:
    """Who wrote what merges brought in."""

    def __init__(self, listed: Iterable[Logged]) -> None:
        """``listed``: all commits, newest first, each before its parents; none when there are no merges."""
        logged = {each.commit.id: each for each in listed}
        self._parents = {commit_id: each.parents for commit_id, each in logged.items()}
        self._merge = _merges(self._parents)
        self._writers: dict[tuple[str, bytes, str], list[Commit]] = {}
        for commit_id, each in logged.items():
            merge = self._merge.get(commit_id)
            if merge is not None and len(each.parents) < 2:
                for key in ((merge, *made) for change in each.changes for made in _made(change)):
                    self._writers.setdefault(key, []).append(each.commit)

    def author(self, step: Logged, change: FileChange) -> Commit:
        """The commit that made this change; the step itself when it did, or when nobody can say who."""
        writers = self._writers.get((step.commit.id, change.path, change.blob), [])
        if len(writers) > 1 and not self._come_before(writers[0], writers[1:]):
            return step.commit
        return writers[0] if writers else step.commit

    def _come_before(self, newest: Commit, others: list[Commit]) -> bool:
        """Whether ``newest`` was written when all the others, which the same merge brought in, were there.

        Nothing that another merge brought in lies between them; all history would be walked through for every merge.
        """
        merge = self._merge[newest.id]
        left, before = {other.id for other in others}, set()
        ahead = [newest.id]
        while ahead and left:
            commit_id = ahead.pop()
            if commit_id not in before and self._merge.get(commit_id) == merge:
                before.add(commit_id)
                left.discard(commit_id)
                ahead += self._parents[commit_id]
        return not left


def _made(change: FileChange) -> Iterator[tuple[bytes, str]]:
    """What a commit left behind: a content at its path, and nothing where a file was moved away."""
    yield change.path, change.blob
    if change.former:
        yield change.former, ""


def _merges(parents: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each commit beside the main line, the merge that brought it in; ``parents`` begins with the newest."""
    line: list[str] = []
    following = next(iter(parents), None)
    while following is not None:
        line.append(following)
        following = next(iter(parents.get(following, ())), None)
    seen, found = set(line), {}
    for merge in reversed(line):
        found.update(dict.fromkeys(_reached(parents.get(merge, ())[1:], parents, seen), merge))
    return found


def _reached(starts: Iterable[str], parents: Mapping[str, tuple[str, ...]], seen: set[str]) -> set[str]:
    """The commits that are reached from ``starts`` and were not ``seen``; they are now."""
    found = set()
    ahead = list(starts)
    while ahead:
        commit_id = ahead.pop()
        if commit_id not in seen:
            seen.add(commit_id)
            found.add(commit_id)
            ahead += parents.get(commit_id, ())
    return found
