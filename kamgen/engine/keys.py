"""The keys under which work is remembered: one for each thing made, from all that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kamgen.memory.digest import digest, program
from kamgen.model.config import SiteConfig
from kamgen.model.history import Freshness
from kamgen.model.links import Links
from kamgen.model.source import Source

if TYPE_CHECKING:
    from kamgen.render.frame import Look
    from kamgen.render.theme import Theme

_NO_MATTER = ("build", "content", "extra")
"""Tables of site.toml that no account is judged by; pages are made with the last, which is part of their frame."""


def plan_key(source: Source, folder: str) -> bytes:
    """Of a parsed plan."""
    return digest("plan", program(), folder, source.path, source.refusal, source.data)


def reference_key(plan: bytes) -> bytes:
    """Of what others may know of the plan with that key."""
    return digest("reference", plan)


def judge_key(site: SiteConfig, as_of: date) -> bytes:
    """Of everything that all plans are judged by."""
    matters = site.model_copy(update=dict.fromkeys(_NO_MATTER))
    return digest("judge", repr(matters), as_of.isoformat())


def summary_key(plan: bytes, links: Links, freshness: Freshness, judge: bytes) -> bytes:
    """Of an account in brief."""
    return digest("summary", plan, repr(links), repr(tuple(freshness)), judge)


def look_key(look: Look) -> bytes:
    """Of everything that all pages of accounts are made with."""
    guide = look.guide
    return digest("look", theme_key(look.theme), repr(look.frame), look.folder, str(guide.year), str(guide.linked))


def theme_key(theme: Theme) -> bytes:
    """Of a theme's templates; its static files are copied as they are."""
    parts = [part for layer in theme.templates for template in layer for part in template]
    return digest("theme", *(str(len(layer)) for layer in theme.templates), *parts)


def shown_key(summary: bytes, look: bytes) -> bytes:
    """Of an account's listing and pages."""
    return digest("shown", summary, look)


def portfolio_key(shown: Iterable[bytes], look: bytes) -> bytes:
    """Of the pages of the portfolio."""
    return digest("portfolio", look, *shown)


def output_key(target: Path) -> bytes:
    """Of what was written to a folder."""
    return digest("output", str(target))
