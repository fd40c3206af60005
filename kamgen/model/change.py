"""What is different between two states of the plans, in business words.

field      one value that was and is            revenue target 2026: 1.3M → 1.1M (−200k, −15.4%)
entry      one row of a list, by its identity   promise “Spare parts within 24 hours” removed
section    one heading of the prose             Growth: 12 words new, 3 gone, and an excerpt
plan       all entries and sections of one plan

Nothing here depends on where an entry stands in its list, or on how the file is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, StrEnum
from typing import NamedTuple

from msgspec import Struct


class ChangeKind(Enum):
    """What became of something."""

    ADDED = ("added", "+")
    CHANGED = ("changed", "~")
    REMOVED = ("removed", "-")

    word: str
    sign: str

    def __new__(cls, word: str, sign: str) -> ChangeKind:
        kind = object.__new__(cls)
        kind._value_ = kind.word = word
        kind.sign = sign
        return kind


class ValueKind(StrEnum):
    """How a value is read; what `FieldChange.was` and `FieldChange.now` hold when they are given."""

    MONEY = "money"
    """An exact decimal number, in the plan's currency."""
    PERCENT = "percent"
    """An exact decimal number, a fraction of one."""
    NUMBER = "number"
    """An exact decimal number."""
    DAY = "day"
    """Its ISO date."""
    PERIOD = "period"
    """The ISO date of the last day of the period by the site's fiscal calendar."""
    TEXT = "text"
    """The text itself; also words, flags and lists."""


class ReviewFlag(Enum):
    """Why a reviewer should look at a change: its key in reports, and words."""

    ACCOUNT_REMOVED = ("account-removed", "account removed")
    ACCOUNT_LOST = ("account-lost", "account lost")
    STATUS_CHANGED = ("status-changed", "status changed")
    CURRENCY_CHANGED = ("currency-changed", "currency changed")
    FIGURES_OF_OTHERS = ("figures-of-others", "figures are of another group than before")
    TARGET_LOWERED = ("target-lowered", "target lowered")
    TARGET_REMOVED = ("target-removed", "target removed")
    PAST_FIGURE_CHANGED = ("past-figure-changed", "figure of a past year changed")
    FIGURE_REMOVED = ("figure-removed", "figure removed")
    COST_LOWERED = ("cost-lowered", "cost to serve lowered")
    FIGURE_RAISED = ("figure-raised", "figure raised, with no later month")
    THROUGH_BACK = ("through-back", "figures reach less far")
    RECORD_REWRITTEN = ("record-rewritten", "record of the past rewritten")
    KEPT_LATE = ("kept-late", "kept in time, told when it was late")
    MISSED_REMOVED = ("missed-removed", "missed level removed")
    FORECAST_RAISED = ("forecast-raised", "raised without a talk with the client")
    MARKS_RAISED = ("marks-raised", "marks raised")
    PROMISE_REMOVED = ("promise-removed", "promise removed")
    PROMISE_REWORDED = ("promise-reworded", "promise reworded")
    PROMISE_BROKEN = ("promise-broken", "promise broken")
    DATE_MOVED = ("date-moved", "date moved later")
    DATE_REMOVED = ("date-removed", "date removed")
    OWNER_CHANGED = ("owner-changed", "owner changed")
    CATEGORY_CHANGED = ("category-changed", "category changed")
    DECISION_MAKER_LOST = ("decision-maker-lost", "decision maker lost")
    CHAMPION_LOST = ("champion-lost", "champion lost")
    CRITIC = ("critic", "turned critic")
    CRITIC_GONE = ("critic-gone", "critic gone")
    CRITIC_LOWERED = ("critic-lowered", "critic made less important")
    SENTIMENT_RAISED = ("sentiment-raised", "attitude raised without a contact")
    ROLE_RAISED = ("role-raised", "role raised without a contact")
    CONTACT_CLAIMED = ("contact-claimed", "contact that no record bears out")
    RELATIONSHIP_RAISED = ("relationship-raised", "relationship raised without a talk with the client")
    RISK_REMOVED = ("risk-removed", "risk removed")
    RISK_LOWERED = ("risk-lowered", "risk rated lower")
    MITIGATION_EMPTY = ("mitigation-empty", "mitigation of empty words")
    OPPORTUNITY_REMOVED = ("opportunity-removed", "opportunity removed, neither won nor lost")
    EVIDENCE_REMOVED = ("evidence-removed", "record of the past removed")
    RECORD_LATE = ("record-late", "record of the past added late")
    RECORD_UNFOUNDED = ("record-unfounded", "record with nobody whom the plan knows")
    APPROVER_REMOVED = ("approver-removed", "approver removed or another")
    WAIVED = ("waived", "criterion waived")
    RULES_EASED = ("rules-eased", "rule of the site changed, and not made stricter")
    BASELINE_LARGER = ("baseline-larger", "baseline keeps more findings")
    FORMAT_ERROR = ("unreadable", "plan cannot be read any more")

    key: str
    words: str

    def __new__(cls, key: str, words: str) -> ReviewFlag:
        flag = object.__new__(cls)
        flag._value_ = flag.key = key
        flag.words = words
        return flag


