"""Promises: what we said we would do, and whether we did (promise = performance, Collis).

    promises ─┬─ any                                          PRM001
              └─ kept · overdue · broken in the last 12 months  PRM002

What a prospect is offered becomes a promise with the sale: nobody asks it for a ledger, but one that is there is
judged. A lost account cannot be won back with an overdue promise.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.model.choices import Severity
from kamgen.model.context import Context
from kamgen.model.groups import Promise
from kamgen.model.plan import Plan
from kamgen.model.rule import Example, Family, Outcome, Rule, gap, met, not_applicable
from kamgen.model.values import Duration
from kamgen.rules.applies import unless_lost, unless_prospect
from kamgen.rules.dated import within
from kamgen.rules.words import ago, counted, listed, named

LEDGER = Duration(12, "month")
"""How long a promise that was kept or broken is told of (PRM002)."""

NAMED = 3
"""Promises that evidence names; of more it says how many there are."""

_ADD = "write what the client was promised under `promises`, each with `promise`, `to` and `due`"


@unless_prospect("what a prospect is offered becomes a promise with the sale")
@unless_lost
def _promises_recorded(plan: Plan, _context: Context) -> Outcome:
    number = len(plan.front.promises)
    if not number:
        return gap("no promise to the client is written", "promises", _ADD)
    return met(f"{counted(number, 'promise')} to the client on record", "promises")


@unless_lost
def _promises_kept(plan: Plan, context: Context) -> Outcome:
    rows = plan.front.promises
    if not rows:
        return not_applicable("no promise to the client is written: PRM001 asks for them", "promises")
    failed = [(number, said) for number, row in enumerate(rows) if (said := _failed(row, context))]
    if failed:
        number = failed[0][0]
        return gap(named([said for _, said in failed], NAMED), f"promises[{number}]", _remedy(rows[number]))
    if all(row.due is None and row.kept is None and row.broken is None for row in rows):
        return not_applicable("no promise says by when it is to be kept: add `due` to each", "promises")
    return met(f"no promise is overdue or was broken in {LEDGER}{_ledger(rows, context)}", "promises")


def _failed(row: Promise, context: Context) -> str:
    """How a promise failed, in words; empty for one that was kept, is not due yet, or was broken long ago."""
    if row.broken and row.broken <= context.as_of:
        broken = f"the promise “{row.promise}” was broken {row.broken}, {ago(row.broken, context.as_of)}"
        return broken if within(row.broken, LEDGER, context.as_of) else ""
    kept = row.kept is not None and row.kept <= context.as_of
    if kept or row.due is None or row.due >= context.as_of:
        return ""
    return f"the promise “{row.promise}” was due {row.due}, {ago(row.due, context.as_of)}"


def _remedy(row: Promise) -> str:
    client = row.to or "the client"
    if row.broken:
        return f"make up for it, and agree with {client} what is promised instead: a new entry with `promise` and `due`"
    return f"keep it and add `kept` with the date, or tell {client} and agree a new `due`"


def _ledger(rows: Sequence[Promise], context: Context) -> str:
    """What there is beside failures: promises kept in the stretch, and open ones."""
    kept = [row for row in rows if row.kept and within(row.kept, LEDGER, context.as_of)]
    late = sum(row.due is not None and row.kept is not None and row.kept > row.due for row in kept)
    is_open = sum(not _past(row, context) for row in rows)
    said = [f"{len(kept)} kept{f' ({late} of them late)' if late else ''}"] if kept else []
    said += [f"{is_open} open"] if is_open else []
    return f": {listed(said)}" if said else ""


def _past(row: Promise, context: Context) -> bool:
    return any(day is not None and day <= context.as_of for day in (row.kept, row.broken))


RULES: tuple[Rule, ...] = (
    Rule(
        code="PRM001",
        name="promises-recorded",
        element=Family.PROMISES,
        severity=Severity.ADVICE,
        weight=0,
        summary="At least one promise to the client is written",
        rationale=(
            "Collis puts repeat business into one equation, promise = performance: the first sale is made with "
            "promises, the second by having kept them. What was said in a corridor is kept by nobody; a ledger that "
            "everyone on the account can read is."
        ),
        good=Example("promises:\n  - {promise: Spare parts within 24 hours, to: Kari Dahl, due: 2026-12-31}"),
        bad=Example("promises: []"),
        check=_promises_recorded,
    ),
    Rule(
        code="PRM002",
        name="promises-kept",
        element=Family.PROMISES,
        severity=Severity.WARNING,
        weight=0,
        summary="No promise is overdue, and none was broken in the last 12 months",
        rationale=(
            "By Collis's account vendors keep about one promise in four, and one manager in five would consider "
            "changing supplier. So a kept promise is rare enough to win on. One that is due today is not late yet; one "
            "that was kept late was kept."
        ),
        good=Example("promises:\n  - {promise: Spare parts on site, due: 2026-06-30, kept: 2026-06-21}"),
        bad=Example("promises:\n  - {promise: Spare parts on site, due: 2026-11-19}"),
        check=_promises_kept,
    ),
)
