"""How much of a fiscal year figures cover, and what falls due in it: pro rata by days.

row ─ covered ─▶ days ─┬─ due       the part of a year's target
                       └─ attained  an amount as a fraction of that part
"""

from __future__ import annotations

from decimal import Decimal

from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.groups import FinancialYear


def covered(row: FinancialYear, calendar: FiscalCalendar) -> tuple[int, int]:
    """Days of its fiscal year that the figures of ``row`` cover, and days of the whole year.

    All of them without ``through``, none when ``through`` lies before the year.
    """
    through = calendar.last_day(row.year) if row.through is None else calendar.end(row.through)
    return calendar.elapsed(row.year, through)


def due(target: Decimal, days: tuple[int, int]) -> Decimal:
    """The part of a year's ``target`` that falls to the first of ``days`` out of the second."""
    return target * days[0] / days[1]


def attained(amount: Decimal | None, target: Decimal | None, days: tuple[int, int]) -> Decimal | None:
    """``amount`` as a fraction of what is `due` of ``target``; None without either, and when nothing is due.

    Where a loss is planned it is 1 less the part by which the loss is worse: 0.8 for a loss of 60 instead of 50.
    """
    if amount is None or not target or not days[0]:
        return None
    ratio = amount * days[1] / (target * days[0])
    return ratio if target > 0 else 2 - ratio
