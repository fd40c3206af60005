"""What the rows of a plan bring to a review: each thing that wants an answer, with the party it is for.

client   topics not talked about, needs not confirmed, feedback that is due, opportunities, outcomes, promises kept
team     next actions
both     promises that are late or broken
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.body import SECTIONS
from kamgen.model.choices import ClientTopic, Prime, ReviewWith, Stage, Status
from kamgen.model.context import Context
from kamgen.model.groups import Action, ClientOutcome, Review
from kamgen.model.plan import Plan
from kamgen.model.rule import Outcome, State
from kamgen.model.values import Duration, plain

TEAM, CLIENT = (ReviewWith.TEAM,), (ReviewWith.CLIENT,)
BOTH = (*TEAM, *CLIENT)

HALF_A_YEAR, QUARTER, YEAR = Duration(6, "month"), Duration(90, "day"), Duration(12, "month")
"""How long a need's confirmation holds, how long talk of an opportunity, and how long a broken promise counts."""

Held = tuple[int, Review] | None
"""A review that took place, and its number in the plan."""


class Matter(NamedTuple):
    """Something to talk about."""

    parties: tuple[ReviewWith, ...]
    prime: Prime | None
    key: str
    """What of the plan it speaks of (see `Plan.at`)."""
    words: str
    write: str
    late: int = 0
    """Days."""
    tells: tuple[str, ...] = ()
    """Codes of rules whose gaps need not be told beside it."""


def last_held(plan: Plan, party: ReviewWith, as_of: date) -> Held:
    """The newest review with ``party`` that took place."""
    held = [
        (review.date, number, review)
        for number, review in enumerate(plan.front.reviews)
        if review.party is party and not review.cancelled and review.date <= as_of
    ]
    return max(held, key=lambda each: each[:2])[1:] if held else None


def matters(plan: Plan, context: Context, outcomes: Mapping[str, Outcome]) -> tuple[Matter, ...]:
    """Everything the rows of the plan bring, in order of its kinds; ``outcomes`` are those of rules, by code."""
    held = last_held(plan, ReviewWith.CLIENT, context.as_of)
    return (
        *_outcomes(plan),
        *_promises(plan, context, held),
        *_topics(held, outcomes),
        *_needs(plan, context),
        *_feedback(plan, context),
        *_opportunities(plan, context),
        *_actions(plan, context),
    )


def _outcomes(plan: Plan) -> Iterator[Matter]:
    for number, outcome in enumerate(plan.front.outcomes):
        key = f"outcomes[{number}]"
        missing = [name for name in ("baseline", "target", "actual") if getattr(outcome, name) is None]
        if missing:
            words = f"the outcome “{outcome.metric}” has no {' and no '.join(missing)}"
            write = f"agree the figure with the client, and write it as `{missing[0]}`"
            yield Matter(CLIENT, Prime.PROVE, key, words, write, tells=("VAL002",))
        elif _nearer(outcome):
            yield Matter(CLIENT, Prime.PROVE, key, _shown(outcome), "show it, and ask what it was worth")
        else:
            write = "say what will turn it, and write that under `actions`"
            yield Matter(BOTH, Prime.MINIMISE, key, _shown(outcome), write)


def _nearer(outcome: ClientOutcome) -> bool:
    """Whether the metric moved towards its target, or is there."""
    start, now, goal = (each or Decimal(0) for each in (outcome.baseline, outcome.actual, outcome.target))
    return now == goal or (now - start) * (goal - start) > 0


def _shown(outcome: ClientOutcome) -> str:
    """``“Stock accuracy” went from 78% to 93%, target 90%``."""
    figures = (outcome.baseline, outcome.actual, outcome.target)
    unit = outcome.unit or ""
    space = "" if unit in ("", "%") else " "
    start, now, goal = (f"{plain(each or Decimal(0))}{space}{unit}" for each in figures)
    return f"“{outcome.metric}” went from {start} to {now}, target {goal}"


def _promises(plan: Plan, context: Context, held: Held) -> Iterator[Matter]:
    for number, promise in enumerate(plan.front.promises):
        key = f"promises[{number}]"
        words = f"the promise “{promise.promise}”{f' to {promise.to}' if promise.to else ''}"
        if promise.broken:
            if YEAR.after(promise.broken) >= context.as_of:
                said = f"{words} was broken on {promise.broken}"
                yield Matter(BOTH, Prime.MINIMISE, key, said, "say what makes up for it", tells=("PRM002",))
        elif promise.kept:
            if promise.kept <= context.as_of and (held is None or promise.kept > held[1].date):
                yield Matter(CLIENT, Prime.PROVE, key, f"{words} was kept on {promise.kept}", "say so")
        elif promise.due and promise.due < context.as_of:
            late = (context.as_of - promise.due).days
            write = "say when it will be kept, or why not; then write `kept` or `broken` with the day"
            yield Matter(BOTH, Prime.MINIMISE, key, f"{words} was due {promise.due}", write, late, ("PRM002",))


