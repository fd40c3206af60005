"""Lenses: risk, whether what could cost us the account is named and answered; and promises, whether they are kept.

    risks ─┬─ any                                            RSK001
           └─ high × high, high × medium ─ mitigation, owner  RSK002
    lost ─ date, reason                                       RSK003

A risk without likelihood or impact is not graded, and RSK002 cannot judge it; its evidence says how many those are. A
prospect can be lost too; an account that is lost has its reason under `lost`.

    promises ─┬─ any                                          PRM001
              └─ kept · overdue · broken in the last 12 months  PRM002

Promise = performance (Collis). What a prospect is offered becomes a promise with the sale: nobody asks it for a
ledger, but one that is there is judged. A lost account cannot be won back with an overdue promise.
"""

from __future__ import annotations

from datetime import date

from kamgen.facts.accounts import is_lost
from kamgen.facts.client import is_graded, is_grave, lacking_answers
from kamgen.facts.entries import fields, has, lacks_promise, lacks_risk
from kamgen.facts.promises import LEDGER, PromiseFact, PromiseState, ledger, promises_of
from kamgen.rules.declare import (
    BOTH,
    Context,
    Example,
    Family,
    Fault,
    Outcome,
    Plan,
    Prime,
    RuleFamily,
    Severity,
    gap,
    judge_rows,
    met,
    not_applicable,
)
from kamgen.text.words import ago, counted, listed

risk_rule = RuleFamily(Family.RISKS, prime=Prime.MINIMISE)


@risk_rule(
    "RSK001",
    "risks-named",
    summary="At least one risk is named, with its likelihood",
    rationale=(
        "By Collis's account as many as one client in four is lost in a year, and for one of seven reasons that "
        "lie with the vendor. Risks belong to every account review; a plan that names none has not looked for "
        "them."
    ),
    good=Example("risks:\n  - {risk: Late deliveries in peak season, reason: delivery, likelihood: medium}"),
    bad=Example("risks:\n  - {risk: Delivery}"),
)
def risks_named(plan: Plan, context: Context) -> Outcome:
    lacking = [lacks_risk(row, context.site) for row in plan.front.risks]
    if [] in lacking:
        return met(f"{counted(lacking.count([]), 'risk')} named", "risks")
    if lacking:
        said = f"the risk “{plan.front.risks[0].risk}” {has(lacking[0])}"
        return gap(said, "risks[0]", f"write {fields(lacking[0])} of it")
    return gap(
        "no risk is named",
        "risks",
        "ask the team what could cost us this account, and add a `risk` with `reason`, `likelihood` and `impact` "
        "under `risks`",
    )


@risk_rule(
    "RSK002",
    "high-risks-answered",
    summary="Each risk of high × high or high × medium (likelihood, impact) has a mitigation and an owner",
    rationale=(
        "To know of a grave risk and leave it is worse than not to know. Vital accounts wants the loss of a key "
        "account thought through before it comes; Collis closes a review with who minimises which weakness."
    ),
    good=Example(
        "risks:\n  - {risk: Late deliveries in peak season, likelihood: medium, impact: high,\n"
        "     mitigation: Stock on site from October, owner: Per Moe}"
    ),
    bad=Example("risks:\n  - {risk: Late deliveries in peak season, likelihood: medium, impact: high}"),
)
def high_risks_answered(plan: Plan, context: Context) -> Outcome:
    risks = plan.front.risks
    if not risks:
        return not_applicable("no risk is named yet: RSK001 asks for one", "risks")
    ungraded = sum(not is_graded(row) for row in risks)
    rest = f"; {counted(ungraded, 'risk')} without likelihood or impact" if ungraded else ""
    grave = [(f"risks[{number}]", row) for number, row in enumerate(risks) if is_grave(row)]
    if not grave:
        return not_applicable(f"no risk is high × high or high × medium{rest}", "risks")
    how = {"mitigation": "what we do about it as `mitigation`", "owner": "who of us answers for it as `owner`"}
    unanswered = []
    for key, row in grave:
        missing = lacking_answers(row, context.site)
        if missing:
            risk = f"the risk “{row.risk}” (likelihood {row.likelihood}, impact {row.impact})"
            write = f"add {listed([how[field] for field in missing])}"
            unanswered.append(Fault(key, f"{risk} has no {listed(missing, 'and no')}", write))
    return judge_rows(
        unanswered, f"{counted(len(grave), 'high risk')}, each with mitigation and owner{rest}", grave[0][0]
    )


