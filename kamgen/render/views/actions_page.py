"""The page of actions and dates."""

from __future__ import annotations

from dataclasses import dataclass

from kamgen.render.deadlines import Deadline, Span, spans, summary
from kamgen.render.site_context import SiteContext


@dataclass(frozen=True, slots=True)
class ActionsView:
    """What is due across the portfolio."""

    summary: str
    due: tuple[Span, ...]


def actions_view(dates: list[Deadline], context: SiteContext) -> ActionsView:
    """Overdue, the next 30 and the next 90 days; ``dates`` are sorted."""
    return ActionsView(summary(dates), spans(dates, context.as_of, ""))
