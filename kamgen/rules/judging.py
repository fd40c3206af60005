"""What several rules ask: how old, how much, which section; and how that is told in evidence.

newest day ─ judge_age ─▶ met, or a gap once its cadence has passed
rows with their days ─ judge_each ─▶ met, or a gap that names those whose cadence has passed
a fiscal year's row ─ judge_amount ─▶ met when it gives the figure
prose ─ judge_section ─▶ met when the section says something real
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kamgen.facts import dates, money, pipeline
from kamgen.model.body import SECTIONS, heading_key
from kamgen.model.context import Context
from kamgen.model.enums import ReviewWith, Site
from kamgen.model.plan import Plan
from kamgen.model.plan_fields import Opportunity
from kamgen.model.rule import Outcome, gap, met
from kamgen.model.values import Duration
from kamgen.text.numbers import money as money_words
from kamgen.text.words import ago, counted, every, listed, named

NAMED = 3
"""Things that evidence names; of more it says how many there are."""

_REVIEWS_NAMED = 5
"""As many reviews."""


def judge_age(what: str, day: date, cadence: Duration, context: Context, key: str, write: str) -> Outcome:
    """Met while ``day`` is within its cadence; ``what`` begins the evidence, such as "last client review"."""
    evidence, fresh = _age(what, day, cadence, context.as_of)
    return met(evidence, key) if fresh else gap(evidence, key, write)


@lru_cache(maxsize=4096)
def _age(what: str, day: date, cadence: Duration, as_of: date) -> tuple[str, bool]:
    """The evidence, and whether it still counts. Thousands of accounts share some hundred days."""
    return f"{what} {day}, {ago(day, as_of)}; due {every(cadence)}", dates.within(day, cadence, as_of)


class Done(NamedTuple):
    """Something that is done again and again, and when it last was."""

    key: str
    """Where the plan says so, or should."""
    what: str
    """``the need “Fewer line stops”``."""
    day: date | None
    """None for never."""


def judge_each(rows: Sequence[Done], what: str, done: str, cadence: Duration, context: Context, write: str) -> Outcome:
    """Met while the day of each of ``rows`` (one or more) is within the cadence.

    ``what`` counts the rows ("2 needs"), ``done`` says what happened to them on their days ("confirmed").
    """
    as_of = context.as_of
    late = [row for row in rows if row.day is None or not dates.within(row.day, cadence, as_of)]
    if late:
        said = named([_when(row, done, as_of) for row in late], NAMED)
        return gap(f"{said}; due {every(cadence)}", late[0].key, write)
    key, day = min(((row.key, row.day) for row in rows if row.day), key=lambda found: found[1])
    earliest = ", the earliest" if len(rows) > 1 else ""
    return met(f"{what} {done}{earliest} {day}, {ago(day, as_of)}; due {every(cadence)}", key)


def _when(row: Done, done: str, as_of: date) -> str:
    if row.day is None:
        return f"{row.what} was never {done}"
    verb = f"was last {done}" if dates.happened(row.day, as_of) else f"is {done} only on"
    return f"{row.what} {verb} {row.day}, {ago(row.day, as_of)}"


def none_held(plan: Plan, context: Context, party: ReviewWith, what: str, site: Site | None = None) -> str:
    """Evidence that no review with ``party`` (at ``site``) was held, and why those that are written do not count.

    ``what`` names it: "review with the client".
    """
    reviews = [row for row in plan.front.reviews if row.party is party and site in (None, row.site)]
    cancelled = [str(row.date) for row in reviews if row.cancelled]
    coming = [str(row.date) for row in reviews if dates.is_planned(row, context.as_of)]
    why = [f"{_the_ones(cancelled, 'was', 'were')} cancelled"] if cancelled else []
    why += [f"{_the_ones(coming, 'is', 'are')} still to come"] if coming else []
    return f"no {what} was held: {', '.join(why)}" if why else f"no {what} is written"


def _the_ones(days: Sequence[str], one: str, several: str) -> str:
    more = [f"{len(days) - _REVIEWS_NAMED} more"] if len(days) > _REVIEWS_NAMED else []
    shown = [*days[:_REVIEWS_NAMED], *more]
    return f"the one of {days[0]} {one}" if len(days) == 1 else f"the ones of {listed(shown)} {several}"


def judge_amount(plan: Plan, context: Context, year: int, field: str, label: str, hint: str = "") -> Outcome:
    """Met when the row of ``year`` gives ``field``; ``label`` names it in words, ``hint`` says what belongs there."""
    found = money.year_row(plan, year)
    if found is None:
        write = f"add a row with `year: {year}` and `{field}` under `financials`{hint}"
        return gap(f"no {label} of {year} is written", "financials", write)
    number, row = found
    amount: Decimal | None = getattr(row, field)
    if amount is not None:
        return met(f"{label} of {year}: {money_words(amount, plan, context.site)}", f"financials[{number}].{field}")
    write = f"add `{field}` to the row of {year} under `financials`{hint}"
    return gap(f"no {label} of {year} is written", f"financials[{number}]", write)


def judge_section(plan: Plan, context: Context, key: str, belongs: str) -> Outcome:
    """Met when the section ``key`` of `SECTIONS` says something real; ``belongs`` is what should stand there."""
    section = context.section(plan, key)
    if section:
        return met(f"section “{section.title}” is written", f"#{section.anchor}")
    name, names = SECTIONS[key][0], context.names_of(key)
    for empty in plan.body.sections:
        if heading_key(empty.title) in names:
            return gap(f"section “{name}” says nothing yet", f"#{empty.anchor}", f"write below its heading {belongs}")
    return gap(f"there is no section “{name}”", "", f"add a heading `## {name}`, and below it {belongs}")


def counted_open(opened: Sequence[pipeline.Opened]) -> str:
    """``1 open opportunity``, ``3 open opportunities``."""
    return counted(len(opened), "open opportunity", "open opportunities")


def what_lacks(row: Opportunity) -> str:
    """``the opportunity “Platform phase 2” has no value and no close``."""
    return f"the opportunity “{row.name}” has no {listed(pipeline.lacking_fields(row), 'and no')}"
