"""What all work of a run has in common, sent to workers once, and how a plan that was sent is read."""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from kamgen.cache.values import DamagedValue
from kamgen.cache.values import decode as decode_value
from kamgen.model.config import SiteConfig
from kamgen.model.source import Source

if TYPE_CHECKING:
    from kamgen.model.plan import Plan
    from kamgen.pipeline import Judge
    from kamgen.render.site_context import RenderConfig


@dataclass(frozen=True, slots=True)
class JobContext:
    """The same for all jobs of a run."""

    site: SiteConfig
    as_of: date
    folder: str
    """The content folder below the site's root."""
    config: RenderConfig | None
    """None when nothing is to be rendered."""
    pages: bool
    """Whether the accounts' own pages are wanted too."""


def encode(context: JobContext) -> bytes:
    """A context as it is sent to workers."""
    return pickle.dumps(context, 5)


@lru_cache(maxsize=2)
def decode(context: bytes) -> JobContext:
    """The context that `encode` wrote; read once in each process."""
    found: JobContext = pickle.loads(context)
    return found


@lru_cache(maxsize=2)
def judge_of(context: bytes) -> Judge:
    """Who judges by that context; made once in each process."""
    from kamgen.pipeline import Judge

    found = decode(context)
    return Judge(found.site, found.as_of)


def plan_of(sent: bytes | None, source: Source, folder: str) -> Plan:
    """A plan as `cache.values` wrote it; parsed anew when it was not sent, or cannot be read."""
    if sent is not None:
        with suppress(DamagedValue):
            from kamgen.model.plan import Plan

            return decode_value(sent, Plan)
    from kamgen.parse.plan import parse_plan

    return parse_plan(source, folder)
