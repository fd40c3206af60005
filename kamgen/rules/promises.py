"""Promises: what we said we would do, and whether we did (promise = performance, Collis).

    promises ─┬─ any                                          PRM001
              └─ kept · overdue · broken in the last 12 months  PRM002

What a prospect is offered becomes a promise with the sale: nobody asks it for a ledger, but one that is there is
judged. A lost account cannot be won back with an overdue promise.
"""

from __future__ import annotations

from datetime import date

from kamgen.facts.promises import LEDGER, Ledger, PromiseFact, PromiseState, ledger, promises_of
from kamgen.rules.declare import (
    BOTH,
    NAMED,
    Context,
    Example,
    Family,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Severity,
    gap,
    met,
    not_applicable,
)
from kamgen.text.words import ago, counted, listed, named

rule = RuleFamily(Family.PROMISES, prime=Prime.MINIMISE, asks=BOTH)

_ADD = "write what the client was promised under `promises`, each with `promise`, `to` and `due`"


@rule(
    "PRM001",
    "promises-recorded",
    severity=Severity.ADVICE,
    prospects="what a prospect is offered becomes a promise with the sale",
    summary="At least one promise to the client is written",
    rationale=(
        "Collis puts repeat business into one equation, promise = performance: the first sale is made with "
        "promises, the second by having kept them. What was said in a corridor is kept by nobody; a ledger that "
        "everyone on the account can read is."
    ),
    good=Example("promises:\n  - {promise: Spare parts within 24 hours, to: Kari Dahl, due: 2026-12-31}"),
    bad=Example("promises: []"),
)
def promises_recorded(plan: Plan, _context: Context) -> Outcome:
    number = len(plan.front.promises)
    if not number:
        return gap("no promise to the client is written", "promises", _ADD)
    return met(f"{counted(number, 'promise')} to the client on record", "promises")


@rule(
    "PRM002",
    "promises-kept",
    rows="promises",
    summary="No promise is overdue, and none was broken in the last 12 months",
    rationale=(
        "By Collis's account vendors keep about one promise in four, and one manager in five would consider "
        "changing supplier. So a kept promise is rare enough to win on. One that is due today is not late yet; one "
        "that was kept late was kept."
    ),
    good=Example("promises:\n  - {promise: Spare parts on site, due: 2026-06-30, kept: 2026-06-21}"),
    bad=Example("promises:\n  - {promise: Spare parts on site, due: 2026-11-19}"),
)
def promises_kept(plan: Plan, context: Context) -> Outcome:
    rows = plan.front.promises
    if not rows:
        return not_applicable("no promise to the client is written: PRM001 asks for them", "promises")
    facts = promises_of(plan, context.as_of)
    failed = [each for each in facts if each.lately and each.state in (PromiseState.BROKEN, PromiseState.OVERDUE)]
    if failed:
        said = named([_failure(each, context.as_of) for each in failed], NAMED)
        return gap(said, f"promises[{failed[0].number}]", _remedy(failed[0]))
    if all(row.due is None and row.kept is None and row.broken is None for row in rows):
        return not_applicable("no promise says by when it is to be kept: add `due` to each", "promises")
    return met(f"no promise is overdue or was broken in {LEDGER}{_rest(ledger(plan, context.as_of))}", "promises")


def _failure(fact: PromiseFact, as_of: date) -> str:
    verb, day = ("was broken", fact.day) if fact.day else ("was due", fact.row.due)
    return f"the promise “{fact.row.promise}” {verb} {day}, {ago(day or as_of, as_of)}"


def _remedy(fact: PromiseFact) -> str:
    client = fact.row.to or "the client"
    if fact.state is PromiseState.BROKEN:
        return f"make up for it, and agree with {client} what is promised instead: a new entry with `promise` and `due`"
    return f"keep it and add `kept` with the date, or tell {client} and agree a new `due`"


def _rest(found: Ledger) -> str:
    """What there is beside failures: promises kept in the stretch, and open ones."""
    said = [f"{found.kept} kept{f' ({found.late} of them late)' if found.late else ''}"] if found.kept else []
    said += [f"{found.open} open"] if found.open else []
    return f": {listed(said)}" if said else ""


RULES: tuple[Rule, ...] = (
    promises_recorded,
    promises_kept,
)
