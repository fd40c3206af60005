"""The page of one category: its policy, how well it is served, and its accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_active
from kamgen.facts.results import measure_named
from kamgen.model.enums import Better
from kamgen.model.fields import Doc, folded
from kamgen.model.rule import Repeated, State
from kamgen.model.summary import Summary, Totals
from kamgen.model.values import Quantity
from kamgen.render.portfolio_data import PortfolioData, count_states
from kamgen.render.site_context import Link, SiteContext
from kamgen.render.views.money import quantity
from kamgen.render.views.portfolio import health_card, money_card
from kamgen.render.views.rows import AccountRow, Card, Note, score_words
from kamgen.rules.catalogue import RULES
from kamgen.text.words import counted

_RULES = {rule.repeats: rule.code for rule in RULES if rule.repeats}
"""The rule that holds accounts to each of what is done again and again."""


class TargetRow(Struct, frozen=True):
    """A service target."""

    measure: str
    target: str
    met: str


class CadenceRow(Struct, frozen=True):
    """How often something is due."""

    name: str
    every: str
    in_time: str


class CategoryView(Struct, frozen=True):
    """What the page of a category shows."""

    title: str
    description: str
    others: tuple[Link, ...]
    cards: tuple[Card, ...]
    targets: tuple[TargetRow, ...]
    cadences: tuple[CadenceRow, ...]
    rows: Annotated[tuple[AccountRow, ...], Doc("Its accounts, largest revenue first.")]


def category_targets(_: PortfolioData, context: SiteContext) -> list[tuple[str, str, str]]:
    """Address and title of the page of each category."""
    return [(link.url, link.text, key) for key, link in context.categories.items()]


def category_view(data: PortfolioData, context: SiteContext, key: str) -> CategoryView:
    """The page of the category with that key in site.toml."""
    category, accounts = context.site.categories[key], data.by_category.get(key, [])
    served = [account for account in accounts if is_active(account) and account.readable]
    states = count_states(served)
    return CategoryView(
        title=context.categories[key].text,
        description=category.description or "",
        others=tuple(link for other, link in context.categories.items() if other != key),
        cards=(
            *_cards(data.figures.by_category[key], data.figures.whole, context),
            health_card(accounts, context.site),
        ),
        targets=tuple(
            TargetRow(context.site.measure_title(measure), _bound(measure, target, context), _met(measure, served))
            for measure, target in category.targets.items()
        ),
        cadences=tuple(
            CadenceRow(each.words, str(getattr(context.cadences[key], each.key)), _in_time(states.get(code, {})))
            for each in Repeated
            if (code := _RULES.get(each))
        ),
        rows=tuple([rows.row for rows in data.rows_of(accounts)]),
    )


def _bound(measure: str, target: Quantity, context: SiteContext) -> str:
    known = measure_named(context.site, measure)[1]
    lower = known.better is Better.LOWER
    return f"{quantity(target, known, context)} or {'less' if lower else 'more'}"


def _cards(totals: Totals, whole: Totals, context: SiteContext) -> tuple[Card, ...]:
    revenue: tuple[Note, ...] = ()
    if totals.revenue.amount is not None and whole.revenue.amount:
        share = context.style.percent(totals.revenue.amount / whole.revenue.amount)
        revenue = (Note(f"{share} of the portfolio"),)
    margin = (Note(f"{context.style.percent(totals.margin, 1)} of revenue"),) if totals.margin is not None else ()
    score = score_words(totals.score)
    return (
        Card("Accounts", str(totals.accounts), (Note(f"of {whole.accounts}"),)),
        money_card(f"Revenue {context.year}", totals.revenue, context, revenue),
        money_card("Profit after cost to serve", totals.profit, context, margin),
        Card("Mean checklist score", score.text, (Note(counted(totals.gaps, "gap")),), band=score),
    )


def _met(measure: str, accounts: Sequence[Summary]) -> str:
    """``2 of 5``: of the accounts that measure it."""
    known = [met for account in accounts for each, met in account.service if each == folded(measure)]
    return f"{sum(known)} of {len(known)}" if known else "not measured"


def _in_time(states: Mapping[str, int]) -> str:
    met, missed = states.get(State.PASS, 0), states.get(State.GAP, 0)
    return f"{met} of {met + missed}" if met + missed else "n/a"
