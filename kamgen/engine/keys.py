"""Cache keys: one for each thing made, from all that it is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamgen.cache.digest import digest, program
from kamgen.model.config import SiteConfig
from kamgen.model.context import Freshness, Links
from kamgen.model.source import Source

if TYPE_CHECKING:
    from kamgen.engine.jobs import JobContext
    from kamgen.history.plan_history import Lineage
    from kamgen.render.theme import RenderConfig, Theme

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
    return digest("judge", replace(site, **dict.fromkeys(_NO_MATTER)), as_of)


def summary_key(plan: bytes, links: Links, freshness: Freshness, judge: bytes) -> bytes:
    """Of an account in brief."""
    return digest("summary", plan, links, freshness, judge)


def freshness_key(source: Source, lineage: Lineage, committed: bool, context: JobContext) -> bytes:
    """Of when a plan last changed."""
    own = () if committed else (context.as_of, source.data)
    by = context.folder, context.site.sections, context.site.calendar()
    return digest("freshness", program(), source.path, _ends(lineage), by, own)


def time_key(
    judges: Sequence[bytes], year: int, files: Collection[str], plans: Sequence[tuple[bytes, Freshness]]
) -> bytes:
    """Of what time alone did from one day to another to all plans."""
    return digest("time", judges, year, sorted(files), plans)


def log_key(commit: str, prefix: str, folder: str, cut: Iterable[str]) -> bytes:
    """Of the history of the plans up to a commit."""
    return digest("log", program(), commit, prefix, folder, sorted(cut))


def history_key(plan: bytes, lineage: Lineage, reviewed: date | None, site: SiteConfig) -> bytes:
    """Of an account's past, without its points."""
    judged = site.calendar(), site.site.currency, site.checklist, site.categories, site.measures
    return digest("past", plan, _ends(lineage), reviewed, judged)


def _ends(lineage: Lineage) -> tuple[object, ...]:
    """A lineage: its newest commit stands for all before it, as far as history goes back."""
    return len(lineage), lineage[:1], lineage[-1:]


def sample_key(commit: str, day: date, judge: bytes, folder: str) -> bytes:
    """Of what all accounts came to on a day on which that commit was the newest."""
    return digest("sample", program(), commit, day, judge, folder)


def page_history_key(past: bytes, samples: Iterable[bytes]) -> bytes:
    """Of an account's past as pages show it, with points of trends."""
    return digest("shown past", past, *samples)


def portfolio_history_key(commit: str, samples: Iterable[bytes]) -> bytes:
    """Of what is told of the past of all accounts together; that commit was the last to change a plan or site.toml."""
    return digest("whole past", commit, *samples)


def config_key(config: RenderConfig) -> bytes:
    """Of everything that all pages of accounts are made with."""
    context = config.context
    by = config.frame, config.folder, context.year, context.linked, context.since
    return digest("look", theme_key(config.theme), by)


def theme_key(theme: Theme) -> bytes:
    """Of a theme's templates; its static files are copied as they are."""
    return digest("theme", theme.templates)


def pages_key(summary: bytes, config: bytes, past: bytes = b"") -> bytes:
    """Of an account's rows on other pages and pages; ``past`` is empty without history."""
    return digest("shown", summary, config, past)


def portfolio_key(pages: Iterable[bytes], config: bytes, past: bytes = b"") -> bytes:
    """Of the pages of the portfolio; ``past`` is empty without history."""
    return digest("portfolio", config, past, *pages)


def file_key(pages: bytes, config: bytes) -> bytes:
    """Of one file of the portfolio, which shows that."""
    return digest("file", program(), config, pages)


def document_key(document: object, config: bytes) -> bytes:
    """Of the page of a Markdown file that plans name."""
    return digest("document", program(), config, document)


def output_key(target: Path) -> bytes:
    """Of what was written to a folder."""
    return digest("output", str(target))
