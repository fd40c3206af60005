"""The work that is done plan by plan, in batches, in whatever process: pure functions of values that can be sent.

What does the work is imported when there is work: most runs have none.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kamgen.memory.values import DamagedValue, dump, load
from kamgen.model.config import SiteConfig
from kamgen.model.history import Freshness
from kamgen.model.links import Links
from kamgen.model.past import NO_PAST, AccountPast, Point, Standing
from kamgen.model.reference import Reference
from kamgen.model.source import Source
from kamgen.model.summary import Summary

if TYPE_CHECKING:
    from kamgen.compare.lineage import Held
    from kamgen.model.change import PlanChange
    from kamgen.model.plan import Plan
    from kamgen.pipeline import Judge
    from kamgen.render.frame import Look
    from kamgen.render.listing import Listing
    from kamgen.render.site import Renderer


class Parsed(NamedTuple):
    """One plan, parsed."""

    plan: bytes
    """The plan as `memory.values` writes it: it is sent and remembered more often than it is looked at."""
    reference: Reference


class Job(NamedTuple):
    """One plan to be judged, and rendered when the setting says how."""

    plan: bytes | None
    """As in `Parsed`; None: to be parsed anew."""
    links: Links
    freshness: Freshness
    source: Source
    past: ShownPast | None = None
    """For pages; None without history, and when nothing is to be rendered."""


class ShownPast(NamedTuple):
    """What is to be shown of a plan's past."""

    past: AccountPast | PastJob
    """Without its points."""
    points: tuple[Point, ...]
    """Those before today."""


class FreshJob(NamedTuple):
    """One plan of which is asked when it last changed."""

    source: Source
    committed: bool
    """Whether the newest version is the plan itself."""
    versions: tuple[tuple[Held, bytes], ...]
    """Newest first."""
    whole: bool
    """Whether these are all versions."""


class PastJob(NamedTuple):
    """One plan whose past is wanted."""

    source: Source
    committed: bool
    """Whether the newest version is the plan itself."""
    versions: tuple[tuple[Held, bytes], ...]
    """Newest first."""
    whole: bool
    """Whether these are all versions."""
    reviewed: date | None
    """The day of the last review that took place."""


class PointJob(NamedTuple):
    """One plan that stood on one or more days gone by."""

    plan: bytes | None
    """As in `Parsed`; None: to be parsed anew."""
    source: Source
    days: tuple[tuple[date, Links, Freshness], ...]


class Done(NamedTuple):
    """What came of a job."""

    summary: Summary
    listing: Listing | None
    """None when nothing was to be rendered."""
    pages: tuple[tuple[str, bytes], ...]
    """Address below the site and content of the account's own pages; empty when they were not wanted."""
    past: AccountPast | None = None
    """Without its points, when it was made here."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The same for all jobs of a run."""

    site: SiteConfig
    as_of: date
    folder: str
    """The content folder below the site's root."""
    look: Look | None
    """None when nothing is to be rendered."""
    pages: bool
    """Whether the accounts' own pages are wanted too."""


def parse_batch(folder: str, sources: Sequence[Source]) -> list[Parsed]:
    """Plans, parsed."""
    from kamgen.link import refer
    from kamgen.parse.plan import parse_plan

    plans = [parse_plan(source, folder) for source in sources]
    return [Parsed(dump(plan), refer(plan)) for plan in plans]


def judge_batch(setting: bytes, jobs: Sequence[Job]) -> list[Done]:
    """Accounts, judged and rendered. ``setting`` is a `Setting`, pickled once for all batches."""
    from kamgen.analyse.summary import summarise

    given, judge, renderer = _tools(setting)
    done = []
    for job in jobs:
        account = judge(_plan(job, given.folder), job.links, job.freshness)
        summary = summarise(account, judge.site, judge.as_of)
        if renderer is None:
            done.append(Done(summary, None, ()))
            continue
        made = _past_of(job.past.past, given) if job.past and isinstance(job.past.past, PastJob) else None
        past = _until_today(job.past, made, summary, judge) if job.past else NO_PAST
        listing = renderer.listing(account, summary, past)
        pages = renderer.account(account, job.source, past) if given.pages else ()
        done.append(Done(summary, listing, pages, made))
    return done


