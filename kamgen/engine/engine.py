"""The engine: the stages of `kamgen.pipeline`, with what was made before cached and the rest made by a pool.

link   content ─▶ references, links, freshness, and the key of every plan
summarise    ─▶ a summary of each account, which is all that `check` needs
render     ─▶ accounts judged and rendered (see `engine.site` for the site as a whole)

No code decides what is out of date: whatever has the same key was made from the same (see `engine.keys`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import Struct

from kamgen.cache import Cache, Key
from kamgen.engine import keys
from kamgen.engine.jobs import JobContext, JobResult, JudgeJob, VersionsJob, freshen, judge, parse
from kamgen.engine.worker_pool import WorkerPool, batches
from kamgen.history.credits import drafts_needed
from kamgen.history.plan_history import Lineage, PlanHistory, lineages
from kamgen.link import link_plans
from kamgen.model.account_history import AccountHistory
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, AccountRef, Freshness, Links
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio, Summary

if TYPE_CHECKING:
    from kamgen.render.theme import RenderConfig

T = TypeVar("T")
R = TypeVar("R")

_FIRST = 2
"""Versions of a plan that are read at first to tell when it last changed."""

_AT_ONCE = 8
"""Plans whose versions are read at once."""


class LinkedPlan(NamedTuple):
    """One plan among the others."""

    key: Key
    """Of the parsed plan."""
    source: Source
    reference: AccountRef
    links: Links
    freshness: Freshness


class LinkedPlans(Struct, frozen=True):
    """All plans of a site, parsed and linked: what everything else is made from."""

    content: Content
    site: SiteConfig
    as_of: date
    plans: tuple[LinkedPlan, ...]

    def summary_keys(self) -> list[Key]:
        """The key of each account in brief."""
        judged = keys.judge_key(self.site, self.as_of)
        return [keys.summary_key(plan.key, plan.links, plan.freshness, judged) for plan in self.plans]

    def portfolio(self, summaries: Iterable[Summary]) -> Portfolio:
        """All accounts together."""
        return Portfolio(self.site, self.as_of, tuple(summaries))

    def context(self, config: RenderConfig | None = None, pages: bool = False) -> JobContext:
        """What jobs of these plans have in common."""
        return JobContext(self.site, self.as_of, self.content.folder, config, pages)


class AccountJob(NamedTuple):
    """One account that is to be rendered."""

    summary: Key
    pages_key: Key
    """Of its rows on other pages, and its own pages."""
    plan: LinkedPlan
    addresses: tuple[str, ...]
    """Of its pages."""


class Engine:
    """Makes what is asked for from content. Same content, same site, same day: same bytes, whatever is remembered."""

    def __init__(self, cache: Cache, pool: WorkerPool) -> None:
        self.cache = cache
        self.pool = pool
        self._plans: dict[Key, bytes] = {}
        """Plans that this run parsed, until they are judged."""

    def cached(self, things: Mapping[Key, T], kind: type[R], make: Callable[[list[T]], Iterable[R]]) -> dict[Key, R]:
        """What is known under the key of each thing; of the others what ``make`` makes of them, in their order."""
        found = self.cache.get(things, kind)
        missing = {key: thing for key, thing in things.items() if key not in found}
        for batch in batches(zip(missing, make(list(missing.values())), strict=True) if missing else ()):
            made = dict(batch)
            self.cache.put(made)
            found |= made
        return {key: found[key] for key in things}

    def link(
        self, content: Content, site: SiteConfig, as_of: date, plan_history: PlanHistory | None = None
    ) -> LinkedPlans:
        """Parse and link all plans; ``plan_history`` tells when they last changed. Raises what reading it raises."""
        sources = {keys.plan_key(source, content.folder): source for source in content.plans}
        self.cache.retain(sources)
        linked = link_plans(self._references(sources, content.folder), content, site, as_of)
        fresh = self._freshness(content.plans, JobContext(site, as_of, content.folder), plan_history)
        located = zip(sources.items(), linked, fresh, strict=True)
        plans = tuple([LinkedPlan(key, source, *pair, each) for (key, source), pair, each in located])
        return LinkedPlans(content, site, as_of, plans)

    def summarise(self, linked: LinkedPlans) -> Portfolio:
        """All accounts in brief."""

        def made(plans: Sequence[LinkedPlan]) -> Iterator[Summary]:
            return (done.summary for done in self._judged(plans, linked.context()))

        plans = dict(zip(linked.summary_keys(), linked.plans, strict=True))
        return linked.portfolio(self.cached(plans, Summary, made).values())

    def render(
        self,
        jobs: Sequence[AccountJob],
        linked: LinkedPlans,
        config: RenderConfig,
        histories: Mapping[str, AccountHistory],
        pages: bool = True,
    ) -> Iterator[tuple[AccountJob, JobResult]]:
        """Judge and render accounts; ``histories`` are those that pages tell of, by the paths of plans."""
        if not jobs:
            return
        done = self._judged([job.plan for job in jobs], linked.context(config, pages), histories)
        for batch in batches(zip(jobs, done, strict=True)):
            rows = {job.pages_key: each.rows for job, each in batch}
            self.cache.put(rows | {job.summary: each.summary for job, each in batch})
            yield from batch

    def _references(self, sources: Mapping[Key, Source], folder: str) -> Sequence[AccountRef]:
        def made(plans: Sequence[Key]) -> Iterator[AccountRef]:
            task, found = partial(parse, folder), (sources[key] for key in plans)
            parsed = self.pool.map(task, found, len(plans), "Reading plans")
            for batch in batches(zip(plans, parsed, strict=True)):
                texts = {key: plan for key, (plan, _) in batch if plan}
                self._plans |= texts
                self.cache.put(texts)
                yield from (reference for _, (_, reference) in batch)

        asked = {keys.reference_key(key): key for key in sources}
        return list(self.cached(asked, AccountRef, made).values())

    def _freshness(
        self, sources: Sequence[Source], context: JobContext, history: PlanHistory | None
    ) -> list[Freshness]:
        """When each plan last changed: told by the log alone where a plan has one version, else by reading back."""
        known = lineages(history.log, [source.path for source in sources]) if history else {}
        if history is None or not known:  # no version control, or not for these plans
            return [UNKNOWN] * len(sources)
        told: dict[str, Freshness] = {}
        asked: dict[Key, tuple[Source, Lineage]] = {}
        for source in sources:
            lineage = known.get(source.path, ())
            committed = bool(lineage) and history.is_same(source.data, lineage[0].blob)
            if found := _freshness_from_log(source, lineage, committed, context.as_of):
                told[source.path] = found
            else:
                asked[keys.freshness_key(source, lineage, committed, context)] = source, lineage
        made = self.cached(asked, Freshness, partial(self._read_back, context, history))
        told |= {asked[key][0].path: found for key, found in made.items()}
        return [told[source.path] for source in sources]

    def _read_back(
        self, context: JobContext, history: PlanHistory, asked: Sequence[tuple[Source, Lineage]]
    ) -> list[Freshness]:
        """In rounds, twice as many versions in each, since the newest mostly tell."""
        found: dict[int, Freshness] = {}
        count = _FIRST
        while left := [number for number in range(len(asked)) if number not in found]:
            jobs = version_jobs(history, [asked[number] for number in left], count)
            answers = self.pool.map(partial(freshen, context.encoded()), jobs, len(left), "Reading history")
            found |= {number: answer for number, answer in zip(left, answers, strict=True) if answer is not None}
            count *= 2
        return [found[number] for number in range(len(asked))]

    def _judged(
        self,
        plans: Sequence[LinkedPlan],
        context: JobContext,
        histories: Mapping[str, AccountHistory] = MappingProxyType({}),
    ) -> Iterator[JobResult]:
        task, jobs = partial(judge, context.encoded()), self._jobs(plans, histories)
        return self.pool.map(task, jobs, len(plans), "Judging plans")

    def _jobs(self, plans: Iterable[LinkedPlan], histories: Mapping[str, AccountHistory]) -> Iterator[JudgeJob]:
        """Jobs of plans, each recalled shortly before it is sent: thousands at once would fill memory."""
        for batch in batches(plans):
            known = self.cache.get([plan.key for plan in batch if plan.key not in self._plans], bytes)
            for key, source, _, links, freshness in batch:
                text = self._plans.pop(key, None) or known.get(key)
                yield JudgeJob(text, links, freshness, source, histories.get(source.path))


def _freshness_from_log(source: Source, lineage: Lineage, committed: bool, as_of: date) -> Freshness | None:
    """When a plan last changed, if the log alone tells it."""
    if not lineage:
        return Freshness(as_of, "", "", ())
    newest = lineage[0]
    if newest.cut and committed:
        return UNKNOWN
    if source.refusal or (committed and len(lineage) == 1):
        return Freshness(newest.day, newest.written.author, newest.written.id, ())
    return None


def version_jobs(
    history: PlanHistory, plans: Iterable[tuple[Source, Lineage]], count: int | None = None
) -> Iterator[VersionsJob]:
    """The newest ``count`` versions of each plan, or all of them, read some plans at a time."""
    for batch in batches(plans, _AT_ONCE):
        beside = [drafts_needed(lineage[:count]) for _, lineage in batch]
        wanted = [
            ([each.blob for each in lineage[:count]], blobs) for (_, lineage), blobs in zip(batch, beside, strict=True)
        ]
        contents = history.read([blob for several in wanted for blobs in several for blob in blobs])
        for (source, lineage), blobs in zip(batch, beside, strict=True):
            versions = tuple([(revision, next(contents)) for revision in lineage[:count]])
            drafts = tuple([(blob, next(contents)) for blob in blobs])
            committed = history.is_same(source.data, lineage[0].blob)
            yield VersionsJob(source, committed, versions, count is None or len(lineage) <= count, drafts)
