"""On whom do we depend? Shares of revenue by group, and whose power is whose."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from kamgen.analyse.concentration import TOPS, Dependence, dependence, is_small, key_clients, last_year, tables_of
from kamgen.facts.accounts import is_key_account, outweighs, shares_speak
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.curve import cumulative
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.text.words import listed, named

QUESTION = "On whom do we depend?"
NAMED = 4


def dependence_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of the question."""
    found = dependence(data.portfolio, last_year(data.portfolio))
    clients, tops = tables_of(found, data.portfolio)
    bound, style = context.site.portfolio.key_account_share, context.style
    names = [each.account.name for each in found.clients]
    shares = list(accumulate(each.share for each in found.clients))
    whole = Caption("dependence", "Share of revenue added up", f"The largest of {len(names)} clients first")
    of = "the company's revenue" if found.of_company else "the accounts' own sum"
    return QuestionView(
        QUESTION,
        _answer(found, data, context),
        (
            Part(
                "The largest clients",
                tuple(_lines(found, context)),
                cumulative(whole, shares, names, ((bound, f"{style.percent(bound)}: a client to depend on"),)),
                (f"Share of {of} of {found.year}, {style.compact(found.whole)} {context.currency}",),
                table_view(clients, data, context),
            ),
            Part("Concentration", (_index(found, context),), table=table_view(tops, data, context)),
        ),
        tuple(_to_do(found, data)),
    )


def _answer(found: Dependence, data: PortfolioData, context: SiteContext) -> str:
    if not found.clients:
        return f"Not known: no account gives revenue of {found.year}."
    style, first = context.style, found.clients[0]
    large = key_clients(found, data.portfolio)
    group = " with its subsidiaries" if first.accounts > 1 else ""
    tops = [
        f"the {count} largest {style.percent(found.top(count), 1)}" for count in TOPS[1:] if count <= len(found.clients)
    ]
    bound = style.percent(context.site.portfolio.key_account_share)
    above = f"{len(large)} at {bound} or above" if large else f"none reaches {bound}"
    largest = f"{first.account.name}{group} brings {style.percent(first.share, 1)} of revenue {found.year}"
    return f"{', '.join([largest, *tops])}; {above}."


def _lines(found: Dependence, context: SiteContext) -> Iterator[str]:
    bound, least = (
        context.style.percent(each)
        for each in (context.site.portfolio.key_account_share, context.site.portfolio.key_account_least)
    )
    yield (
        f"A client with {bound} of our volume makes us depend on it, and with less than {least} an account is not key "
        "for its revenue (Vital accounts). A group (`parent`) is one client, and its figures count once."
    )
    if not found.of_company and not shares_speak(len(found.clients), context.site):
        yield f"Shares of so few accounts' own sum say little: give `company_revenue` of {found.year} in [portfolio]."
    powerful = [each for each in found.clients if outweighs(each.share, each.wallet)]
    if powerful:
        shown = ((each.account.name, each.share, each.wallet or Decimal(0)) for each in powerful)
        percent = context.style.percent
        pairs = [
            f"{name} ({percent(ours, 1)} of our revenue, {percent(own)} of its spend)" for name, ours, own in shown
        ]
        yield f"They weigh more with us than we with them: {named(pairs, NAMED)}."


def _index(found: Dependence, context: SiteContext) -> str:
    of = "the company's revenue" if found.of_company else "the accounts' own sum"
    return (
        f"Herfindahl-Hirschman index: {context.style.fixed(found.index, 0)} of 10,000, the sum of the squared shares "
        f"of {of} in percent. As if {_as_if(found, context)} clients of one size shared it."
    )


def _as_if(found: Dependence, context: SiteContext) -> str:
    return context.style.fixed(10_000 / found.index, 1) if found.index else "no"


def _to_do(found: Dependence, data: PortfolioData) -> Iterator[str]:
    unplanned = [each.account.name for each in key_clients(found, data.portfolio) if not each.account.if_lost]
    if unplanned:
        yield f"Plan for the loss of {listed(unplanned, most=NAMED)}: `if_lost` under `continuity`."
    small = [
        each.account.name
        for each in found.clients
        if is_key_account(each.account, data.portfolio.site) and is_small(each, data.portfolio)
    ]
    if small:
        yield f"Say in the plan why it is a key account, as its revenue does not: {named(small, NAMED)}."