@risk_rule(
    "RSK003",
    "loss-explained",
    lost=True,
    summary="A lost account says when and why it was lost (`lost` with `date` and one of the seven `reason`s)",
    rationale=(
        "Principles has clients leave without their vendor knowing why, and Collis names seven reasons for which they "
        "do. A loss that nobody explained is one that happens again with the next account."
    ),
    good=Example("status: lost\nlost: {date: 2026-08-01, reason: service quality}"),
    bad=Example("status: lost\nlost: {date: 2026-08-01}"),
)
def loss_explained(plan: Plan, _context: Context) -> Outcome:
    if not is_lost(plan.front):
        return not_applicable("the account is not lost", "status")
    lost = plan.front.lost
    missing = [f"`{field}`" for field in ("date", "reason") if getattr(lost, field, None) is None]
    if lost and not missing:
        return met(f"lost {lost.date}: {lost.reason}", "lost")
    write = f"ask the client, and write {listed(missing)} under `lost`"
    return gap("it is not written when and why the account was lost", "lost", write)


promise_rule = RuleFamily(Family.PROMISES, prime=Prime.MINIMISE, asks=BOTH)

_ADD = "write what the client was promised under `promises`, each with `promise`, `to` and `due`"


@promise_rule(
    "PRM001",
    "promises-recorded",
    severity=Severity.ADVICE,
    prospects="what a prospect is offered becomes a promise with the sale",
    summary="At least one promise to the client is written, with the day by which it is to be kept",
    rationale=(
        "Collis puts repeat business into one equation, promise = performance: the first sale is made with "
        "promises, the second by having kept them. What was said in a corridor is kept by nobody; a ledger that "
        "everyone on the account can read is."
    ),
    good=Example("promises:\n  - {promise: Spare parts within 24 hours, to: Kari Dahl, due: 2026-12-31}"),
    bad=Example("promises:\n  - {promise: Spare parts within 24 hours, to: Kari Dahl}"),
)
def promises_recorded(plan: Plan, context: Context) -> Outcome:
    lacking = [lacks_promise(row, context.site) for row in plan.front.promises]
    if [] in lacking:
        return met(f"{counted(lacking.count([]), 'promise')} to the client on record", "promises")
    if lacking:
        said = f"the promise “{plan.front.promises[0].promise}” {has(lacking[0])}"
        return gap(said, "promises[0]", f"write {fields(lacking[0])} of it")
    return gap("no promise to the client is written", "promises", _ADD)


@promise_rule(
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
    rows, as_of = plan.front.promises, context.as_of
    if not rows:
        return not_applicable("no promise to the client is written: PRM001 asks for them", "promises")
    failed = [_failure(each, as_of) for each in promises_of(plan, as_of) if each.failed]
    if not failed and all(row.due is None and row.kept is None and row.broken is None for row in rows):
        return not_applicable("no promise says by when it is to be kept: add `due` to each", "promises")
    found = ledger(plan, as_of)
    rest = [f"{found.kept} kept{f' ({found.late} of them late)' if found.late else ''}"] if found.kept else []
    rest += [f"{found.open} open"] if found.open else []
    fine = f"no promise is overdue or was broken in {LEDGER}{f': {listed(rest)}' if rest else ''}"
    return judge_rows(failed, fine, "promises")


def _failure(fact: PromiseFact, as_of: date) -> Fault:
    client, verb, day = fact.row.to or "the client", "was due", fact.row.due
    write = f"keep it and add `kept` with the date, or tell {client} and agree a new `due`"
    if fact.state is PromiseState.BROKEN:
        verb, day = "was broken", fact.day
        write = (
            f"make up for it, and agree with {client} what is promised instead: a new entry with `promise` and `due`"
        )
    said = f"the promise “{fact.row.promise}” {verb} {day}, {ago(day or as_of, as_of)}"
    return Fault(f"promises[{fact.number}]", said, write)


RISK_RULES = (risks_named, high_risks_answered, loss_explained)
PROMISE_RULES = (promises_recorded, promises_kept)