def _until_today(shown: ShownPast, made: AccountPast | None, summary: Summary, judge: Judge) -> AccountPast:
    """The past as it is shown."""
    past = made if isinstance(shown.past, PastJob) else shown.past
    if past is None or not shown.points:
        return past or NO_PAST
    from kamgen.analyse.points import account_point

    today = account_point(summary, judge.as_of, judge.site.calendar().year_of(judge.as_of))
    return replace(past, points=(*shown.points, today))


def freshen_batch(setting: bytes, jobs: Sequence[FreshJob]) -> list[Freshness | None]:
    """When plans last changed; None where older versions must be read to tell."""
    from kamgen.compare.freshness import Known, freshness_of
    from kamgen.parse.plan import parse_plan
    from kamgen.rules.client_view import undated_topics

    given, judge, _ = _tools(setting)
    calendar = given.site.calendar()
    found = []
    for job in jobs:
        versions = [] if job.committed else [Known(None, parse_plan(job.source, given.folder))]
        versions += [Known(held, parse_plan(Source(held.path, data), given.folder)) for held, data in job.versions]
        newest = versions[0].plan
        asked = undated_topics(newest, judge.context(newest.front.category)[1])
        found.append(freshness_of(versions, job.whole, asked, calendar, given.as_of))
    return found


def past_batch(setting: bytes, jobs: Sequence[PastJob]) -> list[AccountPast]:
    """The pasts of plans, without their points."""
    given = _given(setting)
    return [_past_of(job, given) for job in jobs]


def _past_of(job: PastJob, given: Setting) -> AccountPast:
    from kamgen.compare.past import past_of
    from kamgen.compare.plans import compare_plans
    from kamgen.parse.plan import parse_plan

    calendar, lower_is_better = given.site.calendar(), given.site.lower_is_better()

    def compare(before: Plan, after: Plan, day: date) -> PlanChange:
        return compare_plans(before, after, calendar, day, lower_is_better)

    versions = [(held, parse_plan(Source(held.path, data), given.folder)) for held, data in job.versions]
    plan = versions[0][1] if job.committed else parse_plan(job.source, given.folder)
    return past_of(plan, versions, job.whole, job.reviewed, compare)


def point_batch(setting: bytes, jobs: Sequence[PointJob]) -> list[list[Standing]]:
    """What plans came to on each of their days. No line of theirs is told, so that none is looked up."""
    from kamgen.analyse.points import standing
    from kamgen.model.places import FrontText

    folder = _given(setting).folder
    found = []
    for job in jobs:
        plan = replace(_plan(job, folder), front_text=FrontText("yaml", "", 1))
        judged = ((day, _scores_on(setting, day)(plan, links, freshness)) for day, links, freshness in job.days)
        found.append([standing(account, day, _given(setting).site.calendar().year_of(day)) for day, account in judged])
    return found


@lru_cache(maxsize=128)
def _scores_on(setting: bytes, day: date) -> Judge:
    """Judges by the rules that count in scores, as of a day."""
    from kamgen.model.rule import Element
    from kamgen.pipeline import Judge

    site = _given(setting).site
    return Judge(site, day, [rule for rule in Judge(site, day).rules if isinstance(rule.element, Element)])


def _plan(job: Job | PointJob, folder: str) -> Plan:
    if job.plan is not None:
        with suppress(DamagedValue):
            plan: Plan = load(job.plan)
            return plan
    from kamgen.parse.plan import parse_plan

    return parse_plan(job.source, folder)


def packed(setting: Setting) -> bytes:
    """A setting as it is sent to workers."""
    return pickle.dumps(setting, 5)


@lru_cache(maxsize=2)
def _given(setting: bytes) -> Setting:
    given: Setting = pickle.loads(setting)
    return given


@lru_cache(maxsize=2)
def _tools(setting: bytes) -> tuple[Setting, Judge, Renderer | None]:
    """What jobs are done with: made once in each process."""
    from kamgen.pipeline import Judge

    given = _given(setting)
    judge = Judge(given.site, given.as_of)
    if given.look is None:
        return given, judge, None
    from kamgen.render.site import Renderer

    return given, judge, Renderer(given.look)
