"""The history of the plans and of site.toml, along the main line: the first parent of every commit.

A merge is one step. Who wrote what it brought in is looked up among the commits it brought in: git is asked a second
time for those, and only when there are such merges. Commits come as ``git log --raw -z`` writes them, with the files
that each changed against its first parent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import NamedTuple

from kamgen.model.source import Commit, CommitStep, Draft, Log, Touch, is_plan
from kamgen.read.file_rules import SITE_FILE, is_skipped
from kamgen.read.git.objects import FORMAT, commit_from, cut_commits
from kamgen.read.git.repository import Repository

RAW_FORMAT = f"{FORMAT}%x00%P%x00%ct"
"""A commit, the ids of its parents, and its moment."""

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
    was: str = ""
    """Id of its content before; empty when it was not there."""


class Logged(NamedTuple):
    """A commit as git lists it."""

    commit: Commit
    parents: tuple[str, ...]
    changes: tuple[FileChange, ...]
    """As seen from the first parent."""
    moment: int
    """When it was committed, whatever the time zone: seconds since 1970."""


def read_raw(pieces: Iterable[bytes]) -> Iterator[Logged]:
    """The commits that git wrote, in its order, from what it wrote piece by piece, and the regular files they changed.

    Names and subjects hold no NUL, and a path follows a line that says so; so whatever they hold is told apart.
    """
    words = _words(pieces)
    word = next(words, None)
    while word is not None:
        values = [word, *islice(words, 6)]
        changes: list[FileChange] = []
        while (word := next(words, None)) is not None and word.lstrip(b"\n").startswith(b":"):
            old, new, former, blob, status = word.lstrip(b"\n:").split(b" ")
            paths = list(islice(words, 2 if status[:1] in b"RC" else 1))
            # Links and submodules are no plans, and a file that becomes one is gone.
            was, moved = old.startswith(_REGULAR), status[:1] == b"R"
            if new.startswith(_REGULAR):
                left = former.decode() if was and status[:1] != b"C" else ""
                changes.append(FileChange(paths[-1], blob.decode(), paths[0] if was and moved else b"", left))
            elif was:
                changes.append(FileChange(paths[0], "", b"", former.decode()))
        yield Logged(commit_from(values), tuple(values[5].decode().split()), tuple(changes), int(values[6] or 0))


def _words(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What stands before each NUL; of something very long, as a subject may be, its beginning."""
    left = b""
    for piece in pieces:
        *whole, rest = piece.split(b"\0")
        for word in whole:
            yield left + word
            left = b""
        left = (left + rest)[:_LONGEST]


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
    accounts = repository.prefix.rstrip("/") if folder == "." else repository.prefix + folder
    places = [accounts, repository.prefix + SITE_FILE] if accounts else ["."]

    def listed(*options: str) -> Iterator[Logged]:
        return read_raw(repository.pieces("log", *_OPTIONS, *options, commit.id, "--", *places))

    steps = [logged for logged in listed("--first-parent") if logged.changes][::-1]
    wanted = any(len(step.parents) > 1 for step in steps)
    brought = _Brought(listed("--full-history", "--sparse", "--topo-order") if wanted else ())
    cut = cut_commits(repository)
    made = []
    for step, day in zip(steps, days_in_order([step.commit.date for step in steps]), strict=True):
        touches = [_touch(change, brought, step, repository.prefix, folder) for change in step.changes]
        if any(touches):
            touched = tuple(sorted(filter(None, touches)))
            came = day if day != step.commit.date else None
            made.append(CommitStep(step.commit, touched, step.commit.id in cut, len(step.parents) > 1, came))
    backdated = tuple(
        (newer.commit, older.commit)
        for older, newer in pairwise(steps)
        if newer.moment < older.moment and newer.commit.date < older.commit.date
    )
    return Log(commit, tuple(made), backdated)


