"""What counts as lately enough."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.facts.dates import newest_review, within
from kamgen.model.enums import ReviewWith, Site
from kamgen.model.rule import gap, met
from kamgen.model.values import Duration
from kamgen.rules.declare import judge_age
from tests.support import context_of, plan_of


@pytest.mark.parametrize(
    ("day", "cadence", "last"),
    [
        (date(2026, 8, 20), Duration(3, "month"), date(2026, 11, 20)),
        (date(2026, 8, 31), Duration(6, "month"), date(2027, 2, 28)),
        (date(2027, 8, 31), Duration(6, "month"), date(2028, 2, 29)),
        (date(2024, 2, 29), Duration(1, "year"), date(2025, 2, 28)),
        (date(2024, 2, 29), Duration(48, "month"), date(2028, 2, 29)),
        (date(2026, 11, 20), Duration(90, "day"), date(2027, 2, 18)),
    ],
)
def test_something_counts_up_to_and_on_the_day_it_is_due(day: date, cadence: Duration, last: date) -> None:
    assert within(day, cadence, last)
    assert not within(day, cadence, last + timedelta(days=1))


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 5000))
def test_what_is_still_to_come_does_not_count(as_of: date, days: int) -> None:
    assert within(as_of + timedelta(days=days), Duration(3, "month"), as_of) is (days == 0)


def test_the_evidence_names_the_date_its_age_and_the_cadence() -> None:
    context, cadence = context_of(plan_of()), Duration(3, "month")
    assert judge_age("last client review", date(2026, 9, 10), cadence, context, "reviews[2].date", "meet") == met(
        "last client review 2026-09-10, 71 days ago; due every 3 months", "reviews[2].date"
    )
    assert judge_age("last client review", date(2026, 8, 19), cadence, context, "reviews[2].date", "meet") == gap(
        "last client review 2026-08-19, 93 days ago; due every 3 months", "reviews[2].date", "meet"
    )


REVIEWS = """
reviews:
  - {date: 2026-05-01, with: client, site: client, attendees: [Kari Dahl], outcome: No more line stops}
  - {date: 2026-09-01, with: client, site: ours, attendees: [Kari Dahl], outcome: No more line stops}
  - {date: 2026-09-01, with: client, site: remote, attendees: [Kari Dahl], outcome: No more line stops}
  - {date: 2026-10-01, with: client, site: client, cancelled: true}
  - {date: 2026-10-02, with: team, attendees: [Per Moe], document: minutes.pdf}
  - {date: 2026-11-01, with: client, site: client, attendees: [Kari Dahl]}
  - {date: 2026-11-21, with: client, site: client}
"""


def test_the_newest_review_was_held_with_the_party_asked_for_and_is_not_to_come() -> None:
    plan = plan_of(REVIEWS)
    context = context_of(plan)
    found = [newest_review(plan, context, ReviewWith.CLIENT), newest_review(plan, context, ReviewWith.TEAM)]
    assert found == [(2, plan.front.reviews[2]), (4, plan.front.reviews[4])]
    assert newest_review(plan, context, ReviewWith.CLIENT, Site.CLIENT) == (0, plan.front.reviews[0])


def test_no_review_is_none() -> None:
    plan = plan_of()
    assert newest_review(plan, context_of(plan), ReviewWith.TEAM) is None
