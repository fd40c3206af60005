"""The work that history asks for, plan by plan, in whatever process: pure functions of values that can be sent.

freshen   versions ─▶ when a plan last changed
past      versions ─▶ its change log, its moves, what changed since its last review
point     days gone by ─▶ what it came to on each
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from kamgen.engine.job_context import JobContext, decode, judge_of, plan_of
from kamgen.model.account_history import AccountHistory, Standing
from kamgen.model.context import Freshness, Links
from kamgen.model.places import Places
from kamgen.model.source import Source

if TYPE_CHECKING:
    from kamgen.history.plan_history import PlanRevision
    from kamgen.model.change import PlanChange
    from kamgen.model.plan import Plan
    from kamgen.pipeline import Judge


class FreshJob(NamedTuple):
    """One plan of which is asked when it last changed."""

    source: Source
    committed: bool
    """Whether the newest version is the plan itself."""
    versions: tuple[tuple[PlanRevision, bytes], ...]
    """Newest first."""
    whole: bool
    """Whether these are all versions."""


class HistoryJob(NamedTuple):
    """One plan whose past is wanted."""

    source: Source
    committed: bool
    """Whether the newest version is the plan itself."""
    versions: tuple[tuple[PlanRevision, bytes], ...]
    """Newest first."""
    whole: bool
    """Whether these are all versions."""
    reviewed: date | None
    """The day of the last review that took place."""


class PointJob(NamedTuple):
    """One plan that stood on one or more days gone by."""

    plan: bytes | None
    """As in `tasks.Parsed`; None: to be parsed anew."""
    source: Source
    days: tuple[tuple[date, Links, Freshness], ...]


def freshen_batch(context: bytes, jobs: Sequence[FreshJob]) -> list[Freshness | None]:
    """When plans last changed; None where older versions must be read to tell."""
    from kamgen.facts.client import undated_topics
    from kamgen.history.freshness import ParsedRevision, freshness_of
    from kamgen.parse.plan import parse_plan

    all_jobs, judge = decode(context), judge_of(context)
    calendar = all_jobs.site.calendar()
    found = []
    for job in jobs:
        versions = [] if job.committed else [ParsedRevision(None, parse_plan(job.source, all_jobs.folder))]
        versions += [
            ParsedRevision(revision, parse_plan(Source(revision.path, data), all_jobs.folder))
            for revision, data in job.versions
        ]
        newest = versions[0].plan
        asked = undated_topics(newest, judge.context(newest.front.category)[1])
        found.append(freshness_of(versions, job.whole, asked, calendar, all_jobs.as_of))
    return found


def history_batch(context: bytes, jobs: Sequence[HistoryJob]) -> list[AccountHistory]:
    """The histories of plans, without their points."""
    all_jobs = decode(context)
    return [make_history(job, all_jobs) for job in jobs]


def make_history(job: HistoryJob, context: JobContext) -> AccountHistory:
    """The past of one plan, without its points."""
    from kamgen.compare.plans import compare_plans
    from kamgen.history.account_history import account_history_of
    from kamgen.parse.plan import parse_plan

    calendar, lower_is_better = context.site.calendar(), context.site.lower_is_better()

    def compare(before: Plan, after: Plan, day: date) -> PlanChange:
        return compare_plans(before, after, calendar, day, lower_is_better)

    versions = [(revision, parse_plan(Source(revision.path, data), context.folder)) for revision, data in job.versions]
    plan = versions[0][1] if job.committed else parse_plan(job.source, context.folder)
    return account_history_of(plan, versions, job.whole, job.reviewed, compare)


def point_batch(context: bytes, jobs: Sequence[PointJob]) -> list[list[Standing]]:
    """What plans came to on each of their days. No line of theirs is told, so that none is looked up."""
    from kamgen.analyse.summary import standing

    folder = decode(context).folder
    found = []
    for job in jobs:
        plan = replace(plan_of(job.plan, job.source, folder), places=Places())
        judged = ((day, _scores_on(context, day)(plan, links, freshness)) for day, links, freshness in job.days)
        found.append([standing(account, day, decode(context).site.calendar().year_of(day)) for day, account in judged])
    return found


@lru_cache(maxsize=128)
def _scores_on(context: bytes, day: date) -> Judge:
    """Judges by the rules that count in scores, as of a day."""
    from kamgen.model.rule import Element
    from kamgen.pipeline import Judge

    site = decode(context).site
    return Judge(site, day, [rule for rule in Judge(site, day).rules if isinstance(rule.element, Element)])
