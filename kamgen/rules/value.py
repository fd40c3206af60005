"""Value: what the client got from us, in its own metrics.

    outcomes ─┬─ any                               VAL001
              └─ baseline, target and actual each  VAL002 ─┐
    feedback ─ newest score ─ a result measured with it    VAL003
    relationship: partner ─ references             VAL004

A prospect has had nothing from us yet, and a lost account gets nothing more: neither is judged.
"""

from __future__ import annotations

from kamgen.facts.dates import newest_score
from kamgen.facts.entries import fields, has, is_given, lacks_outcome, lacks_reference
from kamgen.facts.results import lacking_figures, newest_result, stands_beside
from kamgen.model.enums import Relationship
from kamgen.rules.declare import (
    CLIENT,
    Context,
    Example,
    Family,
    Fault,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Severity,
    gap,
    judge_rows,
    met,
    not_applicable,
)
from kamgen.text.words import counted, listed

rule = RuleFamily(Family.VALUE, prime=Prime.PROVE, asks=CLIENT)

PARTNERS = (Relationship.PARTNER, Relationship.STRATEGIC_PARTNER)
"""The rungs of the ladder from which on a client should be ready to vouch for us (VAL004)."""

_NOTHING_YET = "a prospect has had nothing from us yet"
_NONE_YET = not_applicable("there is no outcome yet: VAL001 asks for one", "outcomes")


@rule(
    "VAL001",
    "value-in-client-metrics",
    prospects=_NOTHING_YET,
    summary="At least one outcome in the client's own metrics is written, with a target or a result of 24 months",
    rationale=(
        "Collis would have sellers measure themselves by the figures their clients are measured by: savings, "
        "margin, stock accuracy. Whoever cannot name one such figure does not know what the client buys."
    ),
    good=Example("outcomes:\n  - {metric: Stock accuracy, unit: '%', baseline: 78, target: 90}"),
    bad=Example("outcomes: []"),
)
def value_in_client_metrics(plan: Plan, context: Context) -> Outcome:
    lacking = [lacks_outcome(row, context.as_of) for row in plan.front.outcomes]
    metrics = [row.metric for row, lacks in zip(plan.front.outcomes, lacking, strict=True) if not lacks]
    if metrics:
        return met(f"{counted(len(metrics), 'outcome')} in the client's metrics: {listed(metrics)}", "outcomes")
    if lacking:
        said = f"the outcome “{plan.front.outcomes[0].metric}” {has(lacking[0])}"
        return gap(said, "outcomes[0]", f"measure it with the client, and write {fields(lacking[0])}")
    return gap(
        "no outcome in the client's own metrics is written",
        "outcomes",
        "ask the client which of its own figures we should move, and write it under `outcomes` with `metric`, "
        "`baseline` and `target`",
    )


@rule(
    "VAL002",
    "outcome-measured",
    prospects=_NOTHING_YET,
    rows="outcomes",
    summary="Every outcome has a baseline, a target and an actual of the last 24 months (`as_of`)",
    rationale=(
        "A result is a difference: where the client stood, where it wanted to be, where it is. With all three the "
        "portfolio can say, as in Collis's example, that three clients in four saved more than they expected."
    ),
    good=Example("outcomes:\n  - {metric: Stock accuracy, baseline: 78, target: 90, actual: 93, as_of: 2026-09-30}"),
    bad=Example("outcomes:\n  - {metric: Stock accuracy, unit: '%', target: 90, actual: 93, as_of: 2026-09-30}"),
)
def outcome_measured(plan: Plan, context: Context) -> Outcome:
    rows = plan.front.outcomes
    if all(lacks_outcome(row, context.as_of) for row in rows):
        return _NONE_YET
    lacking = []
    for number, row in enumerate(rows):
        figures, old = lacking_figures(row), lacks_outcome(row, context.as_of)
        if figures:
            write = (
                f"measure it with the client, and add {listed([f'`{field}`' for field in figures])} in the client's "
                "unit"
            )
            said = f"the outcome “{row.metric}” has no {listed(figures, 'and no')}"
            lacking.append(Fault(f"outcomes[{number}]", said, write))
        elif old:
            said = f"the outcome “{row.metric}” {has(old)}"
            lacking.append(Fault(f"outcomes[{number}]", said, f"measure it with the client, and write {fields(old)}"))
    return judge_rows(lacking, f"{counted(len(rows), 'outcome')} with baseline, target and actual", "outcomes[0]")


