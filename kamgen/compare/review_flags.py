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
risk-lowered           its likelihood or impact is lower
opportunity-removed    an opportunity is gone that was open
evidence-removed       gone are: feedback or a review that had taken place (or was cancelled), the vendor evaluation, an
                       outcome that was measured, a reference, a promise kept or broken, an opportunity won or lost;
                       or kept or broken of a promise is not given any more
waived                 a waiver is new, or holds longer

Books of a fiscal year are closed `CLOSE` after its last day. Of two reasons the one that stands higher here counts, but
a past figure before a target. That an account was removed, or cannot be read, is pair where plans are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from msgspec import Struct

from kamgen.compare.entries import Values
from kamgen.facts.results import direction_of
from kamgen.model.change import ReviewFlag
from kamgen.model.enums import Better, ContactRole, Level, Sentiment, Stage, Status
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import heading_key

CLOSE = timedelta(days=90)
"""What a year-end close takes at most: figures of the year that settle until then are no rewriting of the past."""


class ReviewContext(Struct, frozen=True):
    """What changes are judged on."""

    calendar: FiscalCalendar
    as_of: date
    lower_is_better: frozenset[str]
    """Measures of service of which less is better, folded."""

    def closed(self, year: int) -> bool:
        """Whether the books of a fiscal year are closed."""
        return self.calendar.last_day(year) + CLOSE < self.as_of


class FieldPair(NamedTuple):
    """One field that differs."""

    was: Any
    now: Any
    before: Values
    after: Values
    context: ReviewContext


def flag_field(group: str, key: str, pair: FieldPair) -> ReviewFlag | None:
    """Why to look at one value that differs, of an entry that is there before and after."""
    rule = _FIELDS.get((group, key))
    return rule(pair) if rule else None


def flag_entry(group: str, before: Values | None, after: Values | None, context: ReviewContext) -> ReviewFlag | None:
    """Why to look at an entry that is new (``before`` is None) or gone (``after`` is None)."""
    if before is None:
        return ReviewFlag.WAIVED if group == "waive" else None
    rule = _REMOVED.get(group) if after is None else None
    return rule(before, context) if rule else None


def _lost(pair: FieldPair) -> ReviewFlag | None:
    return ReviewFlag.ACCOUNT_LOST if pair.now is Status.LOST else None


def _owner(pair: FieldPair) -> ReviewFlag | None:
    both = pair.was and pair.now
    return ReviewFlag.OWNER_CHANGED if both and heading_key(pair.was) != heading_key(pair.now) else None


def _category(pair: FieldPair) -> ReviewFlag | None:
    both = pair.was and pair.now
    return ReviewFlag.CATEGORY_CHANGED if both and folded(pair.was) != folded(pair.now) else None


def _fallen(pair: FieldPair) -> ReviewFlag | None:
    """A target by which more is better."""
    if pair.was is None:
        return None
    if pair.now is None:
        return ReviewFlag.TARGET_REMOVED
    return ReviewFlag.TARGET_LOWERED if pair.now < pair.was else None


def _money_target(pair: FieldPair) -> ReviewFlag | None:
    flag = _fallen(pair)
    return ReviewFlag.PAST_FIGURE_CHANGED if flag and pair.context.closed(pair.before["year"]) else flag


def _figure(pair: FieldPair) -> ReviewFlag | None:
    given = pair.was is not None and pair.context.closed(pair.before["year"])
    return ReviewFlag.PAST_FIGURE_CHANGED if given else None


def _outcome_target(pair: FieldPair) -> ReviewFlag | None:
    better = direction_of(pair.after["better"], pair.before["baseline"], pair.was)
    if pair.was is None or pair.now is None or better is Better.HIGHER:
        return _fallen(pair)
    return ReviewFlag.TARGET_LOWERED if pair.now > pair.was else None


def _service_target(pair: FieldPair) -> ReviewFlag | None:
    if pair.was is None or pair.now is None or pair.was.percent is not pair.now.percent:
        return None
    lower = folded(pair.after["measure"]) in pair.context.lower_is_better
    was, now = pair.was.value, pair.now.value
    return ReviewFlag.TARGET_LOWERED if (now > was if lower else now < was) else None


def _reworded(pair: FieldPair) -> ReviewFlag | None:
    return ReviewFlag.PROMISE_REWORDED if heading_key(pair.was) != heading_key(pair.now) else None


def _broken(pair: FieldPair) -> ReviewFlag | None:
    return ReviewFlag.PROMISE_BROKEN if pair.was is None else _withdrawn(pair)


def _withdrawn(pair: FieldPair) -> ReviewFlag | None:
    return ReviewFlag.EVIDENCE_REMOVED if pair.now is None else None


