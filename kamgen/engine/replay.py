"""Days gone by, judged by today's rules: each plan is read once, and judged on all days on which it stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kamgen.analyse.points import portfolio_point
from kamgen.cache import Key, LayeredCache, ReadOnlyCache
from kamgen.compare.states import State, Stood, states_on
from kamgen.engine.past_tasks import PointJob, point_batch
from kamgen.engine.setting import Setting, packed
from kamgen.model.history import Freshness
from kamgen.model.links import Links
from kamgen.model.past import Sample, Standing
from kamgen.model.source import Content, Source
from kamgen.read.policy import SITE_FILE

if TYPE_CHECKING:
    from kamgen.engine.archive import Archive
    from kamgen.engine.assessed import Assessed
    from kamgen.engine.engine import Engine


class _Plan(NamedTuple):
    """One content of a plan, and the days on which it stood."""

    source: Source
    days: list[tuple[date, Links, Freshness]]


class Replay:
    """Judges days gone by. What was attached to plans then is not looked at."""

    def __init__(self, engine: Engine, assessed: Assessed, archive: Archive) -> None:
        self._crew = engine.crew
        self._cache = LayeredCache(ReadOnlyCache(engine.cache), all_of_it=True)
        self._engine = engine.with_cache(self._cache)
        self._assessed = assessed
        self._archive = archive

    def samples(self, days: Iterable[date]) -> Iterator[Sample]:
        """All accounts on each of ``days``, which are in order."""
        states = {day: _plans(state) for day, state in states_on(self._archive.log, days)}
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

    def _sources(self, states: Iterable[State]) -> dict[tuple[str, str], Source]:
        """Every content that stood on one of the days, by its path and blob."""
        wanted = list(dict.fromkeys((path, stood.blob) for state in states for path, stood in state.items()))
        contents = self._archive.read([blob for _, blob in wanted])
        return {key: Source(key[0], data) for key, data in zip(wanted, contents, strict=True)}

    def _place(self, day: date, state: State, sources: dict[tuple[str, str], Source], plans: dict[Key, _Plan]) -> None:
        """Links the plans of a day, and notes the day with each of them."""
        standing = tuple(sources[path, stood.blob] for path, stood in state.items())
        then = self._engine.assess(Content(self._assessed.content.folder, standing), self._assessed.site, day)
        for plan, stood in zip(then.plans, state.values(), strict=True):
            found = plans.setdefault(plan.key, _Plan(plan.source, []))
            found.days.append((day, plan.links, Freshness(stood.changed, "", "", ())))

    def _judged(self, plans: dict[Key, _Plan]) -> Iterator[list[Standing]]:
        given = self._assessed
        setting = packed(Setting(given.site, given.as_of, given.content.folder, None, False))
        parsed = self._cache.get(plans)
        jobs = (PointJob(parsed.get(key), plan.source, tuple(plan.days)) for key, plan in plans.items())
        return self._crew.spread(partial(point_batch, setting), jobs, len(plans), "Judging past days")


def _plans(state: State) -> dict[str, Stood]:
    return {path: stood for path, stood in state.items() if path != SITE_FILE}
