"""What each of the nine signals says of one plan: money, our service and promises, the client's words, people, risks.

plan, context ─ facts ─▶ a value ─ the signal's anchors ─▶ points with their figures, or no points and why

Money looks at the newest of the current and the last full fiscal year in which anything was measured; what is due of a
target is pro rata by days (see `kamgen.facts.money`). Amounts stay in the plan's currency: only fractions are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kamgen.facts import client as people
from kamgen.facts import dates, results
from kamgen.facts import money as figures
from kamgen.facts import promises as ledger
from kamgen.facts.people import has_left
from kamgen.model.context import Context
from kamgen.model.fields import folded
from kamgen.model.front_matter import Contact, FinancialYear
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.model.values import plain
from kamgen.rules.service_targets import quantity_words
from kamgen.text.numbers import money as money_words
from kamgen.text.numbers import percent
from kamgen.text.words import ago, counted, listed

SignalInput = tuple[str, str, str]
"""A figure that goes in: name, text and key (see `Input`); its line is looked up together with those of all others."""


class Measurement(NamedTuple):
    """Points with their figures, or no points and why."""

    score: int | None
    words: str
    inputs: tuple[SignalInput, ...] = ()
    least: int | None = None
    """See `SignalValue`; None where all of it is known, or nothing."""


Measure = Callable[[Plan, Context], Measurement]

CONTACTS, FUNCTIONS, OF_US = 3, 2, 2
"""With fewer an account hangs on a single thread."""

_LATE = Decimal("0.5")
"""What a promise counts that was kept late."""

_Part = tuple[Decimal, SignalInput]
"""One part of the relationships signal, 0 to 1, and its figure."""


def scored(
    signal: Signal, value: Decimal, words: str, inputs: Iterable[SignalInput], least: Decimal | None = None
) -> Measurement:
    """The points of ``value``; ``words`` says how it was reckoned, ``least`` what the value is for certain."""
    points = signal.points(value)
    certain = None if least is None else signal.points(least)
    return Measurement(points, f"{words} → {counted(points, 'point')}", tuple(inputs), certain)


def unknown(reason: str, write: str) -> Measurement:
    """Not known: why, and what to write."""
    return Measurement(None, f"{reason}: {write}")


def service(plan: Plan, context: Context) -> Measurement:
    """The part of the measures with a target and a recent actual that reach it."""
    levels = results.service_levels(plan, context)
    judged = [level for level in levels if level.counts and level.recent and level.met is not None]
    if not judged:
        reason = "no service level with a target was measured in this fiscal quarter or the two before"
        return unknown(reason, "add `measure`, `actual` and `period` under `service`, and its target in site.toml")
    inputs = []
    for level in judged:
        if level.row and level.target:
            actual, target = (quantity_words(each, level.measure) for each in (level.row.actual, level.target))
            text = f"{actual} in {level.row.period}, target {target}: {'met' if level.met else 'missed'}"
            inputs.append((context.site.measure_title(level.key), text, f"service[{level.number}].actual"))
    reached = sum(bool(level.met) for level in judged)
    ratio = Decimal(reached) / len(judged)
    words = f"{reached} of {counted(len(judged), 'service target')} met = {percent(ratio)}"
    asked = len({folded(level.key) for level in levels if level.target})
    return scored(Signal.SERVICE, ratio, words, inputs, Decimal(reached) / asked)


def promises(plan: Plan, context: Context) -> Measurement:
    """The part of the promises that were kept, late ones counted half; open ones count once they are overdue."""
    judged = [fact for fact in ledger.promises_of(plan, context.as_of) if fact.lately]
    if not judged:
        reason = "no promise was settled in the last 12 months and none is overdue"
        return unknown(reason, "write what was promised under `promises`, with `due`, and `kept` when it is done")
    inputs = []
    for fact in judged:
        late = f", {counted(fact.late, 'day')} late" if fact.late else ""
        text = f"overdue since {fact.row.due}" if fact.open else f"{fact.state.value} {fact.day}{late}"
        inputs.append((fact.row.promise, text, f"promises[{fact.number}]"))
    kept = [fact for fact in judged if not fact.failed]
    late_ones = sum(bool(fact.late) for fact in kept)
    on_time = len(kept) - late_ones
    ratio = (on_time + late_ones * _LATE) / len(judged)
    number = f"({on_time} on time + ½ × {late_ones} late)" if late_ones else f"{on_time}"
    words = f"{number} of {counted(len(judged), 'promise')} kept = {percent(ratio)}"
    return scored(Signal.PROMISES, ratio, words, inputs)


def outcomes(plan: Plan, context: Context) -> Measurement:
    """Mean of the way from baseline to target over all outcomes with a target that were measured lately."""
    ways, dated, inputs = [], Decimal(0), []
    for number, row in enumerate(plan.front.outcomes):
        way = results.progress(row) if results.is_measured(row, context.as_of) else None
        if way is not None:
            unit = f" {row.unit}" if row.unit and row.unit != "%" else row.unit or ""
            start = f"from {plain(row.baseline)} " if row.baseline is not None else ""
            actual, target = plain(row.actual or Decimal(0)), plain(row.target or Decimal(0))
            came = "reached" if way == 1 else f"{percent(way)} of the way"
            ways.append(way)
            dated += way if row.as_of else 0
            inputs.append((row.metric, f"{actual}{unit}, {start}to {target}: {came}", f"outcomes[{number}].actual"))
    if not ways:
        reason = "no outcome has a target, and an actual of the last 24 months"
        return unknown(reason, "add `target`, `actual` and its day `as_of` under `outcomes`")
    mean = sum(ways, Decimal(0)) / len(ways)
    words = (
        f"{ways.count(Decimal(1))} of {counted(len(ways), 'outcome')} reached, {percent(mean)} of the way on average"
    )
    return scored(Signal.OUTCOMES, mean, words, inputs, dated / len(plan.front.outcomes))


def feedback(plan: Plan, context: Context) -> Measurement:
    """The newest score as a part of its scale. A stale one says nothing of today."""
    found = dates.newest_score(plan, context)
    if found is None or (given := found.row.score) is None:
        return unknown("no feedback has a score", "add `score` and `scale` to an entry under `feedback`")
    number, row, newer = found
    if newer:
        reason = f"the feedback of {newer.date} is not scored, and newer than the score of {row.date}"
        return unknown(reason, "ask the client for a `score`, and add it with its `scale`")
    every = context.cadences.feedback_every
    if not dates.within(row.date, every, context.as_of):
        reason = f"the last score is of {row.date}, and counts for {every}"
        return unknown(reason, "ask the client again, and write it under `feedback`")
    score, ratio = f"{given} of {row.scale}", Decimal(given) / row.scale
    inputs = [(f"feedback of {row.date}", score, f"feedback[{number}].score")]
    return scored(Signal.FEEDBACK, ratio, f"{score} on {row.date} = {percent(ratio)}", inputs)


def relationships(plan: Plan, context: Context) -> Measurement:
    """Mean of the parts that are known: who decides, how many threads hold, how much influence is against us.

    Each speaks only where the plan does, so that a short plan is not taken for a bad relationship.
    """
    contacts = plan.front.contacts
    here = [each for each in contacts if not has_left(each, context.as_of)]
    if not here:
        write = "add the client's people under `contacts`, each with `name` and `role`"
        return unknown("no contacts are written", write)
    found = (_decision_maker(plan, context), _threads(here), _goodwill(contacts, context.as_of))
    parts = [part for part in found if part]
    mean = sum((value for value, _ in parts), Decimal(0)) / len(parts)
    each = ", ".join(f"{figure[0]} {percent(value)}" for value, figure in parts)
    words = f"{each}: {percent(mean)} on average"
    return scored(Signal.RELATIONSHIPS, mean, words, [figure for _, figure in parts], mean * len(parts) / len(found))


def _decision_maker(plan: Plan, context: Context) -> _Part | None:
    """Whether one was met in time; None where that cannot be told."""
    contacts, name = plan.front.contacts, "decision maker"
    if not people.deciders(plan, context.as_of):
        roles = any(each.role for each in contacts)
        return (Decimal(0), (name, "none among the contacts", "contacts")) if roles else None
    last = people.last_decider_contact(plan, context.as_of)
    if last is None:
        return None
    (day, number), every = last, context.cadences.contact_every
    text = f"{contacts[number].name}, last contact {day}, {ago(day, context.as_of)}; due every {every}"
    met = dates.within(day, every, context.as_of)
    return Decimal(met), (name, text, f"contacts[{number}].last_contact")


def _threads(contacts: Sequence[Contact]) -> _Part:
    """The weakest of three; functions and our people only where they are written."""
    known, functions, of_us = (
        len({folded(word) for word in words if word})
        for words in zip(*((each.name, each.function, each.met_by) for each in contacts), strict=True)
    )
    parts = [(known, CONTACTS, counted(known, "contact"))]
    parts += [(functions, FUNCTIONS, f"in {counted(functions, 'function')}")] if functions else []
    parts += [(of_us, OF_US, f"met by {of_us} of us")] if of_us else []
    weakest = min(Decimal(min(count, least)) / least for count, least, _ in parts)
    return weakest, ("threads", " ".join(words for _, _, words in parts), "contacts")


def _goodwill(contacts: Sequence[Contact], as_of: date) -> _Part | None:
    """The part of the influence of those we know the attitude of that is not against us."""
    here = [(number, each) for number, each in enumerate(contacts) if not has_left(each, as_of)]
    against = [(number, each) for number, each in here if people.opposes(each)]
    lost = sum(people.LEVEL_WEIGHT[each.influence] for _, each in against)
    total = lost + sum(people.LEVEL_WEIGHT[each.influence] for _, each in here if people.is_not_against(each))
    if not total:
        return None
    who = ", ".join(each.name for _, each in against)
    text = f"{lost} of {total} parts of influence against us: {who}" if who else "no critic and no blocker"
    return 1 - Decimal(lost) / total, ("goodwill", text, f"contacts[{against[0][0]}]" if against else "contacts")


def risks(plan: Plan, context: Context) -> Measurement:
    """Exposure of the risks that lack mitigation or owner. Answered ones add nothing; none at all is not known."""
    written = plan.front.risks
    if not written:
        return unknown("no risks are written", "add what could cost us the account under `risks`")
    exposures, inputs = [], []
    for number, risk in enumerate(written):
        lacking, exposure = people.lacking_answers(risk, context.site), people.exposure(risk)
        if lacking:
            levels = " × ".join(
                f"{level.value if level else 'not written'} {people.LEVEL_WEIGHT[level]}"
                for level in (risk.likelihood, risk.impact)
            )
            exposures.append(exposure)
            inputs.append((risk.risk, f"{levels} = {exposure}, no {' and '.join(lacking)}", f"risks[{number}]"))
    if not exposures:
        return scored(Signal.RISK, Decimal(0), f"{counted(len(written), 'risk')}, none left open = 0", ())
    parts = " + ".join(map(str, exposures)) + (f" = {sum(exposures)}" if len(exposures) > 1 else "")
    words = f"{len(exposures)} of {counted(len(written), 'risk')} left open: {parts}"
    return scored(Signal.RISK, Decimal(sum(exposures)), words, inputs)


def revenue(plan: Plan, context: Context) -> Measurement:
    """Revenue to date against the part of its target that is due. A target of 0 or less is none."""
    return _pace(Signal.REVENUE, plan, context, figures.revenue_pace, ("revenue", "target_revenue"))


def profit(plan: Plan, context: Context) -> Measurement:
    """Profit after cost to serve against the part of its target that is due; a planned loss is a target too."""
    fields = ("gross_profit", "cost_to_serve", "target_profit")
    return _pace(Signal.PROFIT, plan, context, figures.profit_pace, fields)


def margin(plan: Plan, context: Context) -> Measurement:
    """Profit as a part of revenue against the category's target, else the mean of its peers."""
    found, peers = figures.judged_row(plan, context), context.links.margin
    target = context.category.target_margin if context.category else None
    known = found and found[1].margin is not None
    if known and target is None and peers:
        found = figures.year_row(plan, peers.year)
    own, bound = (found[1].margin if found else None), peers.mean if target is None and peers else target
    if not known or found is None or own is None or bound is None:
        return _no_margin(plan, context)
    above = figures.margin_above(own, bound)
    distance = f"{percent(abs(above)).removesuffix('%')} percentage points {'below' if above < 0 else 'above'} it"
    what, year = "mean" if target is None else "target", found[1].year
    words = f"{percent(own)} of revenue in {year}, {what} of the category {percent(bound)}: {distance}"
    against = (f"{what} margin of the category {year}", percent(bound), "")
    fields = ("revenue", "gross_profit", "cost_to_serve")
    return scored(Signal.MARGIN, above, words, (*_inputs(*found, plan, context, fields), against))


