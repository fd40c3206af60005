"""What no score makes up for: the verdict is never better than a loss, broken trust and the unknown allow.

score ─ bands ─▶ band ─┬─ a loss ─▶ act             profit not known ─▶ act, or not judged
                       ├─ opposed, promises broken, or neither can be ruled out ─▶ watch at best
                       └─ what is not known, at 0 points ─▶ no better than that; not judged where only it makes "act"

So nothing that is taken out of a plan, and makes a signal unknown, gives its account a better verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kamgen.facts import client, money, promises
from kamgen.model.context import Context
from kamgen.model.enums import Band
from kamgen.model.health import Bands, Health
from kamgen.model.plan import Plan
from kamgen.text.numbers import money as money_words
from kamgen.text.words import counted, listed

_WORST = (Band.ACT, Band.UNJUDGED, Band.WATCH, Band.OK)


class _Held(NamedTuple):
    """The best that a verdict can be, and why."""

    cap: Band
    words: str
    known: bool = True
    """Whether it is so; else it cannot be ruled out."""


def verdict(plan: Plan, context: Context, health: Health, bands: Bands) -> tuple[Band, tuple[str, ...]]:
    """How ``health`` reads, and what the verdict cannot be better for, the gravest first."""
    band = bands.band(health.score)
    held = [*_loss(plan, context), *_against(plan, context), *_broken(plan, context)]
    held += _unknown(context, health, bands, band)
    held.sort(key=lambda each: _WORST.index(each.cap))
    worst = min((band, *(each.cap for each in held)), key=_WORST.index)
    return worst, tuple([each.words for each in held if each.known or (each.cap is worst and worst is not band)])


def _loss(plan: Plan, context: Context) -> Iterator[_Held]:
    if not context.site.health.knock_outs.loss:
        return
    found = money.judged_row(plan, context)
    row = found[1] if found else None
    if row is None:
        yield _Held(Band.UNJUDGED, "nobody knows whether it earns money: no figures are written", known=False)
        return
    before = money.last_profit(plan, row.year)
    if before and before.profit is not None and money.loses_money(before.profit):
        lost = money_words(-before.profit, plan, context.site)
        since = f", and what it earned in {row.year} is not known" if before.year < row.year else ""
        yield _Held(Band.ACT, f"it lost {lost} in {before.year} after cost to serve{since}")
    elif row.profit is None:
        fields = ("gross_profit", "cost_to_serve")
        missing = listed([f"`{field}`" for field in fields if getattr(row, field) is None], "or")
        words = f"nobody knows whether it earns money: {row.year} has no {missing}"
        yield _Held(Band.UNJUDGED, words, known=False)


def _against(plan: Plan, context: Context) -> Iterator[_Held]:
    least = context.site.health.knock_outs.opposed
    opposed, unsure = ([each.name for each in found] for found in client.deciders_against(plan, context.as_of))
    if not least:
        return
    if len(opposed) >= least:
        who = "decides with high influence and is" if len(opposed) == 1 else "decide with high influence and are"
        yield _Held(Band.WATCH, f"{listed(opposed)} {who} against us")
    elif not plan.front.contacts:
        yield _Held(Band.WATCH, "nobody knows who decides: no contacts are written", known=False)
    elif len(opposed) + len(unsure) >= least:
        who = "decides" if len(unsure) == 1 else "decide"
        yield _Held(Band.WATCH, f"nobody knows whether {listed(unsure)}, who {who}, is against us", known=False)


def _broken(plan: Plan, context: Context) -> Iterator[_Held]:
    least, ledger = context.site.health.knock_outs.broken_promises, promises.ledger(plan, context.as_of)
    count = ledger.broken
    if least and count >= least:
        words = f"{counted(count, 'promise was', 'promises were')} broken in the last 12 months"
        yield _Held(Band.WATCH, words)
    elif least and not ledger.settled:
        yield _Held(Band.WATCH, "nobody knows whether promises are kept: none was settled in 12 months", known=False)


def _unknown(context: Context, health: Health, bands: Bands, band: Band) -> Iterator[_Held]:
    least = bands.band(health.least)
    if context.site.health.knock_outs.unknown and _WORST.index(least) < _WORST.index(band):
        unknown = health.total - health.known
        what = f"{unknown} of {counted(health.total, 'signal')} are not known" if unknown else "not all of it is known"
        cap = Band.UNJUDGED if least is Band.ACT else least
        yield _Held(cap, f"{what}: for certain its health is {health.least} or more", known=False)