def _topics(held: Held, outcomes: Mapping[str, Outcome]) -> Iterator[Matter]:
    """The client's eight topics that were not talked about last time, or of which nothing fresh is written."""
    for number, topic in enumerate(ClientTopic, 1):
        code = f"CLI{number:03}"
        outcome = outcomes.get(code)
        if outcome and outcome.state in (State.WAIVED, State.NOT_APPLICABLE):
            continue
        untold, tells = _untold(topic, held), (code, "CLI009", "CRV003")
        if outcome and outcome.state is State.GAP:
            words = f"{outcome.evidence}, and it {untold}" if untold else outcome.evidence
            yield Matter(CLIENT, Prime.RETRIEVE, outcome.key, words, outcome.write, tells=tells)
        elif untold:
            key = f"reviews[{held[0]}].covered" if held else "reviews"
            write = "ask, and write what was said in the client view, with the day in its heading"
            yield Matter(CLIENT, Prime.RETRIEVE, key, f"“{SECTIONS[topic][0]}” {untold}", write, tells=tells)


def _untold(topic: ClientTopic, held: Held) -> str:
    if held is None:
        return "was never covered in a client review"
    return "" if topic in held[1].covered else f"was not covered in the review of {held[1].date}"


def _needs(plan: Plan, context: Context) -> Iterator[Matter]:
    for number, need in enumerate(plan.front.needs):
        if need.confirmed and HALF_A_YEAR.after(need.confirmed) >= context.as_of:
            continue
        when = f"last confirmed {need.confirmed}" if need.confirmed else "never confirmed with the client"
        write = "ask whether it still holds, and write the day as `confirmed`"
        words = f"the need “{need.need}” was {when}"
        yield Matter(CLIENT, Prime.RETRIEVE, f"needs[{number}]", words, write, tells=("NED002",))


def _feedback(plan: Plan, context: Context) -> Iterator[Matter]:
    rows = [(row.date, number) for number, row in enumerate(plan.front.feedback) if row.date <= context.as_of]
    every = context.cadences.feedback_every
    write = "agree on a survey or an interview, and add it with its date under `feedback`"
    if not rows:
        if plan.front.status is not Status.PROSPECT:
            words = "no formal feedback was ever gathered"
            yield Matter(CLIENT, Prime.RETRIEVE, "feedback", words, write, tells=("FBK001",))
        return
    day, number = max(rows)
    late = (context.as_of - every.after(day)).days
    if late > 0:
        words = f"the last formal feedback is of {day}, and is due every {every}"
        yield Matter(CLIENT, Prime.RETRIEVE, f"feedback[{number}].date", words, write, late, ("FBK002",))


def _opportunities(plan: Plan, context: Context) -> Iterator[Matter]:
    for number, item in enumerate(plan.front.opportunities):
        fresh = item.discussed and QUARTER.after(item.discussed) >= context.as_of
        if item.stage is not Stage.OPEN or fresh:
            continue
        when = f"was last talked through {item.discussed}" if item.discussed else "was never talked through"
        close = f" (closes {item.close})" if item.close else ""
        words = f"the opportunity “{item.name}”{close} {when}"
        write = "talk it through, and write the day as `discussed`"
        key = f"opportunities[{number}]"
        yield Matter(CLIENT, Prime.EMPHASISE, key, words, write, tells=("OPP001", "OPP004"))


def _actions(plan: Plan, context: Context) -> Iterator[Matter]:
    ticked = {f"@{found.line}:1" for found in plan.body.actions if found.ticked}
    for key, action in plan.actions():
        if action.done is not None or key in ticked:
            continue
        late = max(0, (context.as_of - action.due).days) if action.due else 0
        prime = action.prime or (Prime.MINIMISE if late else None)
        tells = ("PLN005",) if late else ()
        yield Matter(TEAM, prime, key, _step(action), _asked(action, late), late, tells)


def _asked(action: Action, late: int) -> str:
    if late:
        return "do it, or agree a new day"
    if action.owner and action.due:
        return ""
    return "agree by when" if action.owner else "agree who does it" if action.due else "agree who does it and by when"


def _step(action: Action) -> str:
    """``Send the draft contract (Per Moe, due 2026-12-01)``."""
    parts = [action.owner or "", f"due {action.due}" if action.due else ""]
    said = ", ".join(filter(None, parts))
    return f"{action.action} ({said})" if said else action.action
