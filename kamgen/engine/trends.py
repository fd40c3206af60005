"""Days gone by, judged by today's rules: each plan is read once, and judged on all days on which it file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kamgen.analyse.summary import portfolio_point
from kamgen.cache import Key, LayeredCache, ReadOnlyCache
from kamgen.engine.history_jobs import PointJob, point_batch
from kamgen.engine.job_context import JobContext, encode
from kamgen.history.plan_history import FileOnDay, FilesOnDay, files_on
from kamgen.model.account_history import Sample, Standing
from kamgen.model.context import Freshness, Links
from kamgen.model.source import Content, Source
from kamgen.read.file_rules import SITE_FILE

if TYPE_CHECKING:
    from kamgen.engine.engine import Engine
    from kamgen.engine.linked_plans import LinkedPlans
    from kamgen.history.plan_history import PlanHistory


class _Plan(NamedTuple):
    """One content of a plan, and the days on which it file."""

    source: Source
    days: list[tuple[date, Links, Freshness]]


class Replay:
    """Judges days gone by. What was attached to plans then is not looked at."""

    def __init__(self, engine: Engine, linked: LinkedPlans, plan_history: PlanHistory) -> None:
        self._pool = engine.pool
        self._cache = LayeredCache(ReadOnlyCache(engine.cache), all_of_it=True)
        self._engine = engine.with_cache(self._cache)
        self._linked = linked
        self._archive = plan_history

    def samples(self, days: Iterable[date]) -> Iterator[Sample]:
        """All accounts on each of ``days``, which are in order."""
        states = {day: _plans(state) for day, state in files_on(self._archive.log, days)}
        sources = self._sources(states.values())
        plans: dict[Key, _Plan] = {}
        for day, state in states.items():
            self._place(day, state, sources, plans)
        standings: dict[date, dict[str, Standing]] = {day: {} for day in states}
        for plan, found in zip(plans.values(), self._judged(plans), strict=True):
            for standing in found:
                standings[standing.point.day][plan.source.path] = standing
        for day, accounts in standings.items():
            points = {path: standing.point for path, standing in sorted(accounts.items())}
            yield Sample(portfolio_point(accounts.values(), day), points)

    def _sources(self, states: Iterable[FilesOnDay]) -> dict[tuple[str, str], Source]:
        """Every content that file on one of the days, by its path and blob."""
        wanted = list(dict.fromkeys((path, file.blob) for state in states for path, file in state.items()))
        contents = self._archive.read([blob for _, blob in wanted])
        return {key: Source(key[0], data) for key, data in zip(wanted, contents, strict=True)}

    def _place(
        self, day: date, state: FilesOnDay, sources: dict[tuple[str, str], Source], plans: dict[Key, _Plan]
    ) -> None:
        """Links the plans of a day, and notes the day with each of them."""
        standing = tuple(sources[path, file.blob] for path, file in state.items())
        then = self._engine.link(Content(self._linked.content.folder, standing), self._linked.site, day)
        for plan, file in zip(then.plans, state.values(), strict=True):
            found = plans.setdefault(plan.key, _Plan(plan.source, []))
            found.days.append((day, plan.links, Freshness(file.changed, "", "", ())))

    def _judged(self, plans: dict[Key, _Plan]) -> Iterator[list[Standing]]:
        given = self._linked
        context = encode(JobContext(given.site, given.as_of, given.content.folder, None, False))
        parsed = self._cache.get(plans, bytes)
        jobs = (PointJob(parsed.get(key), plan.source, tuple(plan.days)) for key, plan in plans.items())
        return self._pool.map(partial(point_batch, context), jobs, len(plans), "Judging past days")


def _plans(state: FilesOnDay) -> dict[str, FileOnDay]:
    return {path: file for path, file in state.items() if path != SITE_FILE}