def days_in_order(dates: Sequence[date]) -> list[date]:
    """When each commit came, of those of the main line, oldest first: its date, unless that is out of order.

    The dates that are in order are the most that can be; any other commit came on the day of the one before it.
    """
    ends: list[date] = []
    """Of runs of one, two, three … dates in order, the earliest at which one may end; and who ends it, after whom."""
    last: list[int] = []
    after: list[int] = []
    for number, day in enumerate(dates):
        at = bisect_right(ends, day)
        ends[at : at + 1] = [day]
        last[at : at + 1] = [number]
        after.append(last[at - 1] if at else -1)
    trusted, number = set[int](), last[-1] if last else -1
    while number >= 0:
        trusted.add(number)
        number = after[number]
    day = dates[min(trusted)] if trusted else date.min
    found = []
    for number, own in enumerate(dates):
        day = own if number in trusted else day
        found.append(day)
    return found


def _touch(change: FileChange, brought: _Brought, step: Logged, prefix: str, folder: str) -> Touch | None:
    """The change as one of the site whose root is at ``prefix``; None when it is none of a plan or of site.toml."""
    path, former = (_site_path(each, prefix, folder) for each in (change.path, change.former))
    if not path and not former:
        return None
    author, drafts = brought.author(step, change), brought.drafts(step, change)
    return Touch(path, change.blob, former, author, drafts) if path else Touch(former, "", "", author, drafts)


def _site_path(path: bytes, prefix: str, folder: str) -> str:
    """The path below the site's root; empty for what is neither a plan nor site.toml."""
    whole = path.decode("utf-8", "replace")
    inside = whole.removeprefix(prefix) if whole.startswith(prefix) else ""
    below = "" if folder == "." else f"{folder}/"
    plan = inside.startswith(below) and is_plan(inside)
    skipped = plan and any(map(is_skipped, inside[len(below) :].split("/")))
    return inside if inside == SITE_FILE or (plan and not skipped) else ""


class _Brought:
    """Who wrote what merges brought in."""

    def __init__(self, listed: Iterable[Logged]) -> None:
        """``listed``: all commits, newest first, each before its parents; none when there are no merges."""
        logged = {each.commit.id: each for each in listed}
        self._parents = {commit_id: each.parents for commit_id, each in logged.items()}
        self._merge = _merges(self._parents)
        self._writers: dict[tuple[str, bytes, str], list[Commit]] = {}
        """By merge, path and content, the commits that left it behind, newest first."""
        self._changed: dict[tuple[str, bytes], list[tuple[int, Logged, FileChange]]] = {}
        """By merge and path, all commits that changed it."""
        for number, (commit_id, each) in enumerate(logged.items()):
            if commit_id not in self._merge:
                continue
            for change in each.changes:
                self._changed.setdefault((self._merge[commit_id], change.path), []).append((number, each, change))
            if len(each.parents) < 2:
                left = [(change.path, change.blob) for change in each.changes]
                left += [(change.former, "") for change in each.changes if change.former]
                for path, blob in left:
                    self._writers.setdefault((self._merge[commit_id], path, blob), []).append(each.commit)

    def author(self, step: Logged, change: FileChange) -> Commit:
        """The commit that made this change; the step itself when it did, or when nobody can say who."""
        writers = self._writers.get((step.commit.id, change.path, change.blob), [])
        if len(writers) > 1 and not self._come_before(writers[0], writers[1:]):
            return step.commit
        return writers[0] if writers else step.commit

    def drafts(self, step: Logged, change: FileChange) -> tuple[Draft, ...]:
        """What the commits that this step brought in made of the file, wherever it lay; newest first."""
        ahead, found = [change.path, change.former], dict[int, Draft]()
        for path in ahead:
            for number, each, made in self._changed.get((step.commit.id, path), ()):
                found[number] = Draft(each.commit, made.was, made.blob, bool(made.former), len(each.parents) > 1)
                ahead += [made.former] if made.former and made.former not in ahead else []
        return tuple(draft for _, draft in sorted(found.items()))

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


def _merges(parents: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each commit beside the main line, the merge that brought it in; ``parents`` begins with the newest."""
    line: list[str] = []
    following = list(parents)[:1]
    while following:
        line += following
        following = list(parents.get(line[-1], ())[:1])
    seen, found = set(line), {}
    for merge in reversed(line):
        ahead = list(parents.get(merge, ())[1:])
        while ahead:
            commit_id = ahead.pop()
            if commit_id not in seen:
                seen.add(commit_id)
                found[commit_id] = merge
                ahead += parents.get(commit_id, ())
    return found
