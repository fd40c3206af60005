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
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import Struct

from kamgen.compare.entries import Values, identity_key
from kamgen.compare.matching import likeness, triples
from kamgen.facts.leaning import same_person
from kamgen.facts.prose import says_enough
from kamgen.facts.results import direction_of, is_met, measure_named
from kamgen.model.change import ReviewFlag as Flag
from kamgen.model.config import Category, SiteConfig
from kamgen.model.enums import Better, ContactRole, Level, Relationship, ReviewWith, Sentiment, Stage
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import FrontMatter
from kamgen.model.values import Quantity
from kamgen.text.substance import is_vague

CLOSE = timedelta(days=90)
"""What a year-end close takes at most: figures of the year that settle until then are no rewriting of the past."""
TOLD_LATE = timedelta(days=7)
"""How long after its day a promise may be told to have been kept in time, once it is overdue."""
_NEAR = timedelta(days=31)
"""How far from the day of a contact the record may lie that bears it out."""
MUCH = 4
"""Marks of an assessment that rise together: six marks have 24 points between the lowest and the highest."""


class ReviewContext(Struct, frozen=True):
    """What changes are judged on."""

    site: SiteConfig
    calendar: FiscalCalendar
    as_of: date
    was: FrontMatter
    """The whole plan before."""
    now: FrontMatter

    def closed(self, year: int) -> bool:
        """Whether the books of a fiscal year are closed."""
        return self.calendar.last_day(year) + CLOSE < self.as_of

    def over(self, year: int) -> bool:
        """Whether a fiscal year is over, closed or not."""
        return self.calendar.last_day(year) < self.as_of

    @property
    def category(self) -> Category | None:
        """The category of the account before."""
        return self.site.categories.get(self.site.category_key(self.was.category) or "")


class Edit(NamedTuple):
    """One value that differs of an entry that is there in both versions."""

    was: Any
    now: Any
    before: Values
    after: Values
    context: ReviewContext

    def newer(self, key: str) -> bool:
        """Whether the day at ``key`` has come, and is a later one than before or was not given."""
        day = self.after[key]
        return _later(self.before[key], day) and day <= self.context.as_of

    @property
    def past(self) -> bool:
        """Whether the entry told of a day that was over."""
        day = self.before.get("date")
        return day is None or day <= self.context.as_of


def _later(was: date | None, now: date | None) -> bool:
    return now is not None and (was is None or now > was)


def _raised(was: Decimal | int | None, now: Decimal | int | None) -> bool:
    return was is not None and now is not None and now > was


def _lowered(was: Decimal | int | None, now: Decimal | int | None) -> bool:
    return was is not None and now is not None and now < was


def _other_words(edit: Edit) -> bool:
    """Whether a text that was given is another now, and not the same told better."""
    return bool(edit.was) and likeness(triples(str(edit.was)), triples(str(edit.now or ""))) < 0.5


def _figure(edit: Edit) -> Flag | None:
    """Revenue and gross profit of a year whose books are open."""
    if edit.now is None:
        return Flag.FIGURE_REMOVED if edit.was is not None else None
    to_come = edit.context.as_of + _NEAR
    further = _reaches(edit, edit.before) < _reaches(edit, edit.after) <= to_come or edit.context.over(
        edit.before["year"]
    )
    return Flag.FIGURE_RAISED if _raised(edit.was, edit.now) and not further else None


def _reaches(edit: Edit, row: Values) -> date:
    """The last day that the figures of a year's row speak of."""
    calendar = edit.context.calendar
    return calendar.end(row["through"]) if row["through"] else calendar.last_day(row["year"])


def _cost(edit: Edit) -> Flag | None:
    if edit.now is None:
        return Flag.FIGURE_REMOVED
    return Flag.COST_LOWERED if _lowered(edit.was, edit.now) else None


def _through(edit: Edit) -> Flag | None:
    return Flag.THROUGH_BACK if _reaches(edit, edit.after) < _reaches(edit, edit.before) else None


def _on_scale(row: Values, key: str = "score") -> Decimal | None:
    return None if row[key] is None else Decimal(row[key]) / Decimal(row["scale"])


def _score(edit: Edit) -> Flag | None:
    """A mark, or the scale that it stands on, of something that was said on a day."""
    if edit.after["score"] is None:
        return Flag.EVIDENCE_REMOVED if edit.was is not None else None
    return Flag.RECORD_REWRITTEN if _raised(_on_scale(edit.before), _on_scale(edit.after)) else None


def _respondents(edit: Edit) -> Flag | None:
    """Those who answered, or attended, are others."""
    return Flag.RECORD_REWRITTEN if edit.past and edit.was and not _any_of(edit.was, edit.now) else None


