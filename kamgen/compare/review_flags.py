"""Why a reviewer should look at a change, each by one rule.

account-lost           status became lost
owner-changed          owner is another name than before
category-changed       category is another word than before
target-lowered         target_revenue or target_profit fell, in a year whose books are still open;
                       an outcome's target became easier by its `better`;
                       a service level's own target became easier (higher is better, but for the measures named)
target-removed         one of the first three is not given any more, or went with its entry
past-figure-changed    revenue, gross_profit or cost_to_serve had been given for a year whose books are closed, and is
                       another or gone; or a target of such a year fell or is gone
promise-removed        a promise is gone that was neither kept nor broken
promise-reworded       a promise is told in other words (case and punctuation aside)
promise-broken         broken was given
date-moved             due of a promise or action, or close of an opportunity, is later
date-removed           one of these is not given any more
decision-maker-lost    a contact who was a decision maker is gone, or has another role
champion-lost          the same for a champion
critic                 a contact's sentiment became critic
risk-removed           a risk is gone
risk-lowered           its likelihood or impact is lower, or not given any more
opportunity-removed    an opportunity is gone that was open
evidence-removed       gone are: feedback or a review that had taken place (or was cancelled), the vendor evaluation, an
                       outcome that was measured, a reference, a promise kept or broken, an opportunity won or lost;
                       or kept or broken of a promise is not given any more
waived                 a waiver is new, or holds longer

Books of a fiscal year are closed `CLOSE` after its last day. Of two reasons the one that stands higher here counts, but
a past figure before a target. That an account was removed, or cannot be read, is told where plans are compared; what
makes an account look better without news, in `flattering`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kamgen.compare.edited import Edit, ReviewContext
from kamgen.compare.entries import Values
from kamgen.compare.flattering import EDITED, flag_added, flag_gone
from kamgen.facts.results import direction_of, is_met, measure_named
from kamgen.model.change import ReviewFlag
from kamgen.model.enums import Better, Level, Stage, Status
from kamgen.model.fields import folded
from kamgen.model.plan import heading_key
from kamgen.model.values import Quantity

_LEVELS = tuple(Level)


def flag_field(group: str, key: str, before: Values, after: Values, context: ReviewContext) -> ReviewFlag | None:
    """Why to look at the value at ``key``, which differs, of an entry that is there ``before`` and ``after``."""
    was, now = before[key], after[key]
    match group, key:
        case "", "status" if now is Status.LOST:
            return ReviewFlag.ACCOUNT_LOST
        case "", "owner":
            return ReviewFlag.OWNER_CHANGED if was and now and folded(was) != folded(now) else None
        case "", "category":
            return ReviewFlag.CATEGORY_CHANGED if was and now and folded(was) != folded(now) else None
        case "financials", "revenue" | "gross_profit" | "cost_to_serve" if was is not None and context.closed(
            before["year"]
        ):
            return ReviewFlag.PAST_FIGURE_CHANGED
        case "financials", "target_revenue" | "target_profit":
            flag = _easier(was, now)
            return ReviewFlag.PAST_FIGURE_CHANGED if flag and context.closed(before["year"]) else flag
        case "outcomes", "target":
            return _easier(was, now, direction_of(after["better"], before["baseline"], was) is Better.HIGHER)
        case "service", "target":
            return _easier_level(was, now, measure_named(context.site, after["measure"])[1].better)
        case "opportunities", "close":
            end = context.calendar.end
            return _later(was and end(was), now and end(now))
        case "promises" | "actions", "due":
            return _later(was, now)
        case "risks", "likelihood" | "impact" if was:
            return ReviewFlag.RISK_LOWERED if now is None or _LEVELS.index(now) < _LEVELS.index(was) else None
        case "promises", "promise":
            return ReviewFlag.PROMISE_REWORDED if heading_key(was) != heading_key(now) else None
        case "waive", "until":
            return ReviewFlag.WAIVED if was is not None and (now is None or now > was) else None
    if (edited := EDITED.get((group, key))) is not None:
        return edited(Edit(was, now, before, after, context))
    return None


def _easier_level(was: Quantity | None, now: Quantity | None, better: Better) -> ReviewFlag | None:
    if was is None or now is None:
        return None if was is None else ReviewFlag.TARGET_REMOVED
    return ReviewFlag.TARGET_LOWERED if not is_met(now, was, better) else None


def _easier(was: Any, now: Any, more_is_better: bool = True) -> ReviewFlag | None:
    """Of a target."""
    if was is None or now is None:
        return None if was is None else ReviewFlag.TARGET_REMOVED
    return ReviewFlag.TARGET_LOWERED if (now < was if more_is_better else now > was) else None


def _later(was: date | None, now: date | None) -> ReviewFlag | None:
    if was is None or now is None:
        return None if was is None else ReviewFlag.DATE_REMOVED
    return ReviewFlag.DATE_MOVED if now > was else None


def flag_entry(group: str, before: Values | None, after: Values | None, context: ReviewContext) -> ReviewFlag | None:
    """Why to look at an entry that is new (``before`` is None) or gone (``after`` is)."""
    if after is not None:
        return ReviewFlag.WAIVED if group == "waive" else flag_added(group, after, context)
    assert before is not None
    match group:
        case "financials":
            targets = any(before[key] is not None for key in ("target_revenue", "target_profit"))
            figures = any(before[key] is not None for key in ("revenue", "gross_profit", "cost_to_serve"))
            if (targets or figures) and context.closed(before["year"]):
                return ReviewFlag.PAST_FIGURE_CHANGED
            return ReviewFlag.TARGET_REMOVED if targets else ReviewFlag.FIGURE_REMOVED if figures else None
        case "feedback" | "vendor_evaluation" | "reviews" if before["date"] <= context.as_of:
            return ReviewFlag.EVIDENCE_REMOVED
        case "opportunities" if before["stage"] is Stage.OPEN:
            return ReviewFlag.OPPORTUNITY_REMOVED
        case "promises" if before["kept"] is None and before["broken"] is None:
            return ReviewFlag.PROMISE_REMOVED
        case "outcomes" if before["actual"] is None:
            return ReviewFlag.TARGET_REMOVED if before["target"] is not None else None
        case "risks":
            return ReviewFlag.RISK_REMOVED
        case "opportunities" | "promises" | "outcomes" | "references":
            return ReviewFlag.EVIDENCE_REMOVED
    return flag_gone(group, before, context)
