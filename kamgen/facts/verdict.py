"""How an account stands, in one word and with its reasons; and how much money is at stake there.

    plan cannot be read · loses money · promises overdue · a promise postponed again and again
    gaps of rules that are trouble (`Rule.trouble`) · health that asks for action
        ─ by weight ─▶ in trouble, when one of them is trouble by itself
    targets reached · service targets met · promises kept · outcomes reached · a content client ─▶ what goes well

In trouble means this and nothing else, on every page, in every list and export. Lost accounts are never in trouble,
and have no money at stake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamgen.facts import dates, money, promises, results
from kamgen.facts.accounts import HasStatus, is_lost, is_prospect
from kamgen.model.account import Account, Criterion
from kamgen.model.account_history import OFTEN, Move
from kamgen.model.context import Context
from kamgen.model.enums import Band
from kamgen.model.plan import Plan
from kamgen.model.review import Reason, Strength, Trouble, Verdict
from kamgen.model.rule import State
from kamgen.model.summary import YearFigures

CONTENT = Decimal("0.9")
"""From this part of the scale on a client is content, as health has it."""


def verdict(account: Account, context: Context, year: int, moves: Iterable[Move] = ()) -> Verdict:
    """How ``account`` stands, with its figures of fiscal year ``year``; ``moves`` of its dates are newest first."""
    reasons = sorted(_reasons(account, context, year, moves), key=lambda reason: reason.trouble.weight, reverse=True)
    strengths = () if is_lost(account) or not account.plan.readable else tuple(_strengths(account.plan, context, year))
    return Verdict(tuple(reasons), strengths)


def _reasons(account: Account, context: Context, year: int, moves: Iterable[Move]) -> Iterator[Reason]:
    plan = account.plan
    if not plan.readable:
        yield Reason(Trouble.UNREADABLE)
        return
    if is_lost(account):
        return
    found = money.year_row(plan, year)
    profit = found[1].profit if found else None
    if profit is not None and money.loses_money(profit):
        yield Reason(Trouble.LOSS, -profit)
    overdue = promises.ledger(plan, context.as_of).overdue
    if overdue:
        yield Reason(Trouble.PROMISES_OVERDUE, Decimal(overdue))
    postponed = postponed_promises(plan, context.as_of, moves)
    if postponed:
        yield Reason(Trouble.POSTPONED, Decimal(postponed.promises), postponed.times, postponed.days)
    yield from _gaps(account, context, year)
    if account.health.band is Band.ACT:
        yield Reason(Trouble.HEALTH, Decimal(account.health.score or 0))


def _gaps(account: Account, context: Context, year: int) -> Iterator[Reason]:
    for criterion in _criteria(account):
        trouble = criterion.rule.trouble
        if trouble and criterion.outcome.state is State.GAP:
            pace = money.revenue_pace(account.plan, context.calendar, year) if trouble is Trouble.BEHIND else None
            yield Reason(trouble, pace.ratio if pace else None)


def _criteria(account: Account) -> Iterable[Criterion]:
    return account.scorecard.criteria if account.scorecard else ()


def _strengths(plan: Plan, context: Context, year: int) -> Iterator[Strength]:
    revenue, profit = (pace(plan, context.calendar, year) for pace in (money.revenue_pace, money.profit_pace))
    if revenue and revenue.ratio >= 1:
        yield Strength.REVENUE_REACHED
    if profit and profit.ratio >= 1:
        yield Strength.PROFIT_REACHED
    levels = [level.met for level in results.newest_levels(plan, context) if level.recent and level.met is not None]
    if levels and all(levels):
        yield Strength.SERVICE_MET
    kept = promises.ledger(plan, context.as_of)
    if kept.settled and kept.on_time == kept.settled:
        yield Strength.PROMISES_KEPT
    ways = [results.progress(each) for each in plan.front.outcomes if results.is_measured(each, context.as_of)]
    known = [way for way in ways if way is not None]
    if known and min(known) == 1:
        yield Strength.OUTCOMES_REACHED
    if is_content(plan, context):
        yield Strength.CLIENT_CONTENT


def is_content(plan: Plan, context: Context) -> bool:
    """Whether the client's newest score, while it is fresh, is at least `CONTENT` of its scale."""
    found = dates.newest_score(plan, context)
    if found is None or found.newer or found.row.score is None:
        return False
    fresh = dates.within(found.row.date, context.cadences.feedback_every, context.as_of)
    return fresh and found.row.score >= CONTENT * found.row.scale


class Postponed(NamedTuple):
    """Open promises that were moved again and again."""

    promises: int
    times: int
    """How often the first of them was moved."""
    days: int
    """How many days later, all of them together."""


def postponed_promises(plan: Plan, as_of: date, moves: Iterable[Move]) -> Postponed | None:
    """The open promises that were moved `OFTEN` times or more and are not earlier on balance; None without any.

    ``moves`` are newest first. A postponed promise is not overdue, so that the health of its account rises; this tells
    of it all the same.
    """
    found: dict[str, list[Move]] = {each.row.promise: [] for each in promises.promises_of(plan, as_of) if each.open}
    for move in moves:
        if move.group == "promises" and move.title in found:
            found[move.title].append(move)
    often = [(own[0].field.times, sum(each.days or 0 for each in own)) for own in found.values() if own]
    often = [(times, days) for times, days in often if times >= OFTEN and days >= 0]
    return Postponed(len(often), often[0][0], sum(days for _, days in often)) if often else None


def money_at_stake(account: HasStatus, row: YearFigures | None, rate: Decimal | None) -> Decimal | None:
    """What is missing to target to date, or the loss, whichever is more; in the site's currency.

    The larger of two: the part of the revenue target that is due less revenue to date, and the loss after cost to
    serve. None where neither is known, for prospects and lost accounts, and without an exchange rate.
    """
    if row is None or rate is None or is_lost(account) or is_prospect(account):
        return None
    missing = row.due - row.revenue if row.due is not None and row.revenue is not None else None
    known = [amount for amount in (missing, None if row.profit is None else -row.profit) if amount is not None]
    return max(Decimal(0), *known) * rate if known else None
