"""The money of an account, in its own currency: figures by year, and service levels."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from kamgen.facts.money import attained, covered
from kamgen.model.account import Account
from kamgen.model.choices import Better
from kamgen.model.config import SiteConfig
from kamgen.model.groups import FinancialYear, ServiceActual
from kamgen.model.values import Period, Quantity
from kamgen.render.charts.bars import Bar, bars
from kamgen.render.charts.line import Point, line
from kamgen.render.charts.svg import Caption
from kamgen.render.site_context import SiteContext
from kamgen.text.numbers import NO_FIGURE, UNKNOWN, Figure

SHOWN_YEARS = 6


class YearRow(NamedTuple):
    """One fiscal year."""

    year: str
    line: int
    """The plan's line that gives it."""
    revenue: Figure
    target_revenue: Figure
    attained: Figure
    """Revenue as a share of its target, and beside it against the part of the target that is due by then."""
    gross_profit: Figure
    cost_to_serve: Figure
    profit: Figure
    """Gross profit less cost to serve."""
    target_profit: Figure
    margin: Figure
    """Profit as a share of revenue."""
    customer_spend: Figure
    share_of_wallet: Figure


class Column(NamedTuple):
    """A column of a table: its heading, and the field of a row that it shows."""

    label: str
    key: str


COLUMNS = (
    Column("Revenue", "revenue"),
    Column("Target", "target_revenue"),
    Column("Attained", "attained"),
    Column("Gross profit", "gross_profit"),
    Column("Cost to serve", "cost_to_serve"),
    Column("Profit", "profit"),
    Column("Target", "target_profit"),
    Column("Margin", "margin"),
    Column("Customer spend", "customer_spend"),
    Column("Share of wallet", "share_of_wallet"),
)


class Money(NamedTuple):
    """Figures by year, newest first, and their pictures."""

    caption: str
    currency: str
    revenue: Markup
    profit: Markup
    columns: tuple[Column, ...]
    rows: tuple[YearRow, ...]


def money_view(account: Account, context: SiteContext) -> Money | None:
    """Figures by year; None when the plan gives none."""
    years = {row.year: row for row in account.plan.front.financials}
    if not years:
        return None
    keys = {row.year: f"financials[{number}]" for number, row in enumerate(account.plan.front.financials)}
    lines = account.plan.lines(keys.values())
    given = [row for _, row in sorted(years.items())[-SHOWN_YEARS:]]
    rows = [_year_row(row, lines[keys[row.year]], context) for row in given]
    currency = account.plan.front.currency or context.currency
    return Money(
        _caption(account, given, currency, context),
        currency,
        _revenue_bars(given, rows, currency),
        _profit_line(given, rows, currency),
        COLUMNS,
        tuple(reversed(rows)),
    )


def _caption(account: Account, rows: list[FinancialYear], currency: str, context: SiteContext) -> str:
    parts = [f"{currency}; profit is gross profit less cost to serve."]
    parts.extend(f"{row.year} is to {row.through}." for row in reversed(rows) if row.through)
    if account.rate is None:
        parts.append(f"site.toml has no exchange rate for {currency}: this account is in no sum of the portfolio.")
    elif currency != context.currency and (revenue := account.converted(rows[-1].revenue)) is not None:
        rate = context.style.plain(account.rate)
        parts.append(
            f"Revenue {rows[-1].year} in {context.currency}: {context.style.compact(revenue)}, "
            f"at {rate} for 1 {currency}."
        )
    return " ".join(parts)


def _year_row(row: FinancialYear, line: int, context: SiteContext) -> YearRow:
    style, profit = context.style, row.profit
    return YearRow(
        year=str(row.year),
        line=line,
        revenue=style.amount(row.revenue),
        target_revenue=style.amount(row.target_revenue),
        attained=_attained(row, context),
        gross_profit=style.amount(row.gross_profit),
        cost_to_serve=style.amount(row.cost_to_serve),
        profit=style.amount(profit),
        target_profit=style.amount(row.target_profit),
        margin=style.share(profit / row.revenue if profit is not None and row.revenue else None, 1),
        customer_spend=style.amount(row.customer_spend),
        share_of_wallet=style.share(row.share_of_wallet),
    )


def _attained(row: FinancialYear, context: SiteContext) -> Figure:
    """Revenue as a share of its target, and beside it against the part of the target that is due by then."""
    if row.revenue is None or not row.target_revenue:
        return NO_FIGURE
    attained = context.style.share(row.revenue / row.target_revenue)
    pace = None if row.through is None else pace_of(row, context)
    if pace is None:
        return attained
    return attained._replace(text=f"{attained.text} ({context.style.percent(pace)} to date)")


