"""Will we make the year? What revenue to date points to, and what deals add to it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamgen.analyse.pipeline import Forecast, forecast, ratio, value_of
from kamgen.analyse.pipeline_tables import tables_of
from kamgen.model.enums import Stage
from kamgen.model.table import Table
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.small import Caption
from kamgen.render.charts.stacked import Nested, nested_bars
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.text.words import counted, listed, named

QUESTION = "Will we make the year?"
QUARTERS = 8
"""Quarters that the picture has."""
NAMED = 4


def year_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of the question."""
    found = forecast(data.portfolio, context.year)
    tables = {table.name: table for table in tables_of(found)}

    def part(name: str, title: str, *lines: str) -> Part:
        return Part(title, tuple(filter(None, lines)), table=table_view(tables[name], data, context))

    return QuestionView(
        QUESTION,
        _answer(found, context),
        (
            part("year_targets", "Run rate against target", *_targets(found, context)),
            _quarters(found, tables["pipeline_quarters"], data, context),
            part("pipeline_left_out", "Named, not counted", _left_out(found, context)),
            part("pipeline_owner", "By owner"),
            part("pipeline_category", "By category"),
            part("pipeline_offering", "By offering"),
            part("pipeline_decided", "Won and lost", _ratios(found, context)),
            part("pipeline_qualified", "Qualification", _qualified(found)),
        ),
        tuple(_to_do(found, context)),
    )


def _answer(found: Forecast, context: SiteContext) -> str:
    whole, style, currency = found.whole, context.style, context.currency
    if not whole.aim or not whole.revenue:
        return f"Not known: no account has both revenue and a target of {found.year}."
    reached = style.percent(whole.expected / whole.aim)
    pace = f"{style.compact(whole.expected)} of {style.compact(whole.aim)} {currency} ({reached})"
    if not whole.missing:
        return f"At the pace so far {found.year} ends at {pace}: the target is reached."
    honest = style.compact(found.within.honest)
    return (
        f"At the pace so far {found.year} ends at {pace}: {style.compact(whole.missing)} are missing, and honest "
        f"pipeline that closes within the year is {honest} of {style.compact(found.within.open)} open."
    )


def _targets(found: Forecast, context: SiteContext) -> Iterator[str]:
    style = context.style
    yield (
        "At run rate is revenue to date divided by the part of the year that it covers, account by account; that part "
        "goes by `phasing` of the account or the site, else by days."
    )
    if found.company is not None:
        part = f", {style.percent(found.whole.target / found.company)} of it" if found.company else ""
        ours = style.compact(found.whole.target)
        yield f"The company's target is {style.compact(found.company)}; the accounts' add up to {ours}{part}."
    if found.silent:
        yield f"Without revenue of {found.year}, and so at nothing here: {named(found.silent, NAMED)}."


def _quarters(found: Forecast, table: Table, data: PortfolioData, context: SiteContext) -> Part:
    style, shown = context.style, found.quarters[:QUARTERS]
    bars = [
        Nested(each.name, (each.open, each.weighted, each.honest), style.compact(each.open) if each.open else "0")
        for each in shown
    ]
    said = "; ".join(
        f"{each.name}: {style.compact(each.open)} open, {style.compact(each.weighted)} weighted" for each in shown
    )
    lines = [
        "Weighted is value times probability of deals that were talked through and whose close is not past; honest are "
        "those of them that were talked through lately, with a close to come and a need that the client confirmed."
    ]
    if found.without_rate:
        lines.append(f"Without an exchange rate, and in no sum: {named(found.without_rate, NAMED)}.")
    return Part(
        "Pipeline by quarter",
        tuple(lines),
        nested_bars(Caption("quarters", f"Pipeline by quarter, {context.currency}", said), bars),
        ("outline: open", "light: weighted", "dark: honest", f"{context.currency}"),
        table_view(table, data, context),
    )


def _left_out(found: Forecast, context: SiteContext) -> str:
    if not found.left_out:
        return ""
    value = sum((each.converted(each.deal.value) for each in found.left_out), Decimal(0))
    deals = counted(len(found.left_out), "open deal")
    return f"{deals} of {context.style.compact(value)} {context.currency} count in no weighted sum."


def _ratios(found: Forecast, context: SiteContext) -> str:
    won, lost = ([each for each in found.decided if each.deal.stage is stage] for stage in (Stage.WON, Stage.LOST))
    by_count = ratio(len(won), len(lost))
    if by_count is None:
        return "No deal was decided yet."
    by_money = ratio(value_of(won), value_of(lost))
    money = f", {context.style.percent(by_money)} by money" if by_money is not None else ""
    return (
        f"Won of those decided: {context.style.percent(by_count)} by count{money}, of all deals that plans still list."
    )


def _qualified(found: Forecast) -> str:
    total = len(found.open)
    names = ("need", "decider", "competitor")
    needs, deciders, rivals = (sum(getattr(each.deal, name) for each in found.open) for name in names)
    return (
        f"Of {counted(total, 'open deal')} the need is confirmed in {needs}, a decision maker known in {deciders}, the "
        f"competitor in {rivals}."
    )


def _to_do(found: Forecast, context: SiteContext) -> Iterator[str]:
    style = context.style
    behind = sorted([each for each in found.owners if each.missing], key=lambda each: -each.missing)
    if behind:
        worst = listed([f"{each.name} ({style.compact(each.missing)})" for each in behind[:NAMED]])
        yield f"Ask where the missing revenue is to come from: {worst}."
    late = [each for each in found.left_out if each.deal.left_out.endswith("close")]
    if late:
        names = [f"{each.deal.name} ({each.account.name})" for each in late]
        yield f"Decide, or give a new `close`: {named(names, NAMED)}."
    unspoken = [each for each in found.left_out if each not in late]
    if unspoken:
        accounts = list(dict.fromkeys(each.account.name for each in unspoken))
        what = "Talk deals through with the client and write the day as `discussed`, or take them out"
        yield f"{what}: {named(accounts, NAMED)}."