@rule(
    "VAL003",
    "not-satisfaction-alone",
    prospects=_NOTHING_YET,
    summary="Beside the newest feedback score stands an outcome that was measured at most 12 months before it",
    rationale=(
        "Collis calls satisfaction a poor predictor of what clients do next: asking whether they are satisfied is "
        "the wrong question, the results they reached with us are the right one. A fresh score beside an old "
        "result says that we stopped measuring what counts."
    ),
    good=Example(
        "feedback:\n  - {date: 2026-06-03, from: [Kari Dahl], score: 8, scale: 10}\n"
        "outcomes:\n  - {metric: Stock accuracy, baseline: 78, target: 90, actual: 93, as_of: 2026-05-31}"
    ),
    bad=Example(
        "feedback:\n  - {date: 2026-06-03, from: [Kari Dahl], score: 8, scale: 10}\n"
        "outcomes:\n  - {metric: Stock accuracy, baseline: 78, target: 90, actual: 93, as_of: 2025-05-31}"
    ),
)
def not_satisfaction_alone(plan: Plan, context: Context) -> Outcome:
    scored = newest_score(plan, context)
    if scored is None:
        return not_applicable("no feedback has a score that could stand alone", "feedback")
    if not plan.front.outcomes:
        return _NONE_YET
    if all(row.actual is None for row in plan.front.outcomes):
        return not_applicable("no outcome has an actual yet: VAL002 asks for it", "outcomes")
    number, feedback, newer = scored
    score = f"the feedback of {feedback.date} scores {feedback.score} of {feedback.scale}"
    if newer:
        score, feedback = f"the feedback of {newer.date} is not scored, and newer than that of {feedback.date}", newer
    result = newest_result(plan, context.as_of)
    if result is None:
        write = "add `as_of`, the day it was measured, to each outcome"
        return gap(f"{score}, and no outcome says when it was measured", "outcomes", write)
    (place, measured), most = result, context.site.thresholds.result_within
    days = f"“{measured.metric}” was measured {measured.as_of}"
    if measured.as_of and not stands_beside(measured.as_of, feedback.date, most):
        return gap(
            f"{score}, but the newest result is older by more than {most}: {days}",
            f"outcomes[{place}].as_of",
            "measure again what the client got, and write `actual` and `as_of`: satisfaction alone says little",
        )
    return met(f"{score}, and a result stands beside it: {days}", f"feedback[{number}]")


@rule(
    "VAL004",
    "reference-earned",
    severity=Severity.ADVICE,
    prospects=_NOTHING_YET,
    summary="A partner or strategic partner has given a testimonial, a referral or a case study",
    rationale=(
        "Collis counts testimonials and referrals as the cheapest marketing there is and the most often forgotten. "
        "A client that calls us partner and would not say so to others is worth a question."
    ),
    good=Example("relationship: partner\nreferences:\n  - {kind: testimonial, date: 2026-03-01, with: Kari Dahl}"),
    bad=Example("relationship: partner"),
)
def reference_earned(plan: Plan, context: Context) -> Outcome:
    relationship = plan.front.relationship
    if relationship not in PARTNERS:
        is_now = f"the relationship is “{relationship}”" if relationship else "no `relationship` is written"
        return not_applicable(f"asked of partners only; {is_now}", "relationship")
    rows = plan.front.references
    given = [(number, row) for number, row in enumerate(rows) if is_given(row, context.as_of)]
    if given:
        number, row = given[0]
        more = f", and {len(given) - 1} more" if len(given) > 1 else ""
        return met(f"a {row.kind} of {row.date} by {row.party}{more}", f"references[{number}]")
    lacking = lacks_reference(rows[0]) if rows else []
    return gap(
        f"a {relationship}, and {f'its {rows[0].kind} {has(lacking)}' if lacking else 'no reference of it is written'}",
        "references[0]" if lacking else "references",
        "ask the client for a testimonial, a referral or a case study, and write it under `references` with `kind`, "
        "`date` and `with`",
    )


RULES: tuple[Rule, ...] = (
    value_in_client_metrics,
    outcome_measured,
    not_satisfaction_alone,
    reference_earned,
)
