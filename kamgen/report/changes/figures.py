"""Scores and money before and after: ``71 → 64 (−7)``, ``1.3M → 1.1M (−200k, −15.4%)``."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from kamgen.model.comparison import Amounts, Comparison
from kamgen.model.phrases import percent_apart, signed

AMOUNTS = ("revenue", "target", "profit", "weighted pipeline")
"""The fields of `Amounts` in words."""
UNKNOWN = "n/a"
NOT_SCORED = "not scored"
"""A health score that is not known."""

_WIDE = Context(prec=200)
_UNITS = ((9, "bn"), (6, "M"), (3, "k"))
_DIGITS = (3, 4, 5, 6, 9, 12, 15, 18, 24, 36)
_CENTS = -2


def score(number: int | None, unknown: str = UNKNOWN) -> str:
    """A score, 0 to 100."""
    return unknown if number is None else str(number)


def score_move(was: int | None, now: int | None, unknown: str = UNKNOWN) -> str:
    """``71 → 64 (−7)``, or one score where nothing moved."""
    if was == now:
        return score(now, unknown)
    difference = "" if was is None or now is None else f" ({signed(now - was)})"
    return f"{score(was, unknown)} → {score(now, unknown)}{difference}"


def money(amount: Decimal | None, digits: int = 3) -> str:
    """So many digits that count: ``1.31M``, ``910k``, ``850``, ``−40k``."""
    if amount is None:
        return UNKNOWN
    number = _rounded(amount, digits)
    for power, unit in _UNITS:
        if number.adjusted() >= power:
            return f"{_plain(number.scaleb(-power, _WIDE))}{unit}"
    return _plain(number)


def money_move(was: Decimal | None, now: Decimal | None, exact: bool = True) -> str:
    """``1.3M → 1.1M (−200k, −15.4%)``; without ``exact`` the percentage alone, where there is one."""
    if was == now:
        return money(now)
    if was is None or now is None:
        return f"{money(was)} → {money(now)}"
    digits = next((each for each in _DIGITS if money(was, each) != money(now, each)), _DIGITS[-1])
    difference, percent = _signed_money(now - was), _percent(was, now)
    said = [difference, percent] if exact else [percent or difference]
    return f"{money(was, digits)} → {money(now, digits)} ({', '.join(part for part in said if part)})"


def moved(pair: tuple[Amounts, Amounts], exact: bool = True) -> list[tuple[str, str]]:
    """Those amounts that differ: what in words, and from what to what."""
    return [(name, money_move(was, now, exact)) for name, was, now in zip(AMOUNTS, *pair, strict=True) if was != now]


def net(comparison: Comparison) -> tuple[Amounts, Amounts]:
    """Totals of the base by the head's site.toml, and of the head: what content did."""
    return comparison.totals[1], comparison.totals[2]


def _signed_money(amount: Decimal) -> str:
    text = money(amount)
    return text if amount < 0 else f"+{text}"


def _percent(was: Decimal, now: Decimal) -> str:
    percent = percent_apart(was, now)
    return f"{'+' if percent > 0 else ''}{_plain(percent)}%" if percent is not None else ""


def _rounded(amount: Decimal, digits: int) -> Decimal:
    step = max(amount.adjusted() - digits + 1, _CENTS)
    return amount.quantize(Decimal(1).scaleb(step), ROUND_HALF_UP, _WIDE)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")
