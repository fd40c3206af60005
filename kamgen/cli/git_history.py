"""The history of a site's plans, as the repository that it lies in tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kamgen.cache import Cache
from kamgen.engine import keys
from kamgen.history.identity import Known, known_of, told_apart
from kamgen.history.plan_history import PlanHistory
from kamgen.model.source import Commit, Log, Source
from kamgen.parse.plan import parse_plan
from kamgen.read.file_rules import SITE_FILE
from kamgen.read.git.content import refuse_submodule
from kamgen.read.git.log import read_log
from kamgen.read.git.objects import blob_id, cut_commits, head_of, read_plan_blobs
from kamgen.read.git.repository import Repository, find_repository


class Head(NamedTuple):
    """A commit of the repository that a site lies in: what is checked out, as a rule."""

    repository: Repository
    commit: Commit

    def plan_history(self, folder: str, cache: Cache) -> PlanHistory:
        """The history of the plans below ``folder``; `GitError` when git cannot tell it."""
        key = keys.log_key(self.commit.id, self.repository.prefix, folder, cut_commits(self.repository))
        log = cache.get([key], Log).get(key)
        if log is None:
            log = read_log(self.repository, self.commit, folder)
            if all(touch.path == SITE_FILE for step in log.steps for touch in step.touches):
                refuse_submodule(self.repository, self.commit.id, folder)
            log = told_apart(log, partial(self._known, folder))
            cache.put({key: log})
        return PlanHistory(log, partial(read_plan_blobs, self.repository), partial(blob_id, self.repository))

    def _known(self, folder: str, contents: Sequence[tuple[str, str]]) -> Iterator[Known]:
        """Which accounts those contents of plans are of."""
        blobs = read_plan_blobs(self.repository, [blob for _, blob in contents])
        for (path, _), data in zip(contents, blobs, strict=True):
            yield known_of(parse_plan(Source(path, data), folder))

    def key(self) -> tuple[str, ...]:
        """What tells this history from any other."""
        return self.commit.id, self.repository.prefix, *sorted(cut_commits(self.repository))


def checked_out(root: Path) -> Head | None:
    """The commit that is checked out of the site at ``root``; None without one. Raises `GitError`."""
    repository = find_repository(root)
    commit = head_of(repository) if repository else None
    return Head(repository, commit) if repository and commit else None
