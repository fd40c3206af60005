"""Edits that make an account look better without news, each told by one predicate.

    a value of an entry that is there in both versions ─ EDITED, by group and key
    an entry that is new ───────────────────────────── ─ ADDED, by group
    an entry that is gone ──────────────────────────── ─ GONE, by group

News is a newer date that has come: of a contact, a talk, a measurement, an assessment, the month that figures reach to.
An entry that is added with a newer date, a target that is raised and a promise that is kept early are none of these
edits, and neither is what makes an account look worse.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kamgen.compare.edited import MUCH, NEAR, Edit, ReviewContext, is_lowered, is_raised
from kamgen.compare.entries import Values, identity_key
from kamgen.compare.flattering_people import (
    influence_edited,
    last_contact,
    left_edited,
    lost_contact,
    role_edited,
    sentiment_edited,
)
from kamgen.compare.flattering_records import (
    actual_edited,
    answered,
    attended,
    baseline_edited,
    better_edited,
    cancelled_edited,
    covered_edited,
    criterion,
    evaluated_anew,
    evaluation_day,
    late_record,
    level_edited,
    level_period,
    loss_edited,
    missed,
    planned_anew,
    promise_broken,
    promise_kept,
    promised_to,
    record_day,
    record_text,
    reference_day,
    review_site,
    same_level,
    score_edited,
    unit_edited,
    weight_edited,
)
from kamgen.compare.flattering_terms import (
    actuals,
    agreed_day,
    contract_end,
    contract_value,
    parts_of_past,
    phasing,
    rival_gone,
    rival_of_deal,
    talked_since,
    threat,
)
from kamgen.facts.prose import says_enough
from kamgen.model.change import ReviewFlag as Flag
from kamgen.model.enums import Relationship, Stage
from kamgen.model.fields import folded
from kamgen.text.substance import is_vague


def _figure(edit: Edit) -> Flag | None:
    """Revenue and gross profit of a year whose books are open."""
    if edit.now is None:
        return Flag.FIGURE_REMOVED if edit.was is not None else None
    to_come = edit.context.as_of + NEAR
    further = _reaches(edit, edit.before) < _reaches(edit, edit.after) <= to_come or edit.context.over(
        edit.before["year"]
    )
    return Flag.FIGURE_RAISED if is_raised(edit.was, edit.now) and not further else None


def _reaches(edit: Edit, row: Values) -> date:
    """The last day that the figures of a year's row speak of."""
    calendar = edit.context.calendar
    return calendar.end(row["through"]) if row["through"] else calendar.last_day(row["year"])


def _cost(edit: Edit) -> Flag | None:
    if edit.now is None:
        return Flag.FIGURE_REMOVED
    return Flag.COST_LOWERED if is_lowered(edit.was, edit.now) else None


def _through(edit: Edit) -> Flag | None:
    return Flag.THROUGH_BACK if _reaches(edit, edit.after) < _reaches(edit, edit.before) else None


def _forecast(edit: Edit) -> Flag | None:
    """Probability, value or profit of an open deal; or of one that had ended."""
    if edit.before["stage"] is not Stage.OPEN:
        return Flag.RECORD_REWRITTEN if is_raised(edit.was, edit.now) else None
    if edit.after["stage"] is not Stage.OPEN or edit.newer("discussed"):
        return None
    return Flag.FORECAST_RAISED if edit.now is not None and (edit.was is None or edit.now > edit.was) else None


