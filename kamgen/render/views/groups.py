"""Groups of accounts: the pages of categories, of owners, and of what is due for whom."""

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
from kamgen.render.account_rows import PortfolioData, count_states
from kamgen.render.deadlines import Span, deadlines_summary, overdue, soon, spans
from kamgen.render.site_context import NavLink, SiteContext
from kamgen.render.views.cards import Card, Note, health_card, money_card, profit_card, score_card, slippage_cards
from kamgen.render.views.money import quantity
from kamgen.render.views.rows import AccountRow, Score
from kamgen.rules.catalogue import RULES
from kamgen.text.numbers import Figure

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
    others: tuple[NavLink, ...]
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
    totals, revenue = data.figures.by_category[key], data.figures.whole.revenue.amount
    share: tuple[Note, ...] = ()
    if totals.revenue.amount is not None and revenue:
        share = (Note(f"{context.style.percent(totals.revenue.amount / revenue)} of the portfolio"),)
    served = [account for account in accounts if is_active(account) and account.readable]
    states = count_states(served)
    return CategoryView(
        title=context.categories[key].text,
        description=category.description or "",
        others=tuple(link for other, link in context.categories.items() if other != key),
        cards=(
            Card("Accounts", str(totals.accounts), (Note(f"of {data.figures.whole.accounts}"),)),
            money_card(f"Revenue {context.year}", totals.revenue, context, share),
            profit_card(totals, context),
            score_card(totals),
            health_card(accounts),
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


def _met(measure: str, accounts: Sequence[Summary]) -> str:
    """``2 of 5``: of the accounts that measure it."""
    known = [met for account in accounts for each, met in account.service if each == folded(measure)]
    return f"{sum(known)} of {len(known)}" if known else "not measured"


def _in_time(states: Mapping[str, int]) -> str:
    met, missed = states.get(State.PASS, 0), states.get(State.GAP, 0)
    return f"{met} of {met + missed}" if met + missed else "n/a"


class OwnerRow(Struct, frozen=True):
    """An owner in the list of all."""

    name: str
    url: str
    totals: Totals
    revenue: Figure
    profit: Figure
    overdue: int
    soon: int
    never_held: Annotated[int, Doc("Reviews, feedback and assessments that never took place.")]


class OwnerView(Struct, frozen=True):
    """What the page of one owner shows."""

    name: str
    cards: tuple[Card, ...]
    rows: Annotated[tuple[AccountRow, ...], Doc("The accounts, largest revenue first.")]
    due: tuple[Span, ...]


class PeopleView(Struct, frozen=True):
    """What the page of all owners shows."""

    owners: Annotated[tuple[OwnerRow, ...], Doc("In order of their names.")]


def people_view(data: PortfolioData, context: SiteContext) -> PeopleView:
    """All owners with the sums of their accounts."""
    owners = []
    for name in _names(data):
        totals, accounts = data.figures.by_owner[name], data.by_owner[name]
        deadlines, never = data.deadlines(accounts), len(data.never_held(accounts))
        revenue, profit = (context.style.amount(each.amount) for each in (totals.revenue, totals.profit))
        url = data.owners[name]
        owners.append(OwnerRow(name, url, totals, revenue, profit, overdue(deadlines), soon(deadlines), never))
    return PeopleView(tuple(owners))


def owner_targets(data: PortfolioData, _: SiteContext) -> list[tuple[str, str, str]]:
    """Address and title of the page of each owner."""
    return [(data.owners[name], name, name) for name in _names(data)]


def _names(data: PortfolioData) -> list[str]:
    return sorted(data.owners, key=lambda name: (folded(name), name))


def owner_view(data: PortfolioData, context: SiteContext, name: str) -> OwnerView:
    """The page of the owner of that name."""
    accounts = data.by_owner[name]
    backup_for = sum(bool(account.backup) and folded(account.backup) == folded(name) for account in data.accounts)
    totals = data.figures.by_owner[name]
    deadlines, never = data.deadlines(accounts), data.never_held(accounts)
    pace = f"{context.style.percent(totals.pace)} of the target to date" if totals.pace is not None else "no target"
    late = overdue(deadlines)
    cards = (
        Card("Accounts", str(totals.accounts), (Note(f"backup for {backup_for} more"),) if backup_for else ()),
        money_card(f"Revenue {context.year}", totals.revenue, context, (Note(pace),)),
        score_card(totals),
        health_card(accounts),
        Card(
            "Overdue",
            str(late),
            (Note(f"{soon(deadlines)} due in the next 30 days"), Note(f"{len(never)} never held")),
            band=Score("", "gap", "late", "") if late else None,
        ),
        *slippage_cards(rows.slippage for rows in data.rows_of(accounts)),
    )
    rows = tuple([rows.row for rows in data.rows_of(accounts)])
    return OwnerView(name, cards, rows, spans(deadlines, never, context.as_of))


class ActionsView(Struct, frozen=True):
    """What is due across the portfolio."""

    summary: str
    due: tuple[Span, ...]


def actions_view(data: PortfolioData, context: SiteContext) -> ActionsView:
    """Overdue, the next 30 and the next 90 days, and what was never held."""
    deadlines, never = data.deadlines(data.accounts), data.never_held(data.accounts)
    return ActionsView(deadlines_summary(deadlines, never), spans(deadlines, never, context.as_of))