def pace_of(row: FinancialYear, context: SiteContext) -> Decimal | None:
    """Revenue as a fraction of the part of its target that falls to the days it covers; None when unknown."""
    return attained(row.revenue, row.target_revenue, covered(row, context.calendar))


def _year(row: FinancialYear) -> str:
    return f"{row.year} to {_short(row.through)}" if row.through else str(row.year)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _short(period: Period) -> str:
    if period.quarter:
        return f"Q{period.quarter}"
    return _MONTHS[period.month - 1] if period.month else str(period.year)


def _revenue_bars(given: Sequence[FinancialYear], rows: Sequence[YearRow], currency: str) -> Markup:
    years = []
    said = []
    for row, shown in zip(given, rows, strict=True):
        year, revenue, target = _year(row), shown.revenue, shown.target_revenue
        years.append(Bar(year, _number(revenue), _number(target), revenue.text))
        if row.revenue is not None:
            said.append(f"{year} {revenue.text} of {target.text}" if row.target_revenue else f"{year} {revenue.text}")
    if not said:
        return Markup()
    return bars(Caption("revenue", f"Revenue against target by year, {currency}", f"{', '.join(said)}."), years)


def _profit_line(given: Sequence[FinancialYear], rows: Sequence[YearRow], currency: str) -> Markup:
    points = [
        Point(
            _year(row) if len(rows) < 3 else shown.year,
            _number(shown.profit),
            shown.profit.text if shown.profit.value else "",
        )
        for row, shown in zip(given, rows, strict=True)
    ]
    said = [f"{point.year} {point.text}" for point in points if point.text]
    if not said:
        return Markup()
    return line(Caption("profit", f"Profit after cost to serve by year, {currency}", f"{', '.join(said)}."), points)


def _number(figure: Figure) -> float | None:
    return float(figure.value) if figure.value else None


class ServiceRow(NamedTuple):
    """A service level reached."""

    measure: str
    actual: str
    target: str
    css: str
    result: str
    period: str


def service_rows(account: Account, context: SiteContext) -> tuple[ServiceRow, ...]:
    """Service levels against their targets, as the plan lists them; a target without an actual stands last."""
    category = context.site.categories.get(account.category or "")
    targets = dict(category.targets) if category else {}
    rows = [_service(actual, targets, context) for actual in account.plan.front.service]
    measured = {actual.measure for actual in account.plan.front.service}
    missing = [key for key in targets if key not in measured] if rows else []
    rows += [
        ServiceRow(
            context.site.measure_title(key),
            UNKNOWN,
            quantity(targets[key], key, context),
            "gap",
            "not measured",
            UNKNOWN,
        )
        for key in missing
    ]
    return tuple(rows)


def _service(actual: ServiceActual, targets: dict[str, Quantity], context: SiteContext) -> ServiceRow:
    target = actual.target or targets.get(actual.measure)
    css, result = ("", UNKNOWN) if target is None else _result(actual, target, context)
    return ServiceRow(
        context.site.measure_title(actual.measure),
        quantity(actual.actual, actual.measure, context),
        UNKNOWN if target is None else quantity(target, actual.measure, context),
        css,
        result,
        str(actual.period) if actual.period else UNKNOWN,
    )


def _result(actual: ServiceActual, target: Quantity, context: SiteContext) -> tuple[str, str]:
    lower = better(actual.measure, context.site) is Better.LOWER
    difference = actual.actual.value - target.value
    if difference == 0 or (difference < 0) == lower:
        return "pass", "met"
    number = abs(difference) * (100 if target.percent else 1)
    text = context.style.plain(number)
    unit = f" {'point' if number == 1 else 'points'}" if target.percent else ""
    return "gap", f"{text}{unit} {'above' if lower else 'below'}"


def better(measure: str, site: SiteConfig) -> Better:
    """Which way a measure improves."""
    known = site.measures.get(measure)
    return known.better if known else Better.HIGHER


def quantity(value: Quantity, measure: str, context: SiteContext) -> str:
    """A measured number with its unit."""
    if value.percent:
        return f"{context.style.plain(value.value * 100)}{context.style.percent_sign}"
    known = context.site.measures.get(measure)
    text = context.style.plain(value.value)
    if not known or not known.unit:
        return text
    if known.unit == "%":
        return f"{text}{context.style.percent_sign}"
    return f"{text}\u00a0{known.unit}"
