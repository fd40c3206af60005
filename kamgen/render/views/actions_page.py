"""The page of actions and dates."""

from __future__ import annotations

from msgspec import Struct

from kamgen.render.deadlines import Span, spans, summary
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext


class ActionsView(Struct, frozen=True):
    """What is due across the portfolio."""

    summary: str
    due: tuple[Span, ...]


def actions_view(data: PortfolioData, context: SiteContext) -> ActionsView:
    """Overdue, the next 30 and the next 90 days."""
    deadlines = data.deadlines(data.accounts)
    return ActionsView(summary(deadlines), spans(deadlines, context.as_of))
