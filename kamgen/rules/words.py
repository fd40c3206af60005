"""Figures and dates as a seller reads them in evidence: "71 days ago", "every 3 months", "910,000 NOK"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from kamgen.model.config import SiteConfig
from kamgen.model.plan import Plan
from kamgen.model.values import Duration, plain

_WORD = re.compile(r"[^\W_]+")


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun: ``1 action``, ``3 actions``; ``plural`` where an ``s`` is not enough."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def ago(day: date, as_of: date) -> str:
    """How long before ``as_of`` a day was: ``today``, ``1 day ago``, ``71 days ago``; ``in 3 days`` for a later one."""
    days = (as_of - day).days
    if not days:
        return "today"
    return f"{counted(days, 'day')} ago" if days > 0 else f"in {counted(-days, 'day')}"


def every(cadence: Duration) -> str:
    """A cadence: ``every month``, ``every 3 months``."""
    return f"every {cadence.unit if cadence.count == 1 else cadence}"


def money(amount: Decimal, plan: Plan, site: SiteConfig) -> str:
    """An amount in the plan's currency, to the cent where there are cents: ``910,000 NOK``."""
    return f"{f'{amount:,.2f}'.removesuffix('.00')} {plan.front.currency or site.site.currency}"


def percent(fraction: Decimal, *bounds: Decimal) -> str:
    """A fraction of one in percent, rounded half up to a tenth as tables do.

    What misses one of ``bounds`` (fractions) never reads as meeting it: ``89.96%`` where 90% is the bound.
    """
    tenths = int((fraction * 1000).to_integral_value(ROUND_HALF_UP))
    if bounds and any(fraction < bound and tenths >= bound * 1000 for bound in bounds):
        return f"{plain((fraction * 10_000).to_integral_value(ROUND_FLOOR) / 100)}%"
    whole, tenth = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{tenth}' if tenth else ''}%"


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def named(things: Sequence[str], most: int) -> str:
    """The first ``most`` of what was found, and how many others there are: ``a is late; b is late; and 2 more``."""
    more = [f"and {len(things) - most} more"] if len(things) > most else []
    return "; ".join([*things[:most], *more])


def spoken(text: str) -> str:
    """The words of a text in lower case, a space around each: for finding whole names, whatever stands around them."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
