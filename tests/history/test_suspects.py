"""What is to be confirmed of a plan, after all its versions: until it is edited, confirmed, or changed back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kamgen.compare.plans import compare_plans
from kamgen.facts.leaning import stands
from kamgen.history.account_history import account_history_of
from kamgen.history.plan_history import PlanRevision
from kamgen.model.account_history import AccountHistory
from kamgen.model.change import PlanChange
from kamgen.model.config import SiteConfig
from kamgen.model.plan import Plan
from kamgen.model.source import Commit, Source
from kamgen.parse.plan import parse_plan
from tests.compare.compare_support import CALENDAR
from tests.compare.planted_dependencies import AS_OF, PLAN, PLANTED, QUIET, Planted

SITE = SiteConfig()
FIRST = date(2026, 11, 19)

Edit = tuple[str, str]

GONE: Edit = ("title: COO, role: decision maker", "title: COO, role: influencer")
BACK: Edit = GONE[::-1]
LIKELIER: Edit = ("probability: 30%", "probability: 40%")
DEPOT = "opportunities Parts depot"


def plan_of(text: str) -> Plan:
    return parse_plan(Source("content/accounts/halden.md", text.encode()), "content/accounts")


def edited(text: str, *edits: Edit) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def past(*texts: str, here: str = "", cut: bool = False) -> AccountHistory:
    """The past of a plan that said that from the first day on, a day apart; ``here`` is not committed."""
    versions = []
    for number, text in enumerate(texts):
        day = FIRST + timedelta(number)
        commit = Commit(f"{number:040}", day, f"Author {number}", "Change")
        versions.insert(0, (PlanRevision(day, commit, "content/accounts/halden.md", str(number), cut), plan_of(text)))

    def compare(before: Plan, after: Plan, day: date) -> PlanChange:
        return compare_plans(before, after, SITE, day)

    plan = plan_of(here) if here else versions[0][1]
    return account_history_of(plan, versions, True, None, compare, CALENDAR)


def named(found: AccountHistory, as_of: date = AS_OF) -> set[str]:
    return {f"{each.suspect.group} {each.suspect.title}" for each in found.suspects if stands(each, as_of)}


@pytest.mark.parametrize("edit", [*PLANTED, *QUIET], ids=lambda edit: edit.why)
def test_a_commit_leaves_to_be_confirmed_what_its_change_does(edit: Planted) -> None:
    assert named(past(PLAN, edited(PLAN, *edit.edits))) == edit.touched


def test_it_is_told_who_changed_what_and_when_with_the_line_of_today() -> None:
    after = edited(PLAN, GONE)
    found = next(
        each.suspect for each in past(PLAN, after, f"{after}\nMore.\n").suspects if each.suspect.title == "Parts depot"
    )
    first = past(PLAN, after, f"{after}\nMore.\n").suspects[0]
    assert (first.day, first.commit.author) == (FIRST + timedelta(1), "Author 1")
    assert after.splitlines()[found.line - 1].strip().startswith("- {name: Parts depot")
    assert [(field.before, field.after) for field in found.on.fields] == [("decision maker", "influencer")]


def test_a_later_edit_of_the_entry_itself_answers() -> None:
    gone = edited(PLAN, GONE)
    assert DEPOT in named(past(PLAN, gone, f"{gone}\nMore.\n"))
    assert DEPOT not in named(past(PLAN, gone, edited(gone, LIKELIER)))


def test_another_spelling_of_the_entry_is_no_answer() -> None:
    gone = edited(PLAN, GONE)
    spelt = edited(gone, ("{name: Parts depot", "{name: PARTS DEPOT"))
    assert "opportunities PARTS DEPOT" in named(past(PLAN, gone, spelt))


@pytest.mark.parametrize(
    ("day", "answers"),
    [("2025-01-01", False), ("2026-11-19", False), ("2026-11-20", True), ("2026-11-21", True), ("2099-01-01", False)],
)
def test_a_confirmation_counts_from_the_day_of_the_change(day: str, answers: bool) -> None:
    gone = edited(PLAN, GONE)
    confirmed = edited(gone, ("value: 90k", f"value: 90k, confirmed: {day}"))
    assert (DEPOT not in named(past(PLAN, gone, confirmed), date(2026, 11, 21))) is answers
    assert (DEPOT not in named(past(PLAN, confirmed), date(2026, 11, 21))) is answers


def test_a_second_change_asks_again() -> None:
    gone = edited(PLAN, GONE)
    confirmed = edited(gone, ("value: 90k", "value: 90k, confirmed: 2026-11-20"))
    blocked = edited(confirmed, ("title: COO, role: influencer", "title: COO, role: blocker"))
    # Kari Dahl no longer decides, so that no deal hangs on her; the promise made to her does
    assert DEPOT not in named(past(PLAN, gone, confirmed, blocked))
    kept = next(each for each in past(PLAN, gone, confirmed, blocked).suspects if each.suspect.group == "promises")
    assert (kept.day, kept.suspect.on.fields[0].before) == (FIRST + timedelta(3), "decision maker")


def test_what_was_changed_back_is_told_no_more() -> None:
    gone = edited(PLAN, GONE)
    assert past(PLAN, gone, edited(gone, BACK)).suspects == ()
    assert past(PLAN, gone, here=edited(gone, BACK)).suspects == ()


def test_what_is_not_committed_may_answer_and_raises_nothing() -> None:
    gone = edited(PLAN, GONE)
    assert DEPOT not in named(past(PLAN, gone, here=edited(gone, LIKELIER)))
    assert past(PLAN, here=gone).suspects == ()


def test_what_is_gone_itself_is_not_to_be_confirmed() -> None:
    gone = edited(PLAN, GONE)
    without = edited(gone, ("{promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01", "{promise: Tea"))
    assert not {
        each for each in named(past(PLAN, gone, without)) if "Spare parts within" in each and "promises" in each
    }


def test_a_change_across_versions_that_cannot_be_read_is_seen() -> None:
    gone = edited(PLAN, GONE)
    assert DEPOT in named(past(PLAN, gone.replace("\nname:", "\n: :name:", 1), gone))


def test_nothing_is_claimed_of_one_version_or_where_history_is_cut_off() -> None:
    assert past(PLAN).suspects == ()
    assert past(PLAN, edited(PLAN, GONE), cut=True).suspects == ()
