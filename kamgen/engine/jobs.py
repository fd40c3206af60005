"""The work that is done plan by plan, in whatever process: pure functions of values that can be sent.

parse             source ─▶ plan, and what others may know of it; parse_versions: of versions of a plan
judge             plan ─▶ account: its summary, and its rows and pages when the context says how
freshen           versions ─▶ when a plan last changed
compare_versions  versions ─▶ its change log, its moves, what changed since its last review
judge_days        days gone by ─▶ what it came to on each

What does the work is imported when there is work: most runs have none.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kamgen.cache.values import DamagedValue, decode, encode
from kamgen.history.plan_history import PlanRevision
from kamgen.model.account_history import NO_HISTORY, AccountHistory, AccountPoint
from kamgen.model.config import SiteConfig
from kamgen.model.context import AccountRef, Freshness, Links
from kamgen.model.places import Places
from kamgen.model.source import Commit, Source
from kamgen.model.summary import Summary

if TYPE_CHECKING:
    from kamgen.history.account_history import Content
    from kamgen.model.change import PlanChange
    from kamgen.model.plan import Plan
    from kamgen.parse.versions import VersionReader
    from kamgen.pipeline import Judge
    from kamgen.render.account_rows import AccountRows
    from kamgen.render.site import Renderer
    from kamgen.render.theme import RenderConfig


class JobContext(Struct, frozen=True, dict=True):
    """The same for all jobs of a run; what does the work by it is made once in each process."""

    site: SiteConfig
    as_of: date
    folder: str
    """The content folder below the site's root."""
    config: RenderConfig | None = None
    """None when nothing is to be rendered."""
    pages: bool = False
    """Whether the accounts' own pages are wanted too."""

    def encoded(self) -> bytes:
        """The context as it is sent to workers."""
        return pickle.dumps(self, 5)

    @cached_property
    def judge(self) -> Judge:
        """Who judges."""
        from kamgen.pipeline import Judge

        return Judge(self.site, self.as_of)

    @cached_property
    def renderer(self) -> Renderer | None:
        """Who renders, when anybody does."""
        if self.config is None:
            return None
        from kamgen.render.site import Renderer

        return Renderer(self.config)

    def plan(self, source: Source, sent: bytes | None = None) -> Plan:
        """A plan as `cache.values` wrote it; parsed anew when it was not sent, or cannot be read."""
        if sent is not None:
            from kamgen.model.plan import Plan

            with suppress(DamagedValue):
                return decode(sent, Plan)
        from kamgen.parse.plan import parse_plan

        return parse_plan(source, self.folder)


@lru_cache(maxsize=64)
def reader_of(folder: str, path: str) -> VersionReader:  # noqa: ARG001 (one for each plan)
    """What reads versions of the plan at ``path``; what they have in common is read once in each process."""
    from kamgen.parse.versions import VersionReader

    return VersionReader(folder)


@lru_cache(maxsize=2)
def decode_context(encoded: bytes) -> JobContext:
    """The context that was sent; read once in each process."""
    found: JobContext = pickle.loads(encoded)
    return found


class JudgeJob(NamedTuple):
    """One plan to be judged, and rendered when the context says how."""

    plan: bytes | None
    """As `parse` made it; None: to be parsed anew."""
    links: Links
    freshness: Freshness
    source: Source
    past: AccountHistory | None = None
    """For pages, with its points before today; None without history, and when nothing is to be rendered."""


class JobResult(NamedTuple):
    """What came of a plan that was judged."""

    summary: Summary
    rows: AccountRows | None = None
    """None when nothing was to be rendered."""
    pages: tuple[tuple[str, bytes], ...] = ()
    """Address below the site and content of the account's own pages; empty when they were not wanted."""


class VersionsJob(NamedTuple):
    """One plan whose versions are compared."""

    source: Source
    committed: bool
    """Whether the newest version is the plan itself."""
    versions: tuple[tuple[PlanRevision, bytes], ...]
    """Newest first."""
    whole: bool
    """Whether these are all versions."""
    drafts: tuple[tuple[str, bytes], ...] = ()
    """Contents that the plan had beside the main line, by their ids, where they are needed to tell who wrote what."""
    reviewed: date | None = None
    """The day of the last review that took place."""

    def by_id(self, reader: VersionReader, versions: list[tuple[PlanRevision, Plan]]) -> dict[str, Content]:
        """What the plan was, on the main line and beside it, by the ids of its contents."""
        from kamgen.history.account_history import Content
        from kamgen.history.repair import repaired

        texts = dict(self.drafts) | {revision.blob: data for revision, data in self.versions}
        plans = {revision.blob: plan for revision, plan in versions}
        plans |= {blob: self._read(reader, data) for blob, data in self.drafts}
        mended = self._mended(plans)
        found = {}
        for blob, plan in plans.items():
            right = plan
            if not plan.readable and mended.get(blob):
                right = repaired(texts[blob], texts[mended[blob]], partial(self._read, reader)) or plan
            found[blob] = Content(plan, right)
        return found

    def _read(self, reader: VersionReader, data: bytes) -> Plan:
        return reader.read(Source(self.source.path, data))

    def _mended(self, plans: Mapping[str, Plan]) -> dict[str, str]:
        """For each content that cannot be read the next that can."""
        found: dict[str, str] = {}
        last = ""
        for revision, _ in self.versions:
            last = revision.blob if plans[revision.blob].readable else last
            drafts = [blob for draft in revision.drafts for blob in (draft.after, draft.before)]
            found = dict.fromkeys([revision.blob, *drafts], last) | found
        return found

    def parsed(self, reader: VersionReader, as_of: date) -> list[tuple[PlanRevision, Plan]]:
        """All versions, newest first; the plan itself before them when it is not committed."""
        plans = [(each, reader.read(Source(each.path, data))) for each, data in self.versions]
        if self.committed:
            return plans
        here = PlanRevision(as_of, Commit("", as_of, "", ""), self.source.path, "", False)
        return [(here, reader.read(self.source)), *plans]


