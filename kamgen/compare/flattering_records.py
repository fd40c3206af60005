"""Records of the past that read better than before: feedback, reviews, evaluations, levels, promises, outcomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kamgen.compare.edited import (
    NEAR,
    TOLD_LATE,
    Edit,
    ReviewContext,
    has_other_words,
    is_later,
    is_raised,
    shares_a_name,
)
from kamgen.compare.entries import Values
from kamgen.facts.results import direction_of, is_met, measure_named
from kamgen.model.change import ReviewFlag as Flag
from kamgen.model.enums import Better, ContactRole, ReviewWith
from kamgen.model.fields import folded
from kamgen.model.values import Quantity


def _on_scale(row: Values, key: str = "score") -> Decimal | None:
    return None if row[key] is None else Decimal(row[key]) / Decimal(row["scale"])


def score_edited(edit: Edit) -> Flag | None:
    """A mark, or the scale that it stands on, of something that was said on a day."""
    if edit.after["score"] is None:
        return Flag.EVIDENCE_REMOVED if edit.was is not None else None
    return Flag.RECORD_REWRITTEN if is_raised(_on_scale(edit.before), _on_scale(edit.after)) else None


def answered(edit: Edit) -> Flag | None:
    """Somebody who answered is not named any more."""
    gone = [name for name in edit.was or () if not shares_a_name((name,), edit.now)]
    return Flag.RECORD_REWRITTEN if edit.past and gone else None


def attended(edit: Edit) -> Flag | None:
    """Those who attended are others; or who decides is said to have been there, long after."""
    if not edit.past or not edit.was:
        return None
    if not shares_a_name(edit.was, edit.now):
        return Flag.RECORD_REWRITTEN
    deciders = tuple(row.name for row in edit.context.now.contacts if row.role is ContactRole.DECISION_MAKER)
    joined = tuple(name for name in edit.now if not shares_a_name((name,), edit.was))
    late = edit.before["date"] < edit.context.as_of - NEAR
    return Flag.RECORD_REWRITTEN if late and shares_a_name(joined, deciders) else None


def record_text(edit: Edit) -> Flag | None:
    if not edit.past or not edit.was:
        return None
    return Flag.EVIDENCE_REMOVED if not edit.now else Flag.RECORD_REWRITTEN if has_other_words(edit) else None


def record_day(edit: Edit) -> Flag | None:
    """The day of a record of the past is another; one that is planned is held later."""
    if edit.past:
        return Flag.RECORD_REWRITTEN if edit.was is not None and edit.now != edit.was else None
    return Flag.DATE_MOVED if is_later(edit.was, edit.now) else None


def review_site(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.past and edit.was is not None and edit.now is not None else None


def covered_edited(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.past and edit.was and set(edit.now) - set(edit.was) else None


def cancelled_edited(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was and edit.past else None


def promise_kept(edit: Edit) -> Flag | None:
    day = edit.before.get("due")
    if edit.was is None:
        if not isinstance(day, date) or not isinstance(edit.now, date):
            return None
        return Flag.KEPT_LATE if edit.now <= day < edit.context.as_of - TOLD_LATE else None
    if edit.now is None:
        return Flag.EVIDENCE_REMOVED
    dated = isinstance(edit.now, date) and isinstance(edit.was, date)
    return Flag.RECORD_REWRITTEN if dated and edit.now < edit.was else None


def promised_to(edit: Edit) -> Flag | None:
    """It was made to another, while whom it was made to is still there."""
    there = tuple(row.name for row in edit.context.now.contacts if row.left is None)
    other = edit.was is not None and (edit.now is None or not shares_a_name((edit.was,), (edit.now,)))
    return Flag.PROMISE_REWORDED if other and shares_a_name((edit.was,), there) else None


def promise_broken(edit: Edit) -> Flag | None:
    if edit.was is None:
        return Flag.PROMISE_BROKEN
    return Flag.EVIDENCE_REMOVED if edit.now is None else Flag.RECORD_REWRITTEN


def baseline_edited(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None else None


def unit_edited(edit: Edit) -> Flag | None:
    other = edit.was is not None and folded(edit.was) != folded(edit.now or "")
    return Flag.RECORD_REWRITTEN if other else None


def better_edited(edit: Edit) -> Flag | None:
    """The way an outcome improves is another than before, as it was written or as its figures said."""
    ways = [direction_of(row["better"], row["baseline"], row["target"]) for row in (edit.before, edit.after)]
    return Flag.RECORD_REWRITTEN if ways[0] is not ways[1] else None


def actual_edited(edit: Edit) -> Flag | None:
    if edit.now is None:
        return Flag.EVIDENCE_REMOVED
    if edit.was is None or edit.newer("as_of"):
        return None
    up = direction_of(edit.before["better"], edit.before["baseline"], edit.before["target"]) is Better.HIGHER
    return Flag.RECORD_REWRITTEN if (edit.now > edit.was if up else edit.now < edit.was) else None


def level_edited(edit: Edit) -> Flag | None:
    """A level of service reads better, and is that of the same period."""
    was, now = edit.was, edit.now
    if edit.before["period"] != edit.after["period"] or not isinstance(was, Quantity) or not isinstance(now, Quantity):
        return None
    measure = measure_named(edit.context.site, edit.before["measure"])[1]
    return Flag.RECORD_REWRITTEN if is_met(now, was, measure.better) else None


def level_period(edit: Edit) -> Flag | None:
    """The same level is that of another period."""
    same, end = edit.before["actual"] == edit.after["actual"], edit.context.calendar.end
    other = edit.was is not None and edit.now is not None and end(edit.now) != end(edit.was)
    return Flag.RECORD_REWRITTEN if same and other else None


def evaluated_anew(context: ReviewContext) -> bool:
    """Whether the client evaluated its vendors since."""
    was, now = context.was.vendor_evaluation, context.now.vendor_evaluation
    return is_later(was.date if was else None, now.date if now else None)


def criterion(edit: Edit) -> Flag | None:
    return None if evaluated_anew(edit.context) else score_edited(edit)


def weight_edited(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None and not evaluated_anew(edit.context) else None


def evaluation_day(edit: Edit) -> Flag | None:
    was, now = edit.context.was.vendor_evaluation, edit.context.now.vendor_evaluation
    same = was is not None and now is not None and was.criteria == now.criteria
    return Flag.RECORD_REWRITTEN if same or not is_later(edit.was, edit.now) else None


def reference_day(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None and is_later(edit.was, edit.now) else None


def loss_edited(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None else None


def same_level(row: Any, after: Values) -> bool:
    """Whether a level of service was given for the same period."""
    return after["period"] is not None and (folded(row.measure), row.period) == (
        folded(after["measure"]),
        after["period"],
    )


def late_record(group: str, after: Values, context: ReviewContext) -> Flag | None:
    """A record of a day before those that were there; or a review that nobody whom the plan knows attended."""
    rows = [row for row in getattr(context.was, group) if row.date <= context.as_of]
    own = [row for row in rows if group == "feedback" or row.party is after["with"]]
    day = after["date"]
    if day > context.as_of:
        return None
    if any(row.date >= day for row in own):
        return Flag.RECORD_LATE
    contacts = tuple(row.name for row in context.now.contacts)
    who = after["from"] if group == "feedback" else after["attendees"]
    client = group == "feedback" or after["with"] is ReviewWith.CLIENT
    known = after["document"] or not contacts or shares_a_name(who, contacts)
    return None if known or not client or after.get("cancelled") else Flag.RECORD_UNFOUNDED


def planned_anew(before: Values, context: ReviewContext) -> bool:
    """Whether another review with the same party is planned instead."""
    known = {row.date for row in context.was.reviews if row.party is before["with"]}
    days = [row.date for row in context.now.reviews if row.party is before["with"] and not row.cancelled]
    return any(day > context.as_of and day not in known for day in days)


def missed(row: Values, context: ReviewContext) -> bool:
    asked = {folded(key): target for key, target in (context.category.targets if context.category else {}).items()}
    target = row["target"] or asked.get(folded(row["measure"]))
    measure = measure_named(context.site, row["measure"])[1]
    return target is not None and not is_met(row["actual"], target, measure.better)
