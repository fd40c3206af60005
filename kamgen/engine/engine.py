"""The engine: the stages of `kamgen.pipeline`, with what was made before remembered and the rest made by a pool.

link   content ─▶ references, links, and the key of every plan
summarise    ─▶ a summary of each account, which is all that `check` needs
render     ─▶ accounts judged and rendered (see `engine.site` for the site as a whole)

No code decides what is out of date: whatever has the same key was made from the same (see `engine.keys`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kamgen.cache import Cache, Key
from kamgen.engine import keys
from kamgen.engine.job_context import JobContext, encode
from kamgen.engine.jobs import JobResult, JudgeJob, ShownHistory, judge_batch, parse_batch
from kamgen.engine.linked_plans import LinkedPlan, LinkedPlans
from kamgen.engine.worker_pool import WorkerPool, batches
from kamgen.link import link_plans
from kamgen.model.account_history import AccountHistory
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, AccountRef, Freshness
from kamgen.model.source import Content
from kamgen.model.summary import Portfolio, Summary

if TYPE_CHECKING:
    from kamgen.history.plan_history import PlanHistory
    from kamgen.render.site_context import RenderConfig


class Histories(Protocol):
    """What pages tell of the past."""

    def shown(self, plans: Sequence[LinkedPlan]) -> Mapping[str, ShownHistory]:
        """The histories of those plans that have one, by path."""

    def keep(self, made: Iterable[tuple[LinkedPlan, AccountHistory]]) -> None:
        """Remember the histories that were made."""


class Shown(NamedTuple):
    """How accounts are rendered."""

    config: RenderConfig
    histories: Histories | None
    """None without history."""


class Engine:
    """Makes what is asked for from content. Same content, same site, same day: same bytes, whatever is remembered."""

    def __init__(self, cache: Cache, pool: WorkerPool) -> None:
        self.cache = cache
        self.pool = pool
        self._plans: dict[Key, bytes] = {}
        """Plans that this run parsed, until they are judged."""

    def with_cache(self, cache: Cache) -> Engine:
        """The same with another cache."""
        return Engine(cache, self.pool)

    def link(
        self, content: Content, site: SiteConfig, as_of: date, plan_history: PlanHistory | None = None
    ) -> LinkedPlans:
        """Parse and link all plans; ``plan_history`` tells when they last changed. Raises what reading it raises."""
        plan_keys = [keys.plan_key(source, content.folder) for source in content.plans]
        self.cache.retain(plan_keys)
        references = self._references(content, plan_keys)
        linked = link_plans(references, content, site, as_of)
        located = zip(plan_keys, content.plans, linked, strict=True)
        fresh = self._freshness(content, site, as_of, plan_history)
        plans = tuple(
            LinkedPlan(key, source, *pair, each) for (key, source, pair), each in zip(located, fresh, strict=True)
        )
        return LinkedPlans(content, site, as_of, plans)

    def summarise(self, linked: LinkedPlans) -> Portfolio:
        """All accounts in summarise."""
        plans = dict(zip(linked.summary_keys(), linked.plans, strict=True))
        known = self.cache.get(plans, Summary)
        missing = {key: plan for key, plan in plans.items() if key not in known}
        made = {key: done.summary for key, done in self._judged(missing, linked, None, False)}
        self.cache.put(made)
        known |= made
        return linked.portfolio(known[key] for key in plans)

    def render(
        self, plans: Mapping[Key, tuple[Key, LinkedPlan]], linked: LinkedPlans, render: Shown, pages: bool = True
    ) -> Iterator[tuple[Key, JobResult]]:
        """Judge and render plans, given by the key of what is shown, each with the key of its summary."""
        done = self._judged({key: plan for key, (_, plan) in plans.items()}, linked, render, pages)
        for batch in batches(done):
            rows = {key: each.rows for key, each in batch}
            self.cache.put(rows | {plans[key][0]: each.summary for key, each in batch})
            if render.histories is not None:
                render.histories.keep((plans[key][1], each.past) for key, each in batch if each.past)
            yield from batch

    def pages(self, plan: LinkedPlan, linked: LinkedPlans, render: Shown) -> dict[str, bytes]:
        """The own pages of one account by their addresses, for a reader who asks for them; nothing is remembered."""
        ((_, done),) = self._judged({plan.key: plan}, linked, render, True)
        return dict(done.pages)

    def _freshness(
        self, content: Content, site: SiteConfig, as_of: date, plan_history: PlanHistory | None
    ) -> Sequence[Freshness]:
        if plan_history is None:
            return [UNKNOWN] * len(content.plans)
        from kamgen.engine.freshness import FreshnessFinder

        context = JobContext(site, as_of, content.folder, None, False)
        return FreshnessFinder(context, plan_history, self.cache, self.pool).of(content.plans)

    def _references(self, content: Content, plan_keys: Sequence[Key]) -> list[AccountRef]:
        sources = dict(zip(map(keys.reference_key, plan_keys), zip(plan_keys, content.plans, strict=True), strict=True))
        known = self.cache.get(sources, AccountRef)
        missing = {key: source for key, source in sources.items() if key not in known}
        task = partial(parse_batch, content.folder)
        parsed = self.pool.map(task, [source for _, source in missing.values()], len(missing), "Reading plans")
        done = zip(missing.items(), parsed, strict=True)
        for batch in batches(done):
            plans = {key: made.plan for (_, (key, _)), made in batch if made.plan}
            references = {key: made.reference for (key, _), made in batch}
            self._plans |= plans
            known |= references
            self.cache.put({**plans, **references})
        return [known[key] for key in sources]

    def _judged(
        self, plans: Mapping[Key, LinkedPlan], linked: LinkedPlans, render: Shown | None, pages: bool
    ) -> Iterator[tuple[Key, JobResult]]:
        if not plans:
            return iter(())
        config, histories = render or (None, None)
        context = encode(JobContext(linked.site, linked.as_of, linked.content.folder, config, pages))
        jobs = self._jobs(plans.values(), histories)
        done = self.pool.map(partial(judge_batch, context), jobs, len(plans), "Judging plans")
        return zip(plans, done, strict=True)

    def _jobs(self, plans: Iterable[LinkedPlan], histories: Histories | None) -> Iterator[JudgeJob]:
        """Jobs of plans, each recalled shortly before it is sent: thousands at once would fill memory."""
        for batch in batches(plans):
            remembered = self.cache.get([plan.key for plan in batch if plan.key not in self._plans], bytes)
            told = histories.shown(batch) if histories else {}
            for key, source, _, links, freshness in batch:
                plan = self._plans.pop(key, None) or remembered.get(key)
                yield JudgeJob(plan, links, freshness, source, told.get(source.path))