class DaysJob(NamedTuple):
    """One plan that stood on one or more days gone by."""

    plan: bytes | None
    """As in `JudgeJob`."""
    source: Source
    days: tuple[tuple[date, Links, Freshness], ...]


def parse(folder: str, source: Source) -> tuple[bytes | None, AccountRef]:
    """A plan as `cache.values` writes it, if it can, and what others may know of it.

    It is sent and remembered more often than it is looked at.
    """
    from kamgen.link import refer
    from kamgen.parse.plan import parse_plan

    plan = parse_plan(source, folder)
    return encode(plan), refer(plan)


def parse_versions(folder: str, sources: tuple[Source, ...]) -> list[tuple[bytes | None, AccountRef]]:
    """Like `parse`, of versions of one plan."""
    from kamgen.link import refer

    reader = reader_of(folder, sources[0].path)
    return [(encode(plan), refer(plan)) for plan in map(reader.read, sources)]


def judge(context: bytes, job: JudgeJob) -> JobResult:
    """An account, judged and rendered. ``context`` is a `JobContext`, encoded once for all jobs."""
    from kamgen.analyse.summary import account_point, summarise
    from kamgen.parse.published import published

    run = decode_context(context)
    account = run.judge(run.plan(job.source, job.plan), job.links, job.freshness)
    summary = summarise(account, run.site, run.as_of)
    if run.renderer is None:
        return JobResult(summary)
    past = job.past or NO_HISTORY
    if past.points:
        today = account_point(summary, run.as_of, run.site.calendar().year_of(run.as_of))
        past = replace(past, points=(*past.points, today))
    pages = run.renderer.account(account, published(job.source), past) if run.pages else ()
    return JobResult(summary, run.renderer.rows(account, summary, past), pages)


def freshen(context: bytes, job: VersionsJob) -> Freshness | None:
    """When a plan last changed; None where older versions must be read to tell."""
    from kamgen.facts.client import undated_topics
    from kamgen.history.account_history import freshness_of

    run = decode_context(context)
    reader = reader_of(run.folder, job.source.path)
    versions = job.parsed(reader, run.as_of)
    newest = versions[0][1]
    topics = undated_topics(newest, run.judge.context(newest.front.category)[1])
    return freshness_of(versions, job.whole, topics, run.site, job.by_id(reader, versions))


def compare_versions(context: bytes, job: VersionsJob) -> AccountHistory:
    """The past of one plan, without its points."""
    from kamgen.compare.plans import compare_plans
    from kamgen.history.account_history import account_history_of

    run = decode_context(context)

    def compare(before: Plan, after: Plan, day: date) -> PlanChange:
        return compare_plans(before, after, run.site, day)

    reader, calendar = reader_of(run.folder, job.source.path), run.site.calendar()
    versions = job.parsed(reader, run.as_of)
    committed, contents = versions[-len(job.versions) :], job.by_id(reader, versions)
    return account_history_of(versions[0][1], committed, job.whole, job.reviewed, compare, calendar, contents)


def judge_days(context: bytes, job: DaysJob) -> list[AccountPoint]:
    """What a plan came to on each of its days. No line of it is told, so that none is looked up."""
    from kamgen.analyse.summary import standings, summarise

    run = decode_context(context)
    plan = msgspec.structs.replace(run.plan(job.source, job.plan), places=Places())
    calendar = run.site.calendar()
    found: list[AccountPoint] = []
    for day, links, freshness in job.days:
        summary = summarise(_scores_on(context, day)(plan, links, freshness), run.site, day)
        found += standings([summary], day, calendar.year_of(day))
    return found


@lru_cache(maxsize=128)
def _scores_on(context: bytes, day: date) -> Judge:
    """Judges by the rules that count in scores, as of a day."""
    from kamgen.model.rule import Element
    from kamgen.pipeline import Judge

    run = decode_context(context)
    return Judge(run.site, day, [rule for rule in run.judge.rules if isinstance(rule.element, Element)])
