"""How an account stands, in words: why it is in trouble or what goes well, and since when nobody looked after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from kamgen.analyse.summary import years_of
from kamgen.facts import dates
from kamgen.facts.accounts import is_lost
from kamgen.facts.verdict import money_at_stake, verdict
from kamgen.model.account import Account
from kamgen.model.account_history import Move
from kamgen.model.context import context_of
from kamgen.model.fields import Doc
from kamgen.model.review import Reason, Trouble
from kamgen.render.site_context import SiteContext
from kamgen.text.changes import days_words
from kamgen.text.words import counted, listed


class Worry(Struct, frozen=True):
    """A reason why an account is in trouble."""

    weight: Annotated[int, Doc("The larger the more serious, see `kamgen.model.review.Trouble`.")]
    words: str


def stake_words(stake: Decimal | None, context: SiteContext) -> str:
    """``173k NOK at stake``; empty when nothing is, or it is not known."""
    return f"{context.style.compact(stake)} {context.currency} at stake" if stake else ""


def verdict_words(account: Account, context: SiteContext, moves: Iterable[Move] = ()) -> str:
    """One sentence: why it is in trouble, with the money at stake, else what goes well; empty when there is neither."""
    reasons = [worry.words for worry in worries(account, context, moves)]
    if reasons:
        years = years_of(account, context.site, context.as_of)
        row = next((row for row in years if row.year == context.year), None)
        stake = stake_words(money_at_stake(account, row, account.rate_of(context.year)), context)
        return f"In trouble: {'; '.join(filter(None, (*reasons, stake)))}."
    strengths = verdict(account, context_of(context.site, context.as_of, account.category), context.year).strengths
    return f"Goes well: {listed([strength.value for strength in strengths])}." if strengths else ""


def worries(account: Account, context: SiteContext, moves: Iterable[Move] = ()) -> Iterator[Worry]:
    """Why an account is in trouble, most serious first; nothing when it is not. ``moves`` are newest first."""
    plan_context = context_of(context.site, context.as_of, account.category)
    found = verdict(account, plan_context, context.year, moves)
    if found.in_trouble:
        yield from (Worry(each.trouble.weight, _words(each, account, context)) for each in found.reasons)


def _words(reason: Reason, account: Account, context: SiteContext) -> str:
    style, figure = context.style, reason.figure
    if reason.trouble is Trouble.UNREADABLE:
        return f"plan cannot be read: {account.findings[0].message if account.findings else 'no front matter'}"
    if figure is None:
        return reason.trouble.words
    one = f"promise moved {reason.times} times"
    postponed = one if figure == 1 else f"{int(figure)} promises moved three times or more"
    words = {
        Trouble.LOSS: f"loses {style.compact(figure)} {account.plan.front.currency or context.currency}",
        Trouble.PROMISES_OVERDUE: f"{counted(int(figure), 'promise')} overdue",
        Trouble.POSTPONED: f"{postponed}, {days_words(reason.days)}" if reason.days else postponed,
        Trouble.BEHIND: f"{style.percent(figure)} of its target to date",
    }
    return words.get(reason.trouble, reason.trouble.words)


def silence(account: Account, context: SiteContext) -> tuple[date, str] | None:
    """Since when, and in words, nothing was heard or written; None when all was in time, or nobody need call."""
    if is_lost(account) or not account.plan.readable:
        return None
    every = context.cadences[account.category]
    last = dates.last_word(account.plan, context.as_of)
    if last is None:
        return date.min, "No review, feedback or contact on record"
    silences = [(last.day, last.what, every.contact_every)]
    if account.touched:
        silences.append((account.touched, "Change to the plan", every.plan_touched_every))
    over = sorted((day, words) for day, words, cadence in silences if dates.has_lapsed(day, cadence, context.as_of))
    return (over[0][0], f"{over[0][1]} on {over[0][0].isoformat()} was the last") if over else None
