"""A site before it is made: how its pages look, which files it has, and the key of each account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import kamgen
from kamgen.analyse.summary import figures
from kamgen.cache import Key
from kamgen.engine import keys
from kamgen.engine.engine import Shown
from kamgen.engine.linked_plans import LinkedPlan, LinkedPlans
from kamgen.facts.money import shown_year
from kamgen.model.account_history import NO_PORTFOLIO_HISTORY
from kamgen.model.summary import Portfolio
from kamgen.render.links import attachment_path
from kamgen.render.site_context import RenderConfig, account_addresses, make_site_context, site_frame
from kamgen.rules.catalogue import RULES

if TYPE_CHECKING:
    from kamgen.engine.account_histories import AccountHistories
    from kamgen.model.account_history import PortfolioHistory
    from kamgen.render.account_rows import AccountRows
    from kamgen.render.site import PortfolioFile
    from kamgen.render.theme import Theme


class AccountJob(NamedTuple):
    """One account that is to be made."""

    summary: Key
    shown: Key
    """Of its rows on other pages, and its own pages."""
    plan: LinkedPlan
    addresses: tuple[str, ...]
    """Of its pages."""


@dataclass(frozen=True)
class BuildPlan:
    """Everything that a site is made from."""

    linked: LinkedPlans
    config: RenderConfig
    histories: AccountHistories | None = None
    """None without history."""

    @property
    def shown(self) -> Shown:
        """How accounts are rendered."""
        return Shown(self.config, self.histories)

    @cached_property
    def jobs(self) -> tuple[AccountJob, ...]:
        """All accounts, in job of their paths."""
        config, site = self.config_key, self.linked.site
        past = self.histories.key if self.histories else _no_key
        return tuple(
            AccountJob(
                summary, keys.shown_key(summary, config, past(plan)), plan, account_addresses(plan.links.slug, site)
            )
            for summary, plan in zip(self.linked.summary_keys(), self.linked.plans, strict=True)
        )

    @cached_property
    def key(self) -> Key:
        """Of the files of the portfolio."""
        past = (self.histories.whole_key,) if self.histories else ()
        return keys.portfolio_key((job.shown for job in self.jobs), self.config_key, *past)

    @cached_property
    def config_key(self) -> Key:
        """Of everything that all pages are made with."""
        return keys.config_key(self.config)

    def _past(self, portfolio: Portfolio) -> PortfolioHistory:
        if self.histories is None:
            return NO_PORTFOLIO_HISTORY
        from kamgen.analyse.summary import portfolio_point, standings

        day = self.linked.as_of
        year = self.linked.site.calendar().year_of(day)
        return self.histories.whole(portfolio_point(standings(portfolio.accounts, day, year), day))

    def copied(self, root: Path) -> Iterator[tuple[str, Path]]:
        """What is copied as it is: path below the output, and the file."""
        for path, file in self.config.theme.static:
            yield f"static/{path}", file
        folder = self.linked.content.folder
        for path in sorted({path for plan in self.linked.plans for path in plan.links.attachments}):
            yield attachment_path(path, folder), root / path

    def portfolio_files(self, portfolio: Portfolio, rows: Mapping[Key, AccountRows]) -> dict[str, PortfolioFile]:
        """The files of the portfolio; ``rows`` are those of all jobs."""
        from kamgen.check import check_portfolio
        from kamgen.render.portfolio_data import make_portfolio_data
        from kamgen.render.site import Renderer

        by_slug = {job.plan.links.slug: rows[job.shown] for job in self.jobs}
        sums = figures(portfolio, self.config.context.year)
        data = make_portfolio_data(portfolio, sums, by_slug, check_portfolio(portfolio), self._past(portfolio))
        return Renderer(self.config).portfolio(data)


def _no_key(_plan: LinkedPlan) -> Key:
    return b""


def make_build_plan(linked: LinkedPlans, theme: Theme, histories: AccountHistories | None = None) -> BuildPlan:
    """The build plan of a site with that theme; ``histories`` where it has a history."""
    references = (plan.reference for plan in linked.plans)
    year = shown_year(references, linked.site.calendar(), linked.as_of)
    since = histories.since if histories else None
    context = make_site_context(linked.site, linked.as_of, year, len(linked.plans), RULES, since)
    frame = site_frame(context, kamgen.__version__)
    return BuildPlan(linked, RenderConfig(context, theme, frame, linked.content.folder), histories)
