"""The page of actions and dates."""

from __future__ import annotations

from dataclasses import dataclass

from kamgen.render.due import Due, Span, spans, summary
from kamgen.render.guide import Guide


@dataclass(frozen=True, slots=True)
class DatesView:
    """What is due across the portfolio."""

    summary: str
    due: tuple[Span, ...]


def dates_view(dates: list[Due], guide: Guide) -> DatesView:
    """Overdue, the next 30 and the next 90 days; ``dates`` are sorted."""
    return DatesView(summary(dates), spans(dates, guide.as_of, ""))
