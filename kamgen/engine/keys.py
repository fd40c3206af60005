"""The keys under which work is remembered: one for each thing made, from all that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamgen.cache.digest import digest, program
from kamgen.model.config import SiteConfig
from kamgen.model.context import Freshness, Links
from kamgen.model.source import Source

if TYPE_CHECKING:
    from kamgen.engine.job_context import JobContext
    from kamgen.history.plan_history import Lineage
    from kamgen.render.site_context import RenderConfig
    from kamgen.render.theme import Theme

_NO_MATTER = ("build", "content", "extra", "history")
"""Tables of site.toml that no account is judged by; what the last comes to is part of the look and of the past."""


def plan_key(source: Source, folder: str) -> bytes:
    """Of a parsed plan."""
    return digest("plan", program(), folder, source.path, source.refusal, source.data)


def reference_key(plan: bytes) -> bytes:
    """Of what others may know of the plan with that key."""
    return digest("reference", plan)


def judge_key(site: SiteConfig, as_of: date) -> bytes:
    """Of everything that all plans are judged by."""
    matters = replace(site, content=None, build=None, extra=None, history=None)
    return digest("judge", repr(matters), as_of.isoformat())


def summary_key(plan: bytes, links: Links, freshness: Freshness, judge: bytes) -> bytes:
    """Of an account in brief."""
    return digest("summary", plan, repr(links), repr(tuple(freshness)), judge)


def freshness_key(source: Source, lineage: Lineage, committed: bool, context: JobContext) -> bytes:
    """Of when a plan last changed."""
    by = repr(context.site.sections), repr(context.site.calendar())
    own = () if committed else (context.as_of.isoformat(), source.data)
    return digest("freshness", program(), context.folder, source.path, *_ends(lineage), *by, *own)


def time_key(judges: Iterable[bytes], year: int, files: Iterable[str], plans: Iterable[bytes | str]) -> bytes:
    """Of what time alone did from one day to another to all plans."""
    return digest("time", *judges, str(year), "\n".join(files), *plans)


def log_key(commit: str, prefix: str, folder: str, cut: Iterable[str]) -> bytes:
    """Of the history of the plans up to a commit."""
    return digest("log", program(), commit, prefix, folder, *sorted(cut))


def history_key(plan: bytes, lineage: Lineage, reviewed: date | None, site: SiteConfig) -> bytes:
    """Of an account's past, without its points."""
    by = repr(site.calendar()), *sorted(site.lower_is_better())
    return digest("past", plan, *_ends(lineage), repr(reviewed), *by)


def _ends(lineage: Lineage) -> Iterable[str]:
    """A lineage: its newest commit stands for all before it, as far as history goes back."""
    newest, oldest = lineage[:1], lineage[-1:]
    return str(len(lineage)), *map(repr, (*newest, *oldest))


def sample_key(commit: str, day: date, judge: bytes, folder: str) -> bytes:
    """Of what all accounts came to on a day on which that commit was the newest."""
    return digest("sample", program(), commit, day.isoformat(), judge, folder)


def samples_key(samples: Iterable[bytes]) -> bytes:
    """Of the points of trends."""
    return digest("samples", *samples)


def shown_history_key(past: bytes, samples: bytes) -> bytes:
    """Of an account's past as pages show it."""
    return digest("shown past", past, samples)


def portfolio_history_key(commit: str, samples: bytes) -> bytes:
    """Of what is told of the past of all accounts together; that commit was the last to change a plan or site.toml."""
    return digest("whole past", commit, samples)


def config_key(config: RenderConfig) -> bytes:
    """Of everything that all pages of accounts are made with."""
    context = config.context
    shown = str(context.year), str(context.linked), str(context.since)
    return digest("look", theme_key(config.theme), repr(config.frame), config.folder, *shown)


def theme_key(theme: Theme) -> bytes:
    """Of a theme's templates; its static files are copied as they are."""
    parts = [part for layer in theme.templates for template in layer for part in template]
    return digest("theme", *(str(len(layer)) for layer in theme.templates), *parts)


def shown_key(summary: bytes, look: bytes, past: bytes = b"") -> bytes:
    """Of an account's rows on other pages and pages; ``past`` is empty without history."""
    return digest("shown", summary, look, past)


def portfolio_key(shown: Iterable[bytes], look: bytes, *past: bytes) -> bytes:
    """Of the pages of the portfolio; nothing is given of the past without history."""
    return digest("portfolio", look, str(len(past)), *past, *shown)


def file_key(shown: bytes, look: bytes) -> bytes:
    """Of one file of the portfolio, which shows that."""
    return digest("file", program(), look, shown)


def output_key(target: Path) -> bytes:
    """Of what was written to a folder."""
    return digest("output", str(target))
