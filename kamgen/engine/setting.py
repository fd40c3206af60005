"""What all work of a run has in common, sent to workers once, and how a plan that was sent is read."""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from kamgen.cache.values import DamagedValue, load
from kamgen.model.config import SiteConfig
from kamgen.model.source import Source

if TYPE_CHECKING:
    from kamgen.model.plan import Plan
    from kamgen.pipeline import Judge
    from kamgen.render.frame import RenderConfig


@dataclass(frozen=True, slots=True)
class Setting:
    """The same for all jobs of a run."""

    site: SiteConfig
    as_of: date
    folder: str
    """The content folder below the site's root."""
    config: RenderConfig | None
    """None when nothing is to be rendered."""
    pages: bool
    """Whether the accounts' own pages are wanted too."""


def packed(setting: Setting) -> bytes:
    """A setting as it is sent to workers."""
    return pickle.dumps(setting, 5)


@lru_cache(maxsize=2)
def given(setting: bytes) -> Setting:
    """The setting that `packed` wrote; read once in each process."""
    found: Setting = pickle.loads(setting)
    return found


@lru_cache(maxsize=2)
def judge_of(setting: bytes) -> Judge:
    """Who judges by that setting; made once in each process."""
    from kamgen.pipeline import Judge

    found = given(setting)
    return Judge(found.site, found.as_of)


def plan_of(sent: bytes | None, source: Source, folder: str) -> Plan:
    """A plan as `cache.values` wrote it; parsed anew when it was not sent, or cannot be read."""
    if sent is not None:
        with suppress(DamagedValue):
            plan: Plan = load(sent)
            return plan
    from kamgen.parse.plan import parse_plan

    return parse_plan(source, folder)