class FieldChange(NamedTuple):
    """One value. What was not given is None, and empty in words."""

    field: str
    """Its key as it is written in plans: ``target_revenue``, ``from``."""
    label: str
    """In words: ``revenue target``."""
    kind: ValueKind
    was: str | None
    """Exactly, as its kind is written: ``1300000``, ``0.5``, ``2026-12-01``; None when it was not given."""
    now: str | None
    before: str
    """``was`` as a plan would have it: ``1.3M``, ``50%``, ``2026-12-01``, ``2027-Q1``."""
    after: str
    difference: str
    """``−200k, −15.4%`` · ``+10 points`` · ``31 days later``; empty where there is none to speak of."""
    flag: ReviewFlag | None = None
    times: int = 0
    """For a date or target that moved: how often it has, this time included, as far as history is known; 0: unknown."""
    line: int = 0
    """Of what is flagged: where the value stands in the plan, or stood when it is gone (1-based); else 0."""


class EntryChange(NamedTuple):
    """One row of a list of a plan, found again by its identity; or a group that stands once (``crm``)."""

    group: str
    """Its key in plans: ``promises``; empty for the fields of the plan itself."""
    noun: str
    """One of them: ``promise``; ``plan`` for the fields of the plan itself."""
    kind: ChangeKind
    title: str
    """What names it now (before, when it is removed); empty where the group stands once."""
    former: str
    """What named it before, when that is another; empty otherwise."""
    fields: tuple[FieldChange, ...]
    """In the order of plans; those of an added or removed entry are all that it gives or gave."""
    line: int
    """Where it begins in the plan as it is now, or was when it is removed (1-based)."""
    flag: ReviewFlag | None = None


class Suspect(NamedTuple):
    """An entry that is to be confirmed, since what it leans on changed in meaning."""

    group: str
    """As of `EntryChange`, likewise noun and title."""
    noun: str
    title: str
    line: int
    """Where it says what it leans on, else where it begins, in the plan as it is now (1-based)."""
    field: str
    """The field by which it leans: ``met_by``; ``stage`` where an open deal leans on who decides."""
    label: str
    """In words: ``met by``, ``decision maker``."""
    on: EntryChange
    """What it leans on, with the values alone that changed in meaning."""
    until: date | None = None
    """The day of the review that it is; nothing is to be confirmed after it."""
    confirmed: date | None = None
    """When it was last confirmed, by its own word."""


class Piece(NamedTuple):
    """A stretch of words of an excerpt."""

    sign: str
    """``+`` new, ``-`` gone, a space for words that stayed."""
    text: str


class SectionChange(NamedTuple):
    """The prose below one heading, without that of headings below it."""

    title: str
    """The heading now (before, when it is removed); empty for what stands before the first heading."""
    former: str
    """The heading before, when that is another; empty otherwise."""
    kind: ChangeKind
    added: int
    """Words that are new."""
    removed: int
    """Words that are gone."""
    excerpt: tuple[Piece, ...]
    """The first differences among some words that stayed, at most some 300 characters."""
    line: int
    """Where the heading stands now, or stood when it is removed (1-based)."""


class PlanChange(Struct, frozen=True):
    """What is different between two versions of one plan; false when only the way it is written is."""

    entries: tuple[EntryChange, ...] = ()
    """In the order of plans: the plan's own fields first."""
    sections: tuple[SectionChange, ...] = ()
    """In the order of the prose now, removed ones last."""

    def __bool__(self) -> bool:
        return bool(self.entries or self.sections)

    def flags(self) -> Iterator[tuple[ReviewFlag, EntryChange, FieldChange | None]]:
        """What to look at, in the order of plans, with the entry and, where it is one value, the field."""
        for entry in self.entries:
            if entry.flag is not None:
                yield entry.flag, entry, None
            for field in entry.fields:
                if field.flag is not None:
                    yield field.flag, entry, field
