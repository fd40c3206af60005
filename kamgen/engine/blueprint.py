"""A site before it is made: how its pages look, which files it has, and the key of each account."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import kamgen
from kamgen.analyse.figures import figures
from kamgen.cache import Key
from kamgen.engine import keys
from kamgen.engine.assessed import Assessed, Located
from kamgen.engine.engine import Shown
from kamgen.facts.money import shown_year
from kamgen.model.past import NO_PORTFOLIO_PAST
from kamgen.model.summary import Portfolio
from kamgen.render.frame import RenderConfig, site_frame
from kamgen.render.links import attachment_path
from kamgen.render.site_context import account_addresses, make_site_context
from kamgen.rules.catalogue import RULES

if TYPE_CHECKING:
    from kamgen.engine.pasts import Pasts
    from kamgen.model.past import PortfolioPast
    from kamgen.render.listing import Listing
    from kamgen.render.theme import Theme


class Order(NamedTuple):
    """One account that is to be made."""

    summary: Key
    shown: Key
    """Of its listing and its pages."""
    plan: Located
    addresses: tuple[str, ...]
    """Of its pages."""


@dataclass(frozen=True)
class Blueprint:
    """Everything that a site is made from."""

    assessed: Assessed
    config: RenderConfig
    pasts: Pasts | None = None
    """None without history."""

    @property
    def shown(self) -> Shown:
        """How accounts are rendered."""
        return Shown(self.config, self.pasts)

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """All accounts, in order of their paths."""
        config, site = self._config_key, self.assessed.site
        past = self.pasts.key if self.pasts else _no_key
        return tuple(
            Order(summary, keys.shown_key(summary, config, past(plan)), plan, account_addresses(plan.links.slug, site))
            for summary, plan in zip(self.assessed.summary_keys(), self.assessed.plans, strict=True)
        )

    @cached_property
    def key(self) -> Key:
        """Of the files of the portfolio."""
        past = (self.pasts.whole_key,) if self.pasts else ()
        return keys.portfolio_key((order.shown for order in self.orders), self._config_key, *past)

    @cached_property
    def _config_key(self) -> Key:
        return keys.config_key(self.config)

    def _past(self, portfolio: Portfolio) -> PortfolioPast:
        if self.pasts is None:
            return NO_PORTFOLIO_PAST
        from kamgen.analyse.points import portfolio_point, standings

        day = self.assessed.as_of
        year = self.assessed.site.calendar().year_of(day)
        return self.pasts.whole(portfolio_point(standings(portfolio.accounts, day, year), day))

    def copied(self, root: Path) -> Iterator[tuple[str, Path]]:
        """What is copied as it is: path below the output, and the file."""
        for path, file in self.config.theme.static:
            yield f"static/{path}", file
        folder = self.assessed.content.folder
        for path in sorted({path for plan in self.assessed.plans for path in plan.links.attachments}):
            yield attachment_path(path, folder), root / path

    def portfolio_files(self, portfolio: Portfolio, listings: Mapping[Key, Listing]) -> dict[str, Callable[[], bytes]]:
        """The files of the portfolio, each made when it is called for; ``listings`` are those of all orders."""
        from kamgen.check import check_portfolio
        from kamgen.render.portfolio_data import make_portfolio_data
        from kamgen.render.site import Renderer

        by_slug = {order.plan.links.slug: listings[order.shown] for order in self.orders}
        sums = figures(portfolio, self.config.context.year)
        data = make_portfolio_data(portfolio, sums, by_slug, check_portfolio(portfolio), self._past(portfolio))
        return Renderer(self.config).portfolio(data)


def _no_key(_plan: Located) -> Key:
    return b""


def draw(assessed: Assessed, theme: Theme, pasts: Pasts | None = None) -> Blueprint:
    """The blueprint of a site with that theme; ``pasts`` where it has a history."""
    references = (plan.reference for plan in assessed.plans)
    year = shown_year(references, assessed.site.calendar(), assessed.as_of)
    since = pasts.since if pasts else None
    context = make_site_context(assessed.site, assessed.as_of, year, len(assessed.plans), RULES, since)
    frame = site_frame(context, kamgen.__version__, history=pasts is not None)
    return Blueprint(assessed, RenderConfig(context, theme, frame, assessed.content.folder), pasts)
