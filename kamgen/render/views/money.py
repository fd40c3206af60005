"""The money of an account, in its own currency: figures by year, and service levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from markupsafe import Markup
from msgspec import Struct

from kamgen.facts import money, results
from kamgen.facts.results import ServiceLevel
from kamgen.model.account import Account
from kamgen.model.config import Measure
from kamgen.model.context import context_of
from kamgen.model.fields import Doc
from kamgen.model.front_matter import FinancialYear
from kamgen.model.values import Quantity
from kamgen.render.charts.small import Bar, Caption, bars, line_chart
from kamgen.render.site_context import SiteContext
from kamgen.text.numbers import NO_FIGURE, UNKNOWN, Figure

SHOWN_YEARS = 6


class YearRow(Struct, frozen=True):
    """One fiscal year."""

    year: str
    line: Annotated[int, Doc("The plan's line that gives it.")]
    revenue: Figure
    target_revenue: Figure
    attained: Annotated[
        Figure,
        Doc("Revenue as a share of its target, and beside it against the part of the target that is due by then."),
    ]
    gross_profit: Figure
    cost_to_serve: Figure
    profit: Annotated[Figure, Doc("Gross profit less cost to serve.")]
    target_profit: Figure
    margin: Annotated[Figure, Doc("Profit as a share of revenue.")]
    customer_spend: Figure
    share_of_wallet: Figure


class Money(Struct, frozen=True):
    """Figures by year, newest first, and their pictures."""

    caption: Annotated[str, Doc("What the figures mean, and which years are part years.")]
    currency: Annotated[str, Doc("The plan's own.")]
    revenue: Annotated[Markup, Doc("A chart; empty without figures.")]
    profit: Annotated[Markup, Doc("A chart; empty without figures.")]
    rows: tuple[YearRow, ...]


def money_view(account: Account, context: SiteContext) -> Money | None:
    """Figures by year; None when the plan gives none."""
    years = {row.year: row for row in account.plan.front.financials}
    if not years:
        return None
    keys = {row.year: f"financials[{number}]" for number, row in enumerate(account.plan.front.financials)}
    lines = account.plan.lines(keys.values())
    given = [row for _, row in sorted(years.items())[-SHOWN_YEARS:]]
    rows = [_year_row(account, row, lines[keys[row.year]], context) for row in given]
    currency = account.plan.front.currency or context.currency
    return Money(
        _caption(account, given, currency, context),
        currency,
        _revenue_bars(given, rows, currency),
        _profit_line(given, rows, currency),
        tuple(reversed(rows)),
    )


def _caption(account: Account, rows: list[FinancialYear], currency: str, context: SiteContext) -> str:
    parts = [f"{currency}; profit is gross profit less cost to serve."]
    parts.extend(f"{row.year} is to {row.through}." for row in reversed(rows) if row.through)
    if account.rate is None:
        parts.append(f"site.toml has no exchange rate for {currency}: this account is in no sum of the portfolio.")
    elif currency != context.currency and (revenue := account.converted(rows[-1].revenue, rows[-1].year)) is not None:
        rate = context.style.plain(account.rate_of(rows[-1].year) or account.rate)
        parts.append(
            f"Revenue {rows[-1].year} in {context.currency}: {context.style.compact(revenue)}, "
            f"at {rate} for 1 {currency}."
        )
    return " ".join(parts)


def _year_row(account: Account, row: FinancialYear, line: int, context: SiteContext) -> YearRow:
    style = context.style
    return YearRow(
        year=str(row.year),
        line=line,
        revenue=style.amount(row.revenue),
        target_revenue=style.amount(row.target_revenue),
        attained=_attained(account, row, context),
        gross_profit=style.amount(row.gross_profit),
        cost_to_serve=style.amount(row.cost_to_serve),
        profit=style.amount(row.profit),
        target_profit=style.amount(row.target_profit),
        margin=style.share(row.margin, 1),
        customer_spend=style.amount(row.customer_spend),
        share_of_wallet=style.share(row.share_of_wallet),
    )


def _attained(account: Account, row: FinancialYear, context: SiteContext) -> Figure:
    """Revenue as a share of its target, and beside it against the part of the target that is due by then."""
    reached = money.attainment(account, row)
    if reached is None:
        return NO_FIGURE
    figure = context.style.share(reached)
    pace = money.attained(
        row.revenue, row.target_revenue, money.covered(row, context.calendar, account.plan.front.phasing)
    )
    if row.through is None or pace is None:
        return figure
    return figure._replace(text=f"{figure.text} ({context.style.percent(pace)} to date)")


def _year(row: FinancialYear) -> str:
    """``2026``; ``2026 to Q2`` and ``2026 to Oct`` for part years."""
    if not row.through:
        return str(row.year)
    month = _MONTHS[row.through.month - 1] if row.through.month else str(row.through.year)
    return f"{row.year} to {f'Q{row.through.quarter}' if row.through.quarter else month}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _revenue_bars(given: Sequence[FinancialYear], rows: Sequence[YearRow], currency: str) -> Markup:
    years, said = [], []
    for row, figures in zip(given, rows, strict=True):
        revenue, target = figures.revenue, figures.target_revenue
        years.append(Bar(_year(row), _number(revenue), _number(target), revenue.text))
        if row.revenue is not None:
            said.append(f"{_year(row)} {revenue.text}{f' of {target.text}' if row.target_revenue else ''}")
    caption = Caption("revenue", f"Revenue against target by year, {currency}", f"{', '.join(said)}.")
    return bars(caption, years) if said else Markup()


def _profit_line(given: Sequence[FinancialYear], rows: Sequence[YearRow], currency: str) -> Markup:
    points = []
    for row, figures in zip(given, rows, strict=True):
        year = _year(row) if len(rows) < 3 else figures.year
        profit = figures.profit
        points.append(Bar(year, _number(profit), None, profit.text if profit.value else ""))
    said = ", ".join([f"{point.year} {point.text}" for point in points if point.text])
    caption = Caption("profit", f"Profit after cost to serve by year, {currency}", f"{said}.")
    return line_chart(caption, points) if said else Markup()


def _number(figure: Figure) -> float | None:
    return float(figure.value) if figure.value else None


class ServiceRow(Struct, frozen=True):
    """A service level reached."""

    measure: str
    actual: str
    target: str
    css: Annotated[
        str, Doc("`pass` or `gap` for the newest level of a measure; empty for older ones, and without a target.")
    ]
    result: Annotated[str, Doc("`met`, `0.8 points below`, `not measured`, `to come`.")]
    period: str


def service_rows(account: Account, context: SiteContext) -> tuple[ServiceRow, ...]:
    """Service levels against their targets, as the plan lists them; a target without an actual stands last."""
    if not account.plan.front.service:
        return ()
    judged = context_of(context.site, context.as_of, account.category)
    return tuple([_service(level, context) for level in results.service_levels(account.plan, judged)])


def _service(level: ServiceLevel, context: SiteContext) -> ServiceRow:
    css, result = _result(level, context)
    period = level.row.period if level.row else None
    return ServiceRow(
        context.site.measure_title(level.key),
        UNKNOWN if level.row is None else quantity(level.row.actual, level.measure, context),
        UNKNOWN if level.target is None else quantity(level.target, level.measure, context),
        css,
        result,
        str(period) if period else UNKNOWN,
    )


def _result(level: ServiceLevel, context: SiteContext) -> tuple[str, str]:
    if level.row is None:
        return "gap", "not measured"
    if not level.begun:
        return "", "to come"
    if level.met is None:
        return "", UNKNOWN
    if level.met:
        return "pass" if level.counts else "", "met"
    above, in_points = level.gap
    number = abs(above)
    unit = f" {'point' if number == 1 else 'points'}" if in_points else ""
    result = f"{context.style.plain(number)}{unit} {'above' if above > 0 else 'below'}"
    return "gap" if level.counts else "", result


def quantity(value: Quantity, measure: Measure, context: SiteContext) -> str:
    """A measured number with its unit."""
    if value.percent:
        return f"{context.style.plain(value.value * 100)}{context.style.percent_sign}"
    text = context.style.plain(value.value)
    if not measure.unit:
        return text
    return f"{text}{context.style.percent_sign}" if measure.unit == "%" else f"{text}\u00a0{measure.unit}"