def _inputs(
    number: int, row: FinancialYear, plan: Plan, context: Context, fields: tuple[str, ...]
) -> tuple[SignalInput, ...]:
    return tuple(
        (
            f"{field.replace('_', ' ')} {row.year}",
            money_words(value, plan, context.site) if isinstance(value, Decimal) else str(value),
            f"financials[{number}].{field}",
        )
        for field in fields
        if (value := getattr(row, field)) is not None
    )


def _pace(
    signal: Signal, plan: Plan, context: Context, pace_of: figures.PaceOf, fields: tuple[str, ...]
) -> Measurement:
    """The year judged, if something is due in it; ``fields`` are those it needs, its target last."""
    found = figures.judged_row(plan, context)
    pace = pace_of(plan, context.calendar, found[1].year) if found else None
    if pace is None:
        return _no_pace(plan, context, fields)
    amount, due = (
        money_words(each, plan, context.site) for each in (pace.amount, abs(pace.due).to_integral_value(ROUND_HALF_UP))
    )
    of = "against a planned loss of" if figures.loses_money(pace.target) else "of"
    what = "profit of " if signal is Signal.PROFIT else ""
    words = f"{what}{amount} {of} {due} due by {pace.until} = {percent(pace.ratio)}"
    return scored(signal, pace.ratio, words, _inputs(pace.number, pace.row, plan, context, (*fields, "through")))


