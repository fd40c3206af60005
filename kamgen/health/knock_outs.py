"""What no score makes up for: the verdict is never better than a loss, broken trust and the unknown allow.

score ─ bands ─▶ band ─┬─ a loss ─▶ act             profit not known ─▶ act, or not judged
                       ├─ opposed, promises broken ─▶ watch at best
                       └─ what is not known, at 0 points ─▶ no better than that; not judged where only it makes "act"

So nothing that is taken out of a plan, and makes a signal unknown, gives its account a better verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from kamgen.facts import client, money, promises
from kamgen.model.context import Context
from kamgen.model.enums import Band
from kamgen.model.health import Bands, Health
from kamgen.model.plan import Plan
from kamgen.text.numbers import money as money_words
from kamgen.text.words import counted, listed

_WORST = (Band.ACT, Band.UNJUDGED, Band.WATCH, Band.OK)

_Held = tuple[Band, str]
"""The best that a verdict can be, and why."""


def verdict(plan: Plan, context: Context, health: Health, bands: Bands) -> tuple[Band, tuple[str, ...]]:
    """How ``health`` reads, and what the verdict cannot be better for, the gravest first."""
    band = bands.band(health.score)
    held = [*_loss(plan, context), *_against(plan, context), *_unknown(context, health, bands, band)]
    held.sort(key=lambda each: _WORST.index(each[0]))
    worst = min((band, *(cap for cap, _ in held)), key=_WORST.index)
    return worst, tuple([words for _, words in held])


def _loss(plan: Plan, context: Context) -> Iterator[_Held]:
    if not context.site.health.knock_outs.loss:
        return
    found = money.judged_row(plan, context)
    row = found[1] if found else None
    if row is None:
        yield Band.UNJUDGED, "nobody knows whether it earns money: no figures are written"
    elif row.profit is None:
        fields = ("gross_profit", "cost_to_serve")
        missing = listed([f"`{field}`" for field in fields if getattr(row, field) is None], "or")
        yield Band.UNJUDGED, f"nobody knows whether it earns money: {row.year} has no {missing}"
    elif money.loses_money(row.profit):
        yield Band.ACT, f"it lost {money_words(-row.profit, plan, context.site)} in {row.year} after cost to serve"


def _against(plan: Plan, context: Context) -> Iterator[_Held]:
    limits = context.site.health.knock_outs
    opposed = [each.name for _, each in client.opposed_deciders(plan, context.as_of)]
    if limits.opposed and len(opposed) >= limits.opposed:
        who = "decides with high influence and is" if len(opposed) == 1 else "decide with high influence and are"
        yield Band.WATCH, f"{listed(opposed)} {who} against us"
    count = promises.ledger(plan, context.as_of).broken
    if limits.broken_promises and count >= limits.broken_promises:
        yield Band.WATCH, f"{counted(count, 'promise was', 'promises were')} broken in the last 12 months"


def _unknown(context: Context, health: Health, bands: Bands, band: Band) -> Iterator[_Held]:
    least = bands.band(health.least)
    if context.site.health.knock_outs.unknown and _WORST.index(least) < _WORST.index(band):
        unknown = health.total - health.known
        what = f"{unknown} of {counted(health.total, 'signal')} are not known" if unknown else "not all of it is known"
        cap = Band.UNJUDGED if least is Band.ACT else least
        yield cap, f"{what}: for certain its health is {health.least} or more"
