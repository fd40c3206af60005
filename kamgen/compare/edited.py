"""One value, or one entry, of a plan in two versions, and what its change is judged on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import Struct

from kamgen.compare.entries import Values
from kamgen.compare.matching import likeness, triples
from kamgen.facts.leaning import same_person
from kamgen.model.config import Category, SiteConfig
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import FrontMatter

CLOSE = timedelta(days=90)
"""What a year-end close takes at most: figures of the year that settle until then are no rewriting of the past."""


TOLD_LATE = timedelta(days=7)
"""How long after its day a promise may be told to have been kept in time, once it is overdue."""


NEAR = timedelta(days=31)
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
        return is_later(self.before[key], day) and day <= self.context.as_of

    @property
    def past(self) -> bool:
        """Whether the entry told of a day that was over."""
        day = self.before.get("date")
        return day is None or day <= self.context.as_of


def is_later(was: date | None, now: date | None) -> bool:
    return now is not None and (was is None or now > was)


def is_raised(was: Decimal | int | None, now: Decimal | int | None) -> bool:
    return was is not None and now is not None and now > was


def is_lowered(was: Decimal | int | None, now: Decimal | int | None) -> bool:
    return was is not None and now is not None and now < was


def has_other_words(edit: Edit) -> bool:
    """Whether a text that was given is another now, and not the same told better."""
    return bool(edit.was) and likeness(triples(str(edit.was)), triples(str(edit.now or ""))) < 0.5


def shares_a_name(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(same_person(name, other) for name in names for other in others)