def _no_pace(plan: Plan, context: Context, fields: tuple[str, ...]) -> Measurement:
    """Why there is no attainment: what the newest row lacks."""
    years = context.calendar.judged_years(context.as_of)
    row = _row_of(plan, context, years)
    if row is None:
        return _no_row(years, fields)
    missing = [f"`{field}`" for field in fields if getattr(row, field) is None]
    if missing:
        return unknown(f"{row.year} has no {listed(missing, 'or')}", "add it to the row of that year in `financials`")
    if not figures.covered(row, context.calendar):
        return unknown(f"the figures of {row.year} end before the year begins", "write `through` as a month of it")
    worth = "0" if not getattr(row, fields[-1]) else "below 0"
    reason = f"`{fields[-1]}` of {row.year} is {worth}, and nothing can be held against that"
    return unknown(reason, "write the target that was agreed")


def _no_margin(plan: Plan, context: Context) -> Measurement:
    years = context.calendar.judged_years(context.as_of)
    row = _row_of(plan, context, years)
    fields = ("revenue", "gross_profit", "cost_to_serve")
    if row is None:
        return _no_row(years, fields)
    if row.margin is None:
        missing = [f"`{field}`" for field in fields if getattr(row, field) is None]
        if missing:
            what = f"{row.year} has no {listed(missing, 'or')}"
            return unknown(what, "add it to the row of that year in `financials`")
        reason = f"revenue of {row.year} is not above 0, and a margin is a part of revenue"
        return unknown(reason, "the next year with revenue has one")
    reason = f"too few accounts of its category give a margin of {listed(list(map(str, years)), 'or')} to compare with"
    return unknown(reason, "add theirs, or write the category's `target_margin` in site.toml")


def _row_of(plan: Plan, context: Context, years: tuple[int, ...]) -> FinancialYear | None:
    """The row that is judged, else the newest that could be."""
    found = figures.judged_row(plan, context)
    return found[1] if found else next((each[1] for year in years if (each := figures.year_row(plan, year))), None)


def _no_row(years: tuple[int, ...], fields: tuple[str, ...]) -> Measurement:
    wanted = listed([f"`year: {years[0]}`", *(f"`{field}`" for field in fields)])
    reason = f"no figures of {listed(list(map(str, years)), 'or')} are written"
    return unknown(reason, f"add a row with {wanted} under `financials`")
