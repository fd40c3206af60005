"""The work that is done plan by plan, in batches, in whatever process: pure functions of values that can be sent.

What does the work is imported when there is work: most runs have none.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kamgen.memory.values import DamagedValue, dump, load
from kamgen.model.config import SiteConfig
from kamgen.model.history import Freshness
from kamgen.model.links import Links
from kamgen.model.reference import Reference
from kamgen.model.source import Source
from kamgen.model.summary import Summary

if TYPE_CHECKING:
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


class Done(NamedTuple):
    """What came of a job."""

    summary: Summary
    listing: Listing | None
    """None when nothing was to be rendered."""
    pages: tuple[tuple[str, bytes], ...]
    """Address below the site and content of the account's own pages; empty when they were not wanted."""


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
        listing = renderer.listing(account, summary) if renderer else None
        pages = renderer.account(account, job.source) if renderer and given.pages else ()
        done.append(Done(summary, listing, pages))
    return done


def _plan(job: Job, folder: str) -> Plan:
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
def _tools(setting: bytes) -> tuple[Setting, Judge, Renderer | None]:
    """What jobs are done with: made once in each process."""
    from kamgen.pipeline import Judge

    given: Setting = pickle.loads(setting)
    judge = Judge(given.site, given.as_of)
    if given.look is None:
        return given, judge, None
    from kamgen.render.site import Renderer

    return given, judge, Renderer(given.look)