def _any_of(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(same_person(name, other) for name in names for other in others)


def _record_text(edit: Edit) -> Flag | None:
    if not edit.past or not edit.was:
        return None
    return Flag.EVIDENCE_REMOVED if not edit.now else Flag.RECORD_REWRITTEN if _other_words(edit) else None


def _record_day(edit: Edit) -> Flag | None:
    """The day of a record of the past is another; one that is planned is held later."""
    if edit.past:
        return Flag.RECORD_REWRITTEN if edit.was is not None and edit.now != edit.was else None
    return Flag.DATE_MOVED if _later(edit.was, edit.now) else None


def _review_site(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.past and edit.was is not None and edit.now is not None else None


def _covered(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.past and edit.was and set(edit.now) - set(edit.was) else None


def _cancelled(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was and edit.past else None


def _promise_kept(edit: Edit) -> Flag | None:
    day = edit.before.get("due")
    if edit.was is None:
        if not isinstance(day, date) or not isinstance(edit.now, date):
            return None
        return Flag.KEPT_LATE if edit.now <= day < edit.context.as_of - TOLD_LATE else None
    if edit.now is None:
        return Flag.EVIDENCE_REMOVED
    dated = isinstance(edit.now, date) and isinstance(edit.was, date)
    return Flag.RECORD_REWRITTEN if dated and edit.now < edit.was else None


def _promise_broken(edit: Edit) -> Flag | None:
    if edit.was is None:
        return Flag.PROMISE_BROKEN
    return Flag.EVIDENCE_REMOVED if edit.now is None else Flag.RECORD_REWRITTEN


_GOODWILL = {Sentiment.CRITIC: -1, Sentiment.SUPPORTER: 1}
_LEVELS = tuple(Level)


def _sentiment(edit: Edit) -> Flag | None:
    if edit.now is Sentiment.CRITIC:
        return Flag.CRITIC
    rose = _GOODWILL.get(edit.now, 0) > _GOODWILL.get(edit.was, 0)
    return Flag.SENTIMENT_RAISED if rose and not edit.newer("last_contact") else None


def _opposes(row: Values) -> bool:
    return row["sentiment"] is Sentiment.CRITIC or row["role"] is ContactRole.BLOCKER


def _influence(edit: Edit) -> Flag | None:
    """Who is against us counts for less."""
    if not _opposes(edit.before) or edit.was is None:
        return None
    return Flag.CRITIC_LOWERED if edit.now is None or _LEVELS.index(edit.now) < _LEVELS.index(edit.was) else None


_LOST_ROLES = {
    ContactRole.DECISION_MAKER: Flag.DECISION_MAKER_LOST,
    ContactRole.CHAMPION: Flag.CHAMPION_LOST,
}


def _role(edit: Edit) -> Flag | None:
    if edit.was in _LOST_ROLES:
        return _LOST_ROLES[edit.was]
    if edit.was is ContactRole.BLOCKER:
        return Flag.CRITIC_LOWERED
    return Flag.ROLE_RAISED if edit.now in _LOST_ROLES and not edit.newer("last_contact") else None


def _left(edit: Edit) -> Flag | None:
    return lost_contact(edit.before) if edit.was is None else Flag.RECORD_REWRITTEN


def lost_contact(row: Values) -> Flag | None:
    """What a contact that is gone leaves behind to look at."""
    return _LOST_ROLES.get(row["role"]) or (Flag.CRITIC_GONE if _opposes(row) else None)


def _last_contact(edit: Edit) -> Flag | None:
    """A decision maker who was not met for long is said to have been, and nothing else in the plan tells of it."""
    decides, context = edit.after["role"] is ContactRole.DECISION_MAKER, edit.context
    if not decides or not _later(edit.was, edit.now):
        return None
    every = context.site.cadences(context.site.category_key(context.now.category)).contact_every
    if edit.was is not None and every.after(edit.was) >= context.as_of:
        return None
    records = [(row.date, row.attendees) for row in context.now.reviews] + [
        (row.date, row.respondents) for row in context.now.feedback
    ]
    who = (edit.after["name"],)
    told = any(day <= context.as_of and abs(edit.now - day) <= _NEAR and _any_of(who, names) for day, names in records)
    return None if told else Flag.CONTACT_CLAIMED


def _forecast(edit: Edit) -> Flag | None:
    """Probability, value or profit of an open deal; or of one that had ended."""
    if edit.before["stage"] is not Stage.OPEN:
        return Flag.RECORD_REWRITTEN if _raised(edit.was, edit.now) else None
    if edit.after["stage"] is not Stage.OPEN or edit.newer("discussed"):
        return None
    return Flag.FORECAST_RAISED if edit.now is not None and (edit.was is None or edit.now > edit.was) else None


def _stage(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not Stage.OPEN else None


def _mitigation(edit: Edit) -> Flag | None:
    if edit.now is None:
        return None
    empty = not says_enough(edit.now, edit.context.site) or is_vague(edit.now)
    return Flag.MITIGATION_EMPTY if empty or folded(edit.now) == folded(edit.after["risk"]) else None


def _baseline(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None else None


def _unit(edit: Edit) -> Flag | None:
    other = edit.was is not None and folded(edit.was) != folded(edit.now or "")
    return Flag.RECORD_REWRITTEN if other else None


def _better(edit: Edit) -> Flag | None:
    """The way an outcome improves is another than before, as it was written or as its figures said."""
    ways = [direction_of(row["better"], row["baseline"], row["target"]) for row in (edit.before, edit.after)]
    return Flag.RECORD_REWRITTEN if ways[0] is not ways[1] else None


def _actual(edit: Edit) -> Flag | None:
    if edit.now is None:
        return Flag.EVIDENCE_REMOVED
    if edit.was is None or edit.newer("as_of"):
        return None
    up = direction_of(edit.before["better"], edit.before["baseline"], edit.before["target"]) is Better.HIGHER
    return Flag.RECORD_REWRITTEN if (edit.now > edit.was if up else edit.now < edit.was) else None


def _level(edit: Edit) -> Flag | None:
    """A level of service reads better, and is that of the same period."""
    was, now = edit.was, edit.now
    if edit.before["period"] != edit.after["period"] or not isinstance(was, Quantity) or not isinstance(now, Quantity):
        return None
    measure = measure_named(edit.context.site, edit.before["measure"])[1]
    return Flag.RECORD_REWRITTEN if is_met(now, was, measure.better) else None


def _level_period(edit: Edit) -> Flag | None:
    """The same level is that of another period."""
    same, end = edit.before["actual"] == edit.after["actual"], edit.context.calendar.end
    other = edit.was is not None and edit.now is not None and end(edit.now) != end(edit.was)
    return Flag.RECORD_REWRITTEN if same and other else None


def _evaluated_anew(context: ReviewContext) -> bool:
    """Whether the client evaluated its vendors since."""
    was, now = context.was.vendor_evaluation, context.now.vendor_evaluation
    return _later(was.date if was else None, now.date if now else None)


def _criterion(edit: Edit) -> Flag | None:
    return None if _evaluated_anew(edit.context) else _score(edit)


def _weight(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None and not _evaluated_anew(edit.context) else None


def _evaluation_day(edit: Edit) -> Flag | None:
    was, now = edit.context.was.vendor_evaluation, edit.context.now.vendor_evaluation
    same = was is not None and now is not None and was.criteria == now.criteria
    return Flag.RECORD_REWRITTEN if same or not _later(edit.was, edit.now) else None


_MARKS = ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")


def _mark(edit: Edit) -> Flag | None:
    """A mark is higher in the same assessment; or so many in a newer one that it is another account."""
    rise = sum(edit.after[key] - edit.before[key] for key in _MARKS if edit.before[key] and edit.after[key])
    if edit.now is None:
        return Flag.EVIDENCE_REMOVED
    if not _raised(edit.was, edit.now):
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
    days = [_last_talk(front) for front in (edit.context.was, edit.context.now)]
    return Flag.RELATIONSHIP_RAISED if days[1] <= days[0] else None


def _last_talk(front: FrontMatter) -> date:
    reviews = [row.date for row in front.reviews if row.party is ReviewWith.CLIENT and not row.cancelled]
    return max([*reviews, *(row.date for row in front.feedback)], default=date.min)


def _approver(edit: Edit) -> Flag | None:
    return Flag.APPROVER_REMOVED if edit.was and identity_key(edit.was) != identity_key(edit.now) else None


def _reference_day(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None and _later(edit.was, edit.now) else None


def _loss(edit: Edit) -> Flag | None:
    return Flag.RECORD_REWRITTEN if edit.was is not None else None


EDITED: dict[tuple[str, str], Callable[[Edit], Flag | None]] = {
    ("", "currency"): _currency,
    ("", "relationship"): _relationship,
    ("", "status"): _status,
    ("financials", "revenue"): _figure,
    ("financials", "gross_profit"): _figure,
    ("financials", "cost_to_serve"): _cost,
    ("financials", "customer_spend"): lambda edit: Flag.FIGURE_REMOVED if edit.now is None else None,
    ("financials", "through"): _through,
    ("assessment", "date"): lambda edit: None if edit.newer("date") else Flag.RECORD_REWRITTEN,
    **{("assessment", key): _mark for key in _MARKS},
    ("feedback", "date"): _record_day,
    ("feedback", "score"): _score,
    ("feedback", "scale"): _score,
    ("feedback", "from"): _respondents,
    ("feedback", "summary"): _record_text,
    ("feedback", "document"): lambda edit: Flag.EVIDENCE_REMOVED if edit.was and not edit.now else None,
    ("vendor_evaluation", "date"): _evaluation_day,
    ("vendor_evaluation.criteria", "score"): _criterion,
    ("vendor_evaluation.criteria", "scale"): _criterion,
    ("vendor_evaluation.criteria", "weight"): _weight,
    ("reviews", "date"): _record_day,
    ("reviews", "site"): _review_site,
    ("reviews", "attendees"): _respondents,
    ("reviews", "covered"): _covered,
    ("reviews", "outcome"): _record_text,
    ("reviews", "document"): lambda edit: Flag.EVIDENCE_REMOVED if edit.was and not edit.now else None,
    ("reviews", "cancelled"): _cancelled,
    ("service", "actual"): _level,
    ("service", "period"): _level_period,
    ("contacts", "role"): _role,
    ("contacts", "sentiment"): _sentiment,
    ("contacts", "influence"): _influence,
    ("contacts", "last_contact"): _last_contact,
    ("contacts", "left"): _left,
    ("opportunities", "value"): _forecast,
    ("opportunities", "profit"): _forecast,
    ("opportunities", "probability"): _forecast,
    ("opportunities", "stage"): _stage,
    ("risks", "mitigation"): _mitigation,
    ("promises", "made"): _reference_day,
    ("promises", "kept"): _promise_kept,
    ("promises", "broken"): _promise_broken,
    ("actions", "done"): _promise_kept,
    ("outcomes", "baseline"): _baseline,
    ("outcomes", "unit"): _unit,
    ("outcomes", "better"): _better,
    ("outcomes", "actual"): _actual,
    ("references", "date"): _reference_day,
    ("lost", "date"): _loss,
    ("lost", "reason"): _loss,
    ("waive", "by"): _approver,
}
"""By group and key as plans write them. What is not here is told without a flag, or has one in `review_flags`."""


def flag_added(group: str, after: Values, context: ReviewContext) -> Flag | None:
    """Why an entry that is new makes an account look better without news."""
    match group:
        case "feedback" | "reviews":
            return _late_record(group, after, context)
        case "promises" if after["kept"] is not None:
            return Flag.RECORD_LATE
        case "service" if any(_same_level(row, after) for row in context.was.service):
            return Flag.RECORD_REWRITTEN
        case "vendor_evaluation.criteria" if after["score"] is not None:
            return Flag.RECORD_REWRITTEN if context.was.vendor_evaluation and not _evaluated_anew(context) else None
        case "risks" if after["mitigation"]:
            return _mitigation(Edit(None, after["mitigation"], after, after, context))
    return None


def _same_level(row: Any, after: Values) -> bool:
    """Whether a level of service was given for the same period."""
    return after["period"] is not None and (folded(row.measure), row.period) == (
        folded(after["measure"]),
        after["period"],
    )


def _late_record(group: str, after: Values, context: ReviewContext) -> Flag | None:
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
    known = after["document"] or not contacts or _any_of(who, contacts)
    return None if known or not client or after.get("cancelled") else Flag.RECORD_UNFOUNDED


def flag_gone(group: str, before: Values, context: ReviewContext) -> Flag | None:
    """Why an entry that is gone leaves an account looking better."""
    match group:
        case "contacts":
            return lost_contact(before)
        case "service":
            return Flag.MISSED_REMOVED if _missed(before, context) else None
        case "vendor_evaluation.criteria" if before["score"] is not None:
            gone = context.now.vendor_evaluation is None
            return None if gone or _evaluated_anew(context) else Flag.EVIDENCE_REMOVED
        case "assessment":
            return Flag.EVIDENCE_REMOVED
        case "actions" if before["done"] is None and before["due"] is not None:
            return Flag.DATE_REMOVED if before["due"] < context.as_of else None
    return None


def _missed(row: Values, context: ReviewContext) -> bool:
    asked = {folded(key): target for key, target in (context.category.targets if context.category else {}).items()}
    target = row["target"] or asked.get(folded(row["measure"]))
    measure = measure_named(context.site, row["measure"])[1]
    return target is not None and not is_met(row["actual"], target, measure.better)