def _day(pair: FieldPair) -> ReviewFlag | None:
    if pair.was is None:
        return None
    if pair.now is None:
        return ReviewFlag.DATE_REMOVED
    return ReviewFlag.DATE_MOVED if pair.now > pair.was else None


def _close(pair: FieldPair) -> ReviewFlag | None:
    end = pair.context.calendar.end
    return _day(pair._replace(was=pair.was and end(pair.was), now=pair.now and end(pair.now)))


_ROLES = {ContactRole.DECISION_MAKER: ReviewFlag.DECISION_MAKER_LOST, ContactRole.CHAMPION: ReviewFlag.CHAMPION_LOST}


def _role(pair: FieldPair) -> ReviewFlag | None:
    return _ROLES.get(pair.was)


def _critic(pair: FieldPair) -> ReviewFlag | None:
    return ReviewFlag.CRITIC if pair.now is Sentiment.CRITIC else None


def _risk(pair: FieldPair) -> ReviewFlag | None:
    levels = list(Level)
    lower = pair.was and pair.now and levels.index(pair.now) < levels.index(pair.was)
    return ReviewFlag.RISK_LOWERED if lower else None


def _until(pair: FieldPair) -> ReviewFlag | None:
    longer = pair.was is not None and (pair.now is None or pair.now > pair.was)
    return ReviewFlag.WAIVED if longer else None


_FIELDS: dict[tuple[str, str], Callable[[FieldPair], ReviewFlag | None]] = {
    ("", "status"): _lost,
    ("", "owner"): _owner,
    ("", "category"): _category,
    ("financials", "revenue"): _figure,
    ("financials", "gross_profit"): _figure,
    ("financials", "cost_to_serve"): _figure,
    ("financials", "target_revenue"): _money_target,
    ("financials", "target_profit"): _money_target,
    ("service", "target"): _service_target,
    ("contacts", "role"): _role,
    ("contacts", "sentiment"): _critic,
    ("opportunities", "close"): _close,
    ("risks", "likelihood"): _risk,
    ("risks", "impact"): _risk,
    ("promises", "promise"): _reworded,
    ("promises", "due"): _day,
    ("promises", "kept"): _withdrawn,
    ("promises", "broken"): _broken,
    ("outcomes", "target"): _outcome_target,
    ("actions", "due"): _day,
    ("waive", "until"): _until,
}


def _year_gone(was: Values, context: ReviewContext) -> ReviewFlag | None:
    targets = any(was[key] is not None for key in ("target_revenue", "target_profit"))
    figures = any(was[key] is not None for key in ("revenue", "gross_profit", "cost_to_serve"))
    if context.closed(was["year"]):
        return ReviewFlag.PAST_FIGURE_CHANGED if figures or targets else None
    return ReviewFlag.TARGET_REMOVED if targets else None


def _past_gone(was: Values, context: ReviewContext) -> ReviewFlag | None:
    return ReviewFlag.EVIDENCE_REMOVED if was["date"] <= context.as_of else None


def _opportunity_gone(was: Values, context: ReviewContext) -> ReviewFlag | None:  # noqa: ARG001 (rules have one signature)
    return ReviewFlag.OPPORTUNITY_REMOVED if was["stage"] is Stage.OPEN else ReviewFlag.EVIDENCE_REMOVED


def _promise_gone(was: Values, context: ReviewContext) -> ReviewFlag | None:  # noqa: ARG001 (one signature)
    closed = was["kept"] is not None or was["broken"] is not None
    return ReviewFlag.EVIDENCE_REMOVED if closed else ReviewFlag.PROMISE_REMOVED


def _outcome_gone(was: Values, context: ReviewContext) -> ReviewFlag | None:  # noqa: ARG001 (one signature)
    if was["actual"] is not None:
        return ReviewFlag.EVIDENCE_REMOVED
    return ReviewFlag.TARGET_REMOVED if was["target"] is not None else None


def _always(flag: ReviewFlag) -> Callable[[Values, ReviewContext], ReviewFlag | None]:
    return lambda *_: flag


_REMOVED: dict[str, Callable[[Values, ReviewContext], ReviewFlag | None]] = {
    "financials": _year_gone,
    "feedback": _past_gone,
    "vendor_evaluation": _past_gone,
    "reviews": _past_gone,
    "contacts": lambda was, _: _ROLES.get(was["role"]),
    "opportunities": _opportunity_gone,
    "risks": _always(ReviewFlag.RISK_REMOVED),
    "promises": _promise_gone,
    "outcomes": _outcome_gone,
    "references": _always(ReviewFlag.EVIDENCE_REMOVED),
}
