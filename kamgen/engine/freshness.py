"""When each plan last changed: told by the log alone where a plan has one version, else by reading back.

Older versions are read in rounds, twice as many in each, since the newest mostly tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kamgen.engine import keys
from kamgen.engine.history_jobs import FreshJob, freshen_batch
from kamgen.engine.job_context import JobContext, encode
from kamgen.engine.worker_pool import batches
from kamgen.history.plan_history import Lineage, lineages
from kamgen.model.context import UNKNOWN, Freshness
from kamgen.model.source import Source

if TYPE_CHECKING:
    from kamgen.cache import Cache, Key
    from kamgen.engine.worker_pool import WorkerPool
    from kamgen.history.plan_history import PlanHistory

_FIRST = 2
"""Versions that are read at first."""


class _Asked(NamedTuple):
    """A plan whose log does not tell it all."""

    source: Source
    lineage: Lineage
    committed: bool
    """Whether the file is as the newest version has it."""


class FreshnessFinder:
    """Finds out when plans last changed."""

    def __init__(self, context: JobContext, plan_history: PlanHistory, cache: Cache, pool: WorkerPool) -> None:
        self._context = context
        self._archive = plan_history
        self._cache = cache
        self._pool = pool

    def of(self, sources: Iterable[Source]) -> list[Freshness]:
        """The freshness of each plan, in order."""
        plans = {source.path: source for source in sources}
        known = lineages(self._archive.log, plans)
        if not known:  # version control is there, and not for these plans
            return [UNKNOWN] * len(plans)
        told: dict[str, Freshness] = {}
        asked: dict[Key, _Asked] = {}
        for path, source in plans.items():
            lineage = known.get(path, ())
            committed = bool(lineage) and self._archive.is_same(source.data, lineage[0].blob)
            found = self._at_once(source, lineage, committed)
            if found is not None:
                told[path] = found
            else:
                one = _Asked(source, lineage, committed)
                asked[keys.freshness_key(source, lineage, committed, self._context)] = one
        told |= self._read_back(asked)
        return [told[path] for path in plans]

    def _at_once(self, source: Source, lineage: Lineage, committed: bool) -> Freshness | None:
        """What the log alone tells."""
        if not lineage:
            return Freshness(self._context.as_of, "", "", ())
        newest = lineage[0]
        if newest.cut and committed:
            return UNKNOWN
        if source.refusal or (committed and len(lineage) == 1):
            return Freshness(newest.day, newest.written.author, newest.written.id, ())
        return None

    def _read_back(self, asked: Mapping[Key, _Asked]) -> dict[str, Freshness]:
        found = self._cache.get(asked, Freshness)
        made: dict[Key, Freshness] = {}
        left = {key: one for key, one in asked.items() if key not in found}
        count = _FIRST
        while left:
            task = partial(freshen_batch, encode(self._context))
            answers = self._pool.map(task, self._jobs(left.values(), count), len(left), "Reading history")
            made |= {key: answer for key, answer in zip(tuple(left), answers, strict=True) if answer is not None}
            left = {key: one for key, one in left.items() if key not in made}
            count *= 2
        self._cache.put(made)
        found |= made
        return {one.source.path: found[key] for key, one in asked.items()}

    def _jobs(self, asked: Iterable[_Asked], count: int) -> Iterable[FreshJob]:
        for batch in batches(asked):
            wanted = [revision for one in batch for revision in one.lineage[:count]]
            contents = self._archive.read([revision.blob for revision in wanted])
            for source, lineage, committed in batch:
                versions = [(revision, next(contents)) for revision in lineage[:count]]
                yield FreshJob(source, committed, tuple(versions), count >= len(lineage))
