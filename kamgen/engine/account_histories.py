"""The past of a site: versions of each plan against one another, and all accounts judged on days gone by.

    accounts   log ─▶ lineage of each plan ─▶ versions ─▶ its past (change log, moves, since the last review)
    samples    log ─▶ what all plans said on a day ─▶ judged by today's rules as of that day ─▶ points

Both are cached, and only made when a page shows them. A commit's id stands for all that came before it, so that
keys need no more than the newest commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamgen.analyse.summary import portfolio_point
from kamgen.cache import Key, LayeredCache
from kamgen.compare.settings import compare_settings
from kamgen.engine import keys
from kamgen.engine.engine import Engine, LinkedPlan, LinkedPlans, version_jobs
from kamgen.engine.jobs import DaysJob, compare_versions, judge_days, parse_versions
from kamgen.history.account_history import added
from kamgen.history.plan_history import deleted_plans, files_on, last_steps, lineages, sample_days
from kamgen.model.account_history import (
    NO_HISTORY,
    AccountHistory,
    AccountPoint,
    Point,
    PortfolioHistory,
    Removed,
    RuleMark,
    Sample,
    Since,
)
from kamgen.model.change import PlanChange
from kamgen.model.context import Freshness, Links
from kamgen.model.errors import ConfigError
from kamgen.model.source import Content, Source
from kamgen.parse.config import parse_config
from kamgen.parse.plan import parse_plan
from kamgen.read.file_rules import SITE_FILE, split_copies

if TYPE_CHECKING:
    from kamgen.history.plan_history import Lineage, PlanHistory
    from kamgen.model.config import SiteConfig
    from kamgen.model.summary import Summary

    Gone = tuple[Removed, Source, Lineage]


def account_histories(engine: Engine, linked: LinkedPlans, plan_history: PlanHistory) -> AccountHistories | None:
    """What pages tell of the past; None when there is none to tell of, or site.toml wants none."""
    if not plan_history.log.steps or not linked.site.history.months:
        return None
    return AccountHistories(engine, linked, plan_history)


class AccountHistories:
    """The past of the plans of one site, up to yesterday; raises `GitError` when it cannot be read."""

    def __init__(
        self,
        engine: Engine,
        linked: LinkedPlans,
        plan_history: PlanHistory,
        known: Mapping[str, Lineage] | None = None,
    ) -> None:
        """``known`` are the lineages of the plans, where those of their paths are others'."""
        self._engine = engine
        self._linked = linked
        self._archive = plan_history
        self._lineages = known or lineages(plan_history.log, [plan.source.path for plan in linked.plans])

    def key(self, plan: LinkedPlan) -> Key:
        """Of what is shown of that plan's past."""
        return keys.page_history_key(self._past_key(plan), self._sample_keys)

    @cached_property
    def since(self) -> date:
        """The day after which pages list changes: the newest day of the trend at least ``[history] days`` ago.

        That many days ago when the trend does not go back so far.
        """
        wanted = self._linked.as_of - timedelta(days=self._linked.site.history.days)
        return max((day for day in self._sample_keys.values() if day <= wanted), default=wanted)

    @cached_property
    def whole_key(self) -> Key:
        """Of what is told of all accounts together."""
        return keys.portfolio_history_key(self._archive.log.steps[-1].commit.id, self._sample_keys)

    def of(self, plans: Sequence[LinkedPlan], points: bool = True) -> dict[str, AccountHistory]:
        """The histories of those plans that have one by path, with their points before today or without."""
        there = [plan for plan in plans if plan.source.path in self._lineages]
        histories = {plan.source.path: past for plan in there if (past := self._history_from_log(plan))}
        asked = {self._past_key(plan): plan for plan in there if plan.source.path not in histories}
        made = self._engine.cached(asked, AccountHistory, self._compared)
        histories |= {asked[key].source.path: past for key, past in made.items()}
        if not points:
            return histories
        return {path: replace(past, points=tuple(self._points(path))) for path, past in histories.items()}

    def _compared(self, plans: Sequence[LinkedPlan]) -> Iterator[AccountHistory]:
        read = version_jobs(self._archive, [(plan.source, self._lineages[plan.source.path]) for plan in plans])
        jobs = (job._replace(reviewed=self._reviewed(plan)) for job, plan in zip(read, plans, strict=True))
        task = partial(compare_versions, self._linked.context().encoded())
        return self._engine.pool.map(task, jobs, len(plans), "Comparing versions")

    def _history_from_log(self, plan: LinkedPlan) -> AccountHistory | None:
        """The past of a plan that is as its only commit has it."""
        lineage, reviewed = self._lineages[plan.source.path], self._reviewed(plan)
        first = lineage[-1]
        if len(lineage) > 1 or not self._archive.is_same(plan.source.data, first.blob):
            return None
        since = Since(reviewed, PlanChange()) if reviewed and first.day <= reviewed else None
        return AccountHistory(tuple(added(first)), (), (), since, first.cut)

    def whole(self, today: Point) -> PortfolioHistory:
        """The past of all accounts together, up to the point of today."""
        points = (*(sample.whole for sample in self.samples), today)
        first = points[0].day
        return PortfolioHistory(points, tuple(self.marks(first)), self.since, self.removed(min(first, self.since)))

    def removed(self, since: date) -> tuple[Removed, ...]:
        """The accounts whose plans were deleted on or after that day, newest first."""
        return tuple([removed for removed, _, _ in self._gone(since)])

    def gone(self, since: date) -> Iterator[tuple[Summary, AccountHistory]]:
        """Those accounts as their plans said last, with their past up to then."""
        for several in _apart(self._gone(since)):
            engine = Engine(LayeredCache(self._engine.cache, scratch=True), self._engine.pool)
            content = Content(self._linked.content.folder, tuple([source for _, source, _ in several]))
            linked = engine.link(content, self._linked.site, self._linked.as_of)
            known = {source.path: lineage for _, source, lineage in several}
            pasts = AccountHistories(engine, linked, self._archive, known).of(linked.plans, points=False)
            for account in engine.summarise(linked).accounts:
                yield account, replace(pasts.get(account.path, NO_HISTORY), suspects=())

    def _gone(self, since: date) -> Iterator[Gone]:
        """Those whose last version is none of an account that is there."""
        there = {(each.path, each.written.id) for lineage in self._lineages.values() for each in lineage}
        deleted = [
            each
            for each in deleted_plans(self._archive.log, since)
            if each.last.path != SITE_FILE and (each.last.path, each.last.written.id) not in there
        ]
        contents = self._archive.read([each.last.blob for each in deleted])
        sources = [Source(each.last.path, data) for each, data in zip(deleted, contents, strict=True)]
        own = {each.last.path for each in deleted}
        others = [plan.source for plan in self._linked.plans if plan.source.path not in own]
        _, copies = split_copies([*others, *{source.path: source for source in sources}.values()])
        copied = {path for _, path in copies}
        for each, source in zip(deleted, sources, strict=True):
            if source.path not in copied:
                plan = parse_plan(source, self._linked.content.folder)
                removed = Removed(each.day, each.commit, plan.front.name, plan.front.owner, plan.path)
                yield removed, source, each.lineage

    def _past_key(self, plan: LinkedPlan) -> Key:
        lineage = self._lineages.get(plan.source.path, ())
        return keys.history_key(plan.key, lineage, self._reviewed(plan), self._linked.site)

    def _reviewed(self, plan: LinkedPlan) -> date | None:
        return max((day for day in plan.reference.reviews if day <= self._linked.as_of), default=None)

    def _points(self, path: str) -> Iterator[Point]:
        """An account's points: on each day under the path that its plan had then."""
        lineage = self._lineages[path]
        for sample in self.samples:
            then = next((revision.path for revision in lineage if revision.day <= sample.whole.day), None)
            if then is not None and then in sample.accounts:
                yield sample.accounts[then]

    @cached_property
    def _sample_keys(self) -> dict[Key, date]:
        """The days that trends show, by the keys of what all accounts came to on them."""
        linked, log = self._linked, self._archive.log
        if not log.steps:
            return {}
        begun = min(step.day for step in log.steps)
        begun = max((step.day for step in log.steps if step.cut), default=begun)
        days = sample_days(begun, linked.as_of, linked.site.history.months)
        return {
            keys.sample_key(log.steps[at].commit.id, day, keys.judge_key(linked.site, day), linked.content.folder): day
            for day, at in zip(days, last_steps(log, days), strict=True)
            if at is not None
        }

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """All accounts on the days that trends show."""
        return tuple(self._engine.cached(self._sample_keys, Sample, self._replayed).values())

    def _replayed(self, days: Sequence[date]) -> Iterator[Sample]:
        """All accounts on each of ``days``, which are in order, by today's rules: each plan is parsed once, and judged
        on all days on which it stood. What was attached to plans then is not looked at."""
        history, linked = self._archive, self._linked
        engine = Engine(LayeredCache(self._engine.cache, scratch=True), self._engine.pool)
        states = {
            day: {path: file for path, file in state.items() if path != SITE_FILE}
            for day, state in files_on(history.log, days)
        }
        wanted = list(dict.fromkeys((path, file.blob) for state in states.values() for path, file in state.items()))
        contents = history.read([blob for _, blob in wanted])
        sources = {key: Source(key[0], data) for key, data in zip(wanted, contents, strict=True)}
        self._parse(engine, sources.values())
        stood: dict[Key, tuple[Source, list[tuple[date, Links, Freshness]]]] = {}
        for day, state in states.items():
            standing, _ = split_copies(sources[path, file.blob] for path, file in state.items())
            then = engine.link(Content(linked.content.folder, tuple(standing)), linked.site, day)
            for plan in then.plans:
                file = state[plan.source.path]
                _, on = stood.setdefault(plan.key, (plan.source, []))
                on.append((day, plan.links, Freshness(file.day, "", "", ())))
        parsed = engine.cache.get(stood, bytes)
        jobs = (DaysJob(parsed.get(key), source, tuple(on)) for key, (source, on) in stood.items())
        task = partial(judge_days, linked.context().encoded())
        judged = engine.pool.map(task, jobs, len(stood), "Judging past days")
        accounts: dict[date, dict[str, AccountPoint]] = {day: {} for day in states}
        for (source, _), found in zip(stood.values(), judged, strict=True):
            for each in found:
                accounts[each.point.day][source.path] = each
        for day, stand in accounts.items():
            points = {path: each.point for path, each in sorted(stand.items())}
            yield Sample(portfolio_point(stand.values(), day), points)

    def _parse(self, engine: Engine, sources: Iterable[Source]) -> None:
        """Parses versions of plans, those of one path together, so that ``engine`` knows them."""
        folder = self._linked.content.folder
        by_path: defaultdict[str, list[Source]] = defaultdict(list)
        for source in sources:
            by_path[source.path].append(source)
        given = map(tuple, by_path.values())
        parsed = engine.pool.map(partial(parse_versions, folder), given, len(by_path), "Reading past plans")
        for found, made in zip(by_path.values(), parsed, strict=True):
            made_of = {keys.plan_key(source, folder): each for source, each in zip(found, made, strict=True)}
            engine.cache.put({key: plan for key, (plan, _) in made_of.items() if plan})
            engine.cache.put({keys.reference_key(key): reference for key, (_, reference) in made_of.items()})

    def marks(self, first: date) -> Iterator[RuleMark]:
        """The commits since ``first`` after which accounts were judged otherwise."""
        touched = [
            (step.day, touch)
            for step in self._archive.log.steps
            for touch in step.touches
            if touch.path == SITE_FILE and touch.blob
        ]
        texts = list(self._archive.read([touch.blob for _, touch in touched]))
        before: SiteConfig | None = None
        for (day, touch), text in zip(touched, texts, strict=True):
            config = _config(text)
            differs = config is None or before is None or compare_settings(before, config)
            if differs and day >= first and touch is not touched[0][1]:
                raised = before is not None and config is not None and _format(config) > _format(before)
                yield RuleMark(day, touch.written, _format(config) if config and raised else None)
            before = config or before


def _apart(gone: Iterable[Gone]) -> list[list[Gone]]:
    """Accounts that are gone in groups of which none has two of one path."""
    groups: list[dict[str, Gone]] = []
    for each in gone:
        free = next((group for group in groups if each[1].path not in group), None)
        if free is None:
            groups.append(free := {})
        free[each[1].path] = each
    return [list(group.values()) for group in groups]


def _format(config: SiteConfig) -> int:
    return config.site.format or 1


def _config(data: bytes) -> SiteConfig | None:
    """That version of site.toml; None when it cannot be used."""
    try:
        return parse_config(data.decode("utf-8-sig", "replace"))
    except ConfigError:
        return None
