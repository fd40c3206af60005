"""The page of actions and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kamgen.render.due import Due, Span, spans, summary
from kamgen.render.guide import Guide


@dataclass(frozen=True, slots=True)
class DatesView:
    """What is due across the portfolio."""

    summary: str
    due: tuple[Span, ...]


def dates_view(dates: Iterable[Due], guide: Guide) -> DatesView:
    """Overdue, the next 30 and the next 90 days."""
    ordered = sorted(dates)
    return DatesView(summary(ordered), spans(ordered, guide.as_of))
