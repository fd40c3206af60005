"""What git knows of a site, for commands that can do without it and for those that cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kamgen.model.errors import GitError
from kamgen.read.disk import may_lie_in_one

if TYPE_CHECKING:
    from kamgen.cache import Cache
    from kamgen.cli.open_site import Session
    from kamgen.cli.terminal import Terminal
    from kamgen.engine.engine import Engine
    from kamgen.engine.linked_plans import LinkedPlans
    from kamgen.history.plan_history import PlanHistory
    from kamgen.model.source import Commit
    from kamgen.read.git.repository import Repository


H = TypeVar("H")
T = TypeVar("T")


class Head(NamedTuple):
    """What is checked out of the repository that a site lies in."""

    repository: Repository
    commit: Commit

    def plan_history(self, folder: str, cache: Cache) -> PlanHistory:
        """The history of the plans below ``folder``; `GitError` when git cannot tell it."""
        return archive_at(self.repository, self.commit, folder, cache)

    def key(self) -> tuple[str, ...]:
        """What tells this history from any other."""
        from kamgen.read.git.revisions import cut_commits

        return self.commit.id, self.repository.prefix, *sorted(cut_commits(self.repository))


def find_head(root: Path, terminal: Terminal) -> Head | None:
    """What git has checked out of the site at ``root``; None when there is none.

    When git is there and cannot tell, one line says so, and the command goes on without history.
    """
    try:
        if may_lie_in_one(root.resolve()):
            from kamgen.read.git.repository import find_repository
            from kamgen.read.git.revisions import head_of

            repository = find_repository(root)
            commit = head_of(repository) if repository else None
            if repository and commit:
                if repository.shallow:
                    terminal.detail("this clone is shallow: what changed before its oldest commit is not known")
                return Head(repository, commit)
        terminal.detail("no history: the site is not in a git repository, or nothing is committed yet")
    except GitError as error:
        terminal.note(f"without history: {error}")
    return None


def archive_of(root: Path, folder: str, cache: Cache, terminal: Terminal) -> PlanHistory | None:
    """The history of the site at ``root``, whose plans are below ``folder``; None when there is none."""
    head = find_head(root, terminal)
    return with_history(head, terminal, lambda known: known.plan_history(folder, cache) if known else None)


def with_history(history: H | None, terminal: Terminal, tell: Callable[[H | None], T]) -> T:
    """What ``tell`` makes of the history; of none, where git turns out to lack some of it, which one line says."""
    try:
        return tell(history)
    except GitError as error:
        if history is None:
            raise
        terminal.note(f"without history: {error}")
        return tell(None)


def link_with_history(work: Engine, session: Session, as_of: date, terminal: Terminal) -> LinkedPlans:
    """The plans of a site, parsed and linked, with what version control tells of their age."""
    plan_history = archive_of(session.root, session.content.folder, work.cache, terminal)
    return with_history(plan_history, terminal, partial(work.link, session.content, session.site, as_of))


def archive_at(repository: Repository, commit: Commit, folder: str, cache: Cache) -> PlanHistory:
    """The history up to ``commit``; `GitError` when git cannot tell it."""
    from kamgen.engine import keys
    from kamgen.history.plan_history import PlanHistory
    from kamgen.model.source import Log
    from kamgen.read.git.log import read_log
    from kamgen.read.git.objects import blob_id, read_plans
    from kamgen.read.git.revisions import cut_commits

    key = keys.log_key(commit.id, repository.prefix, folder, cut_commits(repository))
    log = cache.get([key], Log).get(key)
    if log is None:
        log = read_log(repository, commit, folder)
        cache.put({key: log})
    return PlanHistory(log, partial(read_plans, repository), partial(blob_id, repository))
