"""The past of a site: versions of each plan revision against one another, and all accounts judged on days gone by.

    accounts   log ─▶ lineage of each plan ─▶ versions ─▶ its past (change log, moves, since the last review)
    samples    log ─▶ what all plans revision on a day ─▶ judged by today's rules as of that day ─▶ points

Both are remembered, and only made when a page shows them. A commit's id stands for all that came before it, so that
keys need no more than the newest commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kamgen.cache import Key
from kamgen.compare.settings import compare_settings
from kamgen.engine import keys
from kamgen.engine.history_jobs import HistoryJob, history_batch
from kamgen.engine.job_context import JobContext, encode
from kamgen.engine.jobs import ShownHistory
from kamgen.engine.trends import Replay
from kamgen.engine.worker_pool import batches
from kamgen.history.plan_history import Lineage, deleted_plans, last_steps, lineages
from kamgen.history.trends import sample_days
from kamgen.model.account_history import (
    AccountHistory,
    Point,
    PortfolioHistory,
    Removed,
    RuleMark,
    Sample,
    Since,
    Version,
)
from kamgen.model.change import Kind, PlanChange
from kamgen.model.errors import ConfigError
from kamgen.model.source import Source, Touch
from kamgen.parse.config import parse_config
from kamgen.parse.plan import parse_plan
from kamgen.read.file_rules import SITE_FILE

if TYPE_CHECKING:
    from kamgen.engine.engine import Engine
    from kamgen.engine.linked_plans import LinkedPlan, LinkedPlans
    from kamgen.history.plan_history import PlanHistory
    from kamgen.model.config import SiteConfig

MOST = 100
"""Versions of a plan that are read, the newest ones."""

_AT_ONCE = 8
"""Plans whose versions are revision at once."""


def account_histories(engine: Engine, linked: LinkedPlans, plan_history: PlanHistory) -> AccountHistories | None:
    """What pages tell of the past; None when there is none to tell of, or site.toml wants none."""
    if not plan_history.log.steps or not linked.site.history.months:
        return None
    return AccountHistories(engine, linked, plan_history)


class AccountHistories:
    """The past of the plans of one site, up to yesterday; raises `GitError` when it cannot be read."""

    def __init__(self, engine: Engine, linked: LinkedPlans, plan_history: PlanHistory) -> None:
        self._engine = engine
        self._linked = linked
        self._archive = plan_history
        self._lineages = lineages(plan_history.log, [plan.source.path for plan in linked.plans])

    def key(self, plan: LinkedPlan) -> Key:
        """Of what is shown of that plan's past."""
        return keys.shown_history_key(self._past_key(plan), self.samples_key)

    @cached_property
    def since(self) -> date:
        """The day after which pages list changes: the newest day of the trend at least ``[history] days`` ago.

        That many days ago when the trend does not go back so far.
        """
        wanted = self._linked.as_of - timedelta(days=self._linked.site.history.days)
        return max((day for day in self._sample_keys.values() if day <= wanted), default=wanted)

    @cached_property
    def samples_key(self) -> Key:
        """Of all points."""
        return keys.samples_key(self._sample_keys)

    @cached_property
    def whole_key(self) -> Key:
        """Of what is told of all accounts together."""
        return keys.portfolio_history_key(self._archive.log.steps[-1].commit.id, self.samples_key)

    def of(self, plans: Sequence[LinkedPlan], points: bool = True) -> dict[str, AccountHistory]:
        """The histories of those plans by path, with or without their points."""
        told = self._told(plans)
        jobs = {path: past for path, past in told.items() if isinstance(past, HistoryJob)}
        given = self._linked
        context = encode(JobContext(given.site, given.as_of, given.content.folder, None, False))
        done = self._engine.pool.map(partial(history_batch, context), jobs.values(), len(jobs), "Comparing versions")
        made = dict(zip(jobs, done, strict=True))
        self.keep((plan, made[plan.source.path]) for plan in plans if plan.source.path in made)
        histories = {path: past for path, past in (told | made).items() if not isinstance(past, HistoryJob)}
        if not points:
            return histories
        return {path: replace(past, points=tuple(self._points(path))) for path, past in histories.items()}

    def shown(self, plans: Sequence[LinkedPlan]) -> dict[str, ShownHistory]:
        """What is to be shown of those plans by path; what is not remembered is left to who renders it."""
        return {path: ShownHistory(past, tuple(self._points(path))) for path, past in self._told(plans).items()}

    def keep(self, made: Iterable[tuple[LinkedPlan, AccountHistory]]) -> None:
        """Remember what was made of plans that were not remembered."""
        self._engine.cache.put({self._past_key(plan): past for plan, past in made})

    def _told(self, plans: Sequence[LinkedPlan]) -> dict[str, AccountHistory | HistoryJob]:
        """The past of each plan that has one, as far as it is known or told by the log alone; else what makes it."""
        there = {plan.source.path: plan for plan in plans if plan.source.path in self._lineages}
        told: dict[str, AccountHistory | HistoryJob] = {
            path: past for path, plan in there.items() if (past := self._at_once(plan))
        }
        asked = {self._past_key(plan): path for path, plan in there.items() if path not in told}
        known = self._engine.cache.get(asked, AccountHistory)
        told |= {asked[key]: past for key, past in known.items()}
        missing = [there[path] for key, path in asked.items() if key not in known]
        return told | {job.source.path: job for job in self._jobs(missing)}

    def _at_once(self, plan: LinkedPlan) -> AccountHistory | None:
        """What the log alone tells: the past of a plan that is as its only commit has it."""
        lineage, reviewed = self._lineages[plan.source.path], self._reviewed(plan)
        first = lineage[-1]
        if len(lineage) > 1 or not self._archive.is_same(plan.source.data, first.blob):
            return None
        begun = () if first.cut else (Version(first.day, first.written, Kind.ADDED, PlanChange(), ""),)
        since = Since(reviewed, PlanChange()) if reviewed and first.day <= reviewed else None
        return AccountHistory(begun, (), (), since, first.cut)

    def whole(self, today: Point) -> PortfolioHistory:
        """The past of all accounts together, up to the point of today."""
        points = (*(sample.whole for sample in self.samples), today)
        first = points[0].day
        return PortfolioHistory(points, tuple(self._marks(first)), self.since, self.removed(min(first, self.since)))

    def removed(self, since: date) -> tuple[Removed, ...]:
        """The accounts whose plans were deleted on or after that day, newest first."""
        there = {plan.reference.slug for plan in self._linked.plans}
        deleted = [each for each in deleted_plans(self._archive.log, since) if each.last.path != SITE_FILE]
        contents = self._archive.read([each.last.blob for each in deleted])
        sources = (Source(each.last.path, data) for each, data in zip(deleted, contents, strict=True))
        plans = [parse_plan(source, self._linked.content.folder) for source in sources]
        return tuple(
            Removed(each.day, each.commit, plan.front.name, plan.front.owner, plan.path)
            for each, plan in zip(deleted, plans, strict=True)
            if plan.slug not in there
        )

    def _past_key(self, plan: LinkedPlan) -> Key:
        lineage = self._lineages.get(plan.source.path, ())
        return keys.history_key(plan.key, lineage, self._reviewed(plan), self._linked.site)

    def _reviewed(self, plan: LinkedPlan) -> date | None:
        return max((day for day in plan.reference.reviews if day <= self._linked.as_of), default=None)

    def _jobs(self, plans: Iterable[LinkedPlan]) -> Iterator[HistoryJob]:
        for batch in batches(plans, _AT_ONCE):
            newest = [self._lineages[plan.source.path][:MOST] for plan in batch]
            contents = self._archive.read([revision.blob for lineage in newest for revision in lineage])
            for plan, lineage in zip(batch, newest, strict=True):
                versions = tuple((revision, next(contents)) for revision in lineage)
                whole = len(versions) == len(self._lineages[plan.source.path])
                committed = self._archive.is_same(plan.source.data, lineage[0].blob)
                yield HistoryJob(plan.source, committed, versions, whole, self._reviewed(plan))

    def _points(self, path: str) -> Iterator[Point]:
        """An account's points: on each day under the path that its plan had then."""
        lineage: Lineage = self._lineages[path]
        for sample in self.samples:
            then = next((revision.path for revision in lineage if revision.day <= sample.whole.day), None)
            if then is not None and then in sample.accounts:
                yield sample.accounts[then]

    @cached_property
    def _days(self) -> tuple[date, ...]:
        steps = self._archive.log.steps
        if not steps:
            return ()
        begun = max((step.commit.date for step in steps if step.cut), default=min(step.commit.date for step in steps))
        return sample_days(begun, self._linked.as_of, self._linked.site.history.months)

    @cached_property
    def _sample_keys(self) -> dict[Key, date]:
        given, log = self._linked, self._archive.log
        folder = given.content.folder
        return {
            keys.sample_key(log.steps[at].commit.id, day, keys.judge_key(given.site, day), folder): day
            for day, at in zip(self._days, last_steps(log, self._days), strict=True)
            if at is not None
        }

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """All accounts on the days that trends show."""
        found = self._engine.cache.get(self._sample_keys, Sample)
        missing = {day: key for key, day in self._sample_keys.items() if key not in found}
        if missing:
            replayed = Replay(self._engine, self._linked, self._archive).samples(missing)
            made = {missing[sample.whole.day]: sample for sample in replayed}
            self._engine.cache.put(made)
            found |= made
        return tuple(found[key] for key in self._sample_keys)

    def _marks(self, first: date) -> Iterator[RuleMark]:
        """The commits since ``first`` after which accounts were judged otherwise."""
        touched = self._settings_touched()
        texts = list(self._archive.read([touch.blob for _, touch in touched]))
        before: SiteConfig | None = None
        for (day, touch), text in zip(touched, texts, strict=True):
            config = _config(text)
            differs = config is None or before is None or compare_settings(before, config)
            if differs and day >= first and touch is not touched[0][1]:
                yield RuleMark(day, touch.written)
            before = config or before

    def _settings_touched(self) -> list[tuple[date, Touch]]:
        steps = self._archive.log.steps
        return [
            (step.commit.date, touch)
            for step in steps
            for touch in step.touches
            if touch.path == SITE_FILE and touch.blob
        ]


def _config(data: bytes) -> SiteConfig | None:
    """That version of site.toml; None when it cannot be used."""
    try:
        return parse_config(data.decode("utf-8-sig", "replace"))
    except ConfigError:
        return None
