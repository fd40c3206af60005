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
a past figure before a target. That an account was removed, or cannot be read, is seen where plans are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from kamgen.compare.fields import Values
from kamgen.facts.outcomes import direction_of
from kamgen.model.body import heading_key
from kamgen.model.change import Look
from kamgen.model.choices import Better, ContactRole, Level, Sentiment, Stage, Status
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar

CLOSE = timedelta(days=90)
"""What a year-end close takes at most: figures of the year that settle until then are no rewriting of the past."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What changes are judged on."""

    calendar: FiscalCalendar
    as_of: date
    lower_is_better: frozenset[str]
    """Measures of service of which less is better, folded."""

    def closed(self, year: int) -> bool:
        """Whether the books of a fiscal year are closed."""
        return self.calendar.last_day(year) + CLOSE < self.as_of


class Seen(NamedTuple):
    """One field that differs."""

    was: Any
    now: Any
    before: Values
    after: Values
    ground: Ground


def look_at_field(group: str, key: str, seen: Seen) -> Look | None:
    """Why to look at one value that differs, of an entry that is there before and after."""
    rule = _FIELDS.get((group, key))
    return rule(seen) if rule else None


def look_at_entry(group: str, before: Values | None, after: Values | None, ground: Ground) -> Look | None:
    """Why to look at an entry that is new (``before`` is None) or gone (``after`` is None)."""
    if before is None:
        return Look.WAIVED if group == "waive" else None
    rule = _REMOVED.get(group) if after is None else None
    return rule(before, ground) if rule else None


def _lost(seen: Seen) -> Look | None:
    return Look.ACCOUNT_LOST if seen.now is Status.LOST else None


def _owner(seen: Seen) -> Look | None:
    both = seen.was and seen.now
    return Look.OWNER_CHANGED if both and heading_key(seen.was) != heading_key(seen.now) else None


def _category(seen: Seen) -> Look | None:
    both = seen.was and seen.now
    return Look.CATEGORY_CHANGED if both and folded(seen.was) != folded(seen.now) else None


def _fallen(seen: Seen) -> Look | None:
    """A target by which more is better."""
    if seen.was is None:
        return None
    if seen.now is None:
        return Look.TARGET_REMOVED
    return Look.TARGET_LOWERED if seen.now < seen.was else None


def _money_target(seen: Seen) -> Look | None:
    look = _fallen(seen)
    return Look.PAST_FIGURE_CHANGED if look and seen.ground.closed(seen.before["year"]) else look


def _figure(seen: Seen) -> Look | None:
    given = seen.was is not None and seen.ground.closed(seen.before["year"])
    return Look.PAST_FIGURE_CHANGED if given else None


def _outcome_target(seen: Seen) -> Look | None:
    better = direction_of(seen.after["better"], seen.before["baseline"], seen.was)
    if seen.was is None or seen.now is None or better is Better.HIGHER:
        return _fallen(seen)
    return Look.TARGET_LOWERED if seen.now > seen.was else None


def _service_target(seen: Seen) -> Look | None:
    if seen.was is None or seen.now is None or seen.was.percent is not seen.now.percent:
        return None
    lower = folded(seen.after["measure"]) in seen.ground.lower_is_better
    was, now = seen.was.value, seen.now.value
    return Look.TARGET_LOWERED if (now > was if lower else now < was) else None


def _reworded(seen: Seen) -> Look | None:
    return Look.PROMISE_REWORDED if heading_key(seen.was) != heading_key(seen.now) else None


def _broken(seen: Seen) -> Look | None:
    return Look.PROMISE_BROKEN if seen.was is None else _withdrawn(seen)


def _withdrawn(seen: Seen) -> Look | None:
    return Look.EVIDENCE_REMOVED if seen.now is None else None


def _day(seen: Seen) -> Look | None:
    if seen.was is None:
        return None
    if seen.now is None:
        return Look.DATE_REMOVED
    return Look.DATE_MOVED if seen.now > seen.was else None


def _close(seen: Seen) -> Look | None:
    end = seen.ground.calendar.end
    return _day(seen._replace(was=seen.was and end(seen.was), now=seen.now and end(seen.now)))


_ROLES = {ContactRole.DECISION_MAKER: Look.DECISION_MAKER_LOST, ContactRole.CHAMPION: Look.CHAMPION_LOST}


def _role(seen: Seen) -> Look | None:
    return _ROLES.get(seen.was)


def _critic(seen: Seen) -> Look | None:
    return Look.CRITIC if seen.now is Sentiment.CRITIC else None


def _risk(seen: Seen) -> Look | None:
    levels = list(Level)
    lower = seen.was and seen.now and levels.index(seen.now) < levels.index(seen.was)
    return Look.RISK_LOWERED if lower else None


def _until(seen: Seen) -> Look | None:
    longer = seen.was is not None and (seen.now is None or seen.now > seen.was)
    return Look.WAIVED if longer else None


_FIELDS: dict[tuple[str, str], Callable[[Seen], Look | None]] = {
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


def _year_gone(was: Values, ground: Ground) -> Look | None:
    targets = any(was[key] is not None for key in ("target_revenue", "target_profit"))
    figures = any(was[key] is not None for key in ("revenue", "gross_profit", "cost_to_serve"))
    if ground.closed(was["year"]):
        return Look.PAST_FIGURE_CHANGED if figures or targets else None
    return Look.TARGET_REMOVED if targets else None


def _past_gone(was: Values, ground: Ground) -> Look | None:
    return Look.EVIDENCE_REMOVED if was["date"] <= ground.as_of else None


def _opportunity_gone(was: Values, ground: Ground) -> Look | None:  # noqa: ARG001 (rules have one signature)
    return Look.OPPORTUNITY_REMOVED if was["stage"] is Stage.OPEN else Look.EVIDENCE_REMOVED


def _promise_gone(was: Values, ground: Ground) -> Look | None:  # noqa: ARG001 (one signature)
    closed = was["kept"] is not None or was["broken"] is not None
    return Look.EVIDENCE_REMOVED if closed else Look.PROMISE_REMOVED


def _outcome_gone(was: Values, ground: Ground) -> Look | None:  # noqa: ARG001 (one signature)
    if was["actual"] is not None:
        return Look.EVIDENCE_REMOVED
    return Look.TARGET_REMOVED if was["target"] is not None else None


def _always(look: Look) -> Callable[[Values, Ground], Look | None]:
    return lambda *_: look


_REMOVED: dict[str, Callable[[Values, Ground], Look | None]] = {
    "financials": _year_gone,
    "feedback": _past_gone,
    "vendor_evaluation": _past_gone,
    "reviews": _past_gone,
    "contacts": lambda was, _: _ROLES.get(was["role"]),
    "opportunities": _opportunity_gone,
    "risks": _always(Look.RISK_REMOVED),
    "promises": _promise_gone,
    "outcomes": _outcome_gone,
    "references": _always(Look.EVIDENCE_REMOVED),
}
