"""What did clients get? Results in the clients' own metrics: how many reached their target, and how far they moved.

newest result of each client ─ by name and unit of its metric ─▶ clients, reached, mean and range of improvement
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from kamgen.facts.results import metric_key
from kamgen.model.client_value import Result
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import DAY, FLAG, NUMBER, PERCENT, Column, Row, Table
from kamgen.text.numbers import ENGLISH, NumberStyle


class Metric(NamedTuple):
    """One metric at all clients that have a result of it, each counted once."""

    name: str
    unit: str
    results: tuple[tuple[Summary, Result], ...]

    @property
    def reached(self) -> tuple[int, int]:
        """How many reached their target, of how many that have one."""
        aimed = [result.reached for _, result in self.results if result.reached is not None]
        return sum(aimed), len(aimed)

    @property
    def moved(self) -> list[Decimal]:
        """By how much it improved, the least first, in its unit; of those whose baseline is known."""
        return sorted([result.improvement for _, result in self.results if result.improvement is not None])

    @property
    def mean(self) -> Decimal | None:
        """The mean of that; None when no baseline is known."""
        return sum(self.moved, Decimal(0)) / len(self.moved) if self.moved else None

    @property
    def days(self) -> list[date]:
        """When it was measured, the first day first."""
        return sorted([result.row.as_of for _, result in self.results if result.row.as_of])


def metrics(portfolio: Portfolio) -> tuple[Metric, ...]:
    """All metrics with a result, those of most clients first, of these the ones reached."""
    found: dict[tuple[str, str], list[tuple[Summary, Result]]] = {}
    for account in portfolio.accounts:
        for result in account.value.results:
            found.setdefault(metric_key(result.row), []).append((account, result))
    named = [Metric(given[0][1].row.metric, given[0][1].row.unit or "", tuple(given)) for given in found.values()]
    return tuple(sorted(named, key=lambda metric: (-len(metric.results), -metric.reached[0], metric.name)))


def quotable(metric: Metric, style: NumberStyle) -> str:
    """What a seller may say of a metric, in a sentence that says of how many clients it is."""
    (reached, aimed), moved, mean, clients = metric.reached, metric.moved, metric.mean, len(metric.results)
    unit = metric.unit if metric.unit == "%" else f" {metric.unit}".rstrip()
    when = " to ".join(dict.fromkeys([f"{metric.days[0]:%Y-%m}", f"{metric.days[-1]:%Y-%m}"]))
    if clients == 1:
        row = metric.results[0][1].row
        way = "at" if row.baseline is None else f"from {style.plain(row.baseline)} to"
        now = f"{style.plain(row.actual or Decimal(0))}{unit}"
        goal = ", the target was reached" if reached else ", the target is not reached yet" if aimed else ""
        return f"One client only: “{metric.name}” {way} {now}{goal} ({when})."
    parts = [f"{reached:,} of {aimed:,} reached the target"] if aimed else []
    if mean is not None:
        of = f" at {len(moved):,} of them" if len(moved) < clients else ""
        by = f"{style.plain(_SHORT.plus(mean))}{' points' if unit == '%' else unit}"
        parts.append(f"it improved by {by} on average{of}, by {style.plain(moved[0])} to {style.plain(moved[-1])}")
    return f"{clients:,} clients, “{metric.name}”: {'; '.join(parts) or 'measured'} ({when})."


_SHORT = Context(prec=3, rounding=ROUND_HALF_UP)


_METRICS = (
    Column("metric", "Metric"),
    Column("sentence", "What may be said"),
    Column("clients", "Clients", NUMBER),
    Column("share_reached", "Reached", PERCENT),
    Column("mean", "Mean improvement", NUMBER),
    Column("least", "Least", NUMBER),
    Column("most", "Most", NUMBER),
    Column("unit", "Unit"),
    Column("with_target", "With a target", NUMBER),
    Column("reached", "Reached it", NUMBER),
    Column("first", "Measured from", DAY),
    Column("last", "To", DAY),
)

_RESULTS = (
    Column("account", "Account"),
    Column("metric", "Metric"),
    Column("unit", "Unit"),
    Column("baseline", "Before", NUMBER),
    Column("target", "Target", NUMBER),
    Column("actual", "Now", NUMBER),
    Column("improvement", "Improved by", NUMBER),
    Column("reached", "Target reached", FLAG),
    Column("measured", "Measured", DAY),
)


def tables(found: tuple[Metric, ...], style: NumberStyle = ENGLISH) -> tuple[Table, ...]:
    """A row a metric, and a row a result."""
    rows = []
    for each in found:
        (reached, aimed), moved = each.reached, each.moved
        least, most = (moved[0], moved[-1]) if moved else (None, None)
        share = Decimal(reached) / aimed if aimed else None
        clients = len(each.results)
        said = (each.name, quotable(each, style), clients, share, each.mean, least, most, each.unit, aimed, reached)
        slug, line = (each.results[0][0].slug, each.results[0][1].line) if clients == 1 else ("", 0)
        rows.append(Row((*said, each.days[0], each.days[-1]), slug, line))
    results = [
        Row(
            (account.name, row.metric, row.unit, row.baseline, row.target, row.actual, moved, done, row.as_of),
            account.slug,
            line,
        )
        for each in found
        for account, (line, row, done, moved) in each.results
    ]
    return (
        Table("outcome_metrics", "What may be said", _METRICS, tuple(rows)),
        Table("outcome_results", "Results, client by client", _RESULTS, tuple(results)),
    )