def _stage(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not Stage.OPEN else None


def _mitigation(edit: Edit) -> Flag | None:
    if edit.now is None:
        return None
    empty = not says_enough(edit.now, edit.context.site) or is_vague(edit.now)
    others = [row for row in edit.context.now.risks if folded(row.risk) != folded(edit.after["risk"])]
    copied = {folded(edit.after["risk"]), *(folded(row.mitigation or "") for row in others)}
    return Flag.MITIGATION_EMPTY if empty or folded(edit.now) in copied else None


_MARKS = ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")


def _mark(edit: Edit) -> Flag | None:
    """A mark is higher in the same assessment; or so many in a newer one that it is another account."""
    rise = sum(edit.after[key] - edit.before[key] for key in _MARKS if edit.before[key] and edit.after[key])
    if edit.now is None:
        return Flag.EVIDENCE_REMOVED
    if not is_raised(edit.was, edit.now):
        return None
    return Flag.MARKS_RAISED if rise >= MUCH or not edit.newer("date") else None


def _currency(edit: Edit) -> Flag | None:
    own = edit.context.site.site.currency
    return Flag.CURRENCY_CHANGED if (edit.was or own) != (edit.now or own) else None


def _status(_edit: Edit) -> Flag | None:
    return Flag.STATUS_CHANGED


_RUNGS = tuple(Relationship)


def _relationship(edit: Edit) -> Flag | None:
    """A rung up the ladder, and no talk with the client since."""
    if edit.was is None or edit.now is None or _RUNGS.index(edit.now) <= _RUNGS.index(edit.was):
        return None
    return None if talked_since(edit.context) else Flag.RELATIONSHIP_RAISED


def _approver(edit: Edit) -> Flag | None:
    return Flag.APPROVER_REMOVED if edit.was and identity_key(edit.was) != identity_key(edit.now) else None


EDITED: dict[tuple[str, str], Callable[[Edit], Flag | None]] = {
    ("", "currency"): _currency,
    ("", "figures"): lambda _: Flag.FIGURES_OF_OTHERS,
    ("", "phasing"): phasing,
    ("contract", "ends"): contract_end,
    ("contract", "value"): contract_value,
    ("agreed", "date"): agreed_day,
    ("competitors", "threat"): threat,
    ("", "relationship"): _relationship,
    ("", "status"): _status,
    ("financials", "revenue"): _figure,
    ("financials", "gross_profit"): _figure,
    ("financials", "cost_to_serve"): _cost,
    ("financials", "customer_spend"): lambda edit: Flag.FIGURE_REMOVED if edit.now is None else None,
    ("financials", "through"): _through,
    ("financials", "actuals"): actuals,
    ("financials", "revenue_by_offering"): parts_of_past,
    ("financials", "spend_by_offering"): parts_of_past,
    ("assessment", "date"): lambda edit: None if edit.newer("date") else Flag.RECORD_REWRITTEN,
    **{("assessment", key): _mark for key in _MARKS},
    ("feedback", "date"): record_day,
    ("feedback", "score"): score_edited,
    ("feedback", "scale"): score_edited,
    ("feedback", "from"): answered,
    ("feedback", "method"): lambda edit: Flag.RECORD_REWRITTEN if edit.past and edit.was else None,
    ("feedback", "summary"): record_text,
    ("feedback", "document"): lambda edit: Flag.EVIDENCE_REMOVED if edit.was and not edit.now else None,
    ("vendor_evaluation", "date"): evaluation_day,
    ("vendor_evaluation.criteria", "score"): criterion,
    ("vendor_evaluation.criteria", "scale"): criterion,
    ("vendor_evaluation.criteria", "weight"): weight_edited,
    ("reviews", "date"): record_day,
    ("reviews", "site"): review_site,
    ("reviews", "attendees"): attended,
    ("reviews", "covered"): covered_edited,
    ("reviews", "outcome"): record_text,
    ("reviews", "document"): lambda edit: Flag.EVIDENCE_REMOVED if edit.was and not edit.now else None,
    ("reviews", "cancelled"): cancelled_edited,
    ("service", "actual"): level_edited,
    ("service", "period"): level_period,
    ("contacts", "role"): role_edited,
    ("contacts", "sentiment"): sentiment_edited,
    ("contacts", "influence"): influence_edited,
    ("contacts", "last_contact"): last_contact,
    ("contacts", "left"): left_edited,
    ("opportunities", "value"): _forecast,
    ("opportunities", "profit"): _forecast,
    ("opportunities", "probability"): _forecast,
    ("opportunities", "stage"): _stage,
    ("opportunities", "competitor"): rival_of_deal,
    ("risks", "mitigation"): _mitigation,
    ("promises", "made"): reference_day,
    ("promises", "to"): promised_to,
    ("promises", "kept"): promise_kept,
    ("promises", "broken"): promise_broken,
    ("actions", "done"): promise_kept,
    ("outcomes", "baseline"): baseline_edited,
    ("outcomes", "unit"): unit_edited,
    ("outcomes", "better"): better_edited,
    ("outcomes", "actual"): actual_edited,
    ("references", "date"): reference_day,
    ("references", "kind"): lambda edit: None if edit.newer("date") else Flag.RECORD_REWRITTEN,
    ("references", "quotable"): lambda edit: Flag.RECORD_REWRITTEN if edit.was is False and edit.now else None,
    ("lost", "date"): loss_edited,
    ("lost", "reason"): loss_edited,
    ("waive", "by"): _approver,
}
"""By group and key as plans write them. What is not here is told without a flag, or has one in `review_flags`."""


def flag_added(group: str, after: Values, context: ReviewContext) -> Flag | None:
    """Why an entry that is new makes an account look better without news."""
    match group:
        case "feedback" | "reviews":
            return late_record(group, after, context)
        case "promises" if after["kept"] is not None:
            return Flag.RECORD_LATE
        case "service" if any(same_level(row, after) for row in context.was.service):
            return Flag.RECORD_REWRITTEN
        case "vendor_evaluation.criteria" if after["score"] is not None:
            return Flag.RECORD_REWRITTEN if context.was.vendor_evaluation and not evaluated_anew(context) else None
        case "risks" if after["mitigation"]:
            return _mitigation(Edit(None, after["mitigation"], after, after, context))
    return None


def flag_gone(group: str, before: Values, context: ReviewContext) -> Flag | None:
    """Why an entry that is gone leaves an account looking better."""
    match group:
        case "contacts":
            return lost_contact(before)
        case "service":
            return Flag.MISSED_REMOVED if missed(before, context) else None
        case "vendor_evaluation.criteria" if before["score"] is not None:
            gone = context.now.vendor_evaluation is None
            return None if gone or evaluated_anew(context) else Flag.EVIDENCE_REMOVED
        case "assessment" | "contract" | "agreed":
            return Flag.EVIDENCE_REMOVED
        case "competitors":
            return rival_gone(before, context)
        case "reviews" if not before["cancelled"]:
            return None if planned_anew(before, context) else Flag.DATE_REMOVED
        case "actions" if before["done"] is None and before["due"] is not None:
            return Flag.DATE_REMOVED if before["due"] < context.as_of else None
    return None
