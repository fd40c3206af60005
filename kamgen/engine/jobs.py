"""The work that is done plan by plan, in batches, in whatever process: pure functions of values that can be sent.

What does the work is imported when there is work: most runs have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kamgen.cache.values import encode
from kamgen.engine.history_jobs import HistoryJob, make_history
from kamgen.engine.job_context import decode, judge_of, plan_of
from kamgen.model.account_history import NO_HISTORY, AccountHistory, Point
from kamgen.model.context import AccountRef, Freshness, Links
from kamgen.model.source import Source
from kamgen.model.summary import Summary

if TYPE_CHECKING:
    from kamgen.pipeline import Judge
    from kamgen.render.account_rows import AccountRows
    from kamgen.render.site import Renderer


class Parsed(NamedTuple):
    """One plan, parsed."""

    plan: bytes | None
    """The plan as `cache.values` writes it, if it can: it is sent and remembered more often than it is looked at."""
    reference: AccountRef


class JudgeJob(NamedTuple):
    """One plan to be judged, and rendered when the context says how."""

    plan: bytes | None
    """As in `Parsed`; None: to be parsed anew."""
    links: Links
    freshness: Freshness
    source: Source
    past: ShownHistory | None = None
    """For pages; None without history, and when nothing is to be rendered."""


class ShownHistory(NamedTuple):
    """What is to be shown of a plan's past."""

    past: AccountHistory | HistoryJob
    """Without its points."""
    points: tuple[Point, ...]
    """Those before today."""


class JobResult(NamedTuple):
    """What came of a job."""

    summary: Summary
    rows: AccountRows | None
    """None when nothing was to be rendered."""
    pages: tuple[tuple[str, bytes], ...]
    """Address below the site and content of the account's own pages; empty when they were not wanted."""
    past: AccountHistory | None = None
    """Without its points, when it was made here."""


def parse_batch(folder: str, sources: Sequence[Source]) -> list[Parsed]:
    """Plans, parsed."""
    from kamgen.link import refer
    from kamgen.parse.plan import parse_plan

    plans = [parse_plan(source, folder) for source in sources]
    return [Parsed(encode(plan), refer(plan)) for plan in plans]


def judge_batch(context: bytes, jobs: Sequence[JudgeJob]) -> list[JobResult]:
    """Accounts, judged and rendered. ``context`` is a `JobContext`, encoded once for all batches."""
    from kamgen.analyse.summary import summarise

    run, judge, renderer = decode(context), judge_of(context), _renderer(context)
    done = []
    for job in jobs:
        account = judge(plan_of(job.plan, job.source, run.folder), job.links, job.freshness)
        summary = summarise(account, judge.site, judge.as_of)
        if renderer is None:
            done.append(JobResult(summary, None, ()))
            continue
        made = make_history(job.past.past, run) if job.past and isinstance(job.past.past, HistoryJob) else None
        past = _until_today(job.past, made, summary, judge) if job.past else NO_HISTORY
        rows = renderer.rows(account, summary, past)
        pages = renderer.account(account, job.source, past) if run.pages else ()
        done.append(JobResult(summary, rows, pages, made))
    return done


def _until_today(shown: ShownHistory, made: AccountHistory | None, summary: Summary, judge: Judge) -> AccountHistory:
    """The past as it is shown."""
    past = made if isinstance(shown.past, HistoryJob) else shown.past
    if past is None or not shown.points:
        return past or NO_HISTORY
    from kamgen.analyse.summary import account_point

    today = account_point(summary, judge.as_of, judge.site.calendar().year_of(judge.as_of))
    return replace(past, points=(*shown.points, today))


@lru_cache(maxsize=2)
def _renderer(context: bytes) -> Renderer | None:
    """Who renders; made once in each process."""
    config = decode(context).config
    if config is None:
        return None
    from kamgen.render.site import Renderer

    return Renderer(config)
