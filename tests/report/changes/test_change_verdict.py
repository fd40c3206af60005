"""What makes a change one for the worse."""

from __future__ import annotations

import pytest

from kamgen.model.change import ChangeKind, PlanChange, ReviewFlag
from kamgen.model.comparison import AccountChange, Results
from kamgen.model.enums import Severity
from kamgen.report.changes.report import WORSE, regressed
from tests.records import replace
from tests.report.changes.change_samples import (
    COMPARISON,
    HALDEN,
    NO_PLAN,
    NO_RESULTS,
    NORDKAPP,
    NOTHING,
    ORESUND,
    SHIFT,
    comparison,
    entry,
)

CALM = replace(HALDEN, plan=NO_PLAN, results=NO_RESULTS)


def scored(was: int | None, now: int | None) -> AccountChange:
    assert HALDEN.before is not None
    assert HALDEN.after is not None
    return replace(CALM, before=HALDEN.before._replace(score=was), after=HALDEN.after._replace(score=now))


def test_time_alone_is_no_change_and_no_regression() -> None:
    late = comparison(time=(SHIFT,))
    assert not NOTHING
    assert not late
    assert regressed(late) == ()
    assert comparison(HALDEN)
    assert comparison(settings=COMPARISON.settings)


def test_every_reason_is_a_sentence() -> None:
    assert regressed(COMPARISON) == (
        "halden: target lowered: year 2026, revenue target 1.3M → 1.1M (−200k, −15.4%, for the 2nd time)",
        "halden: promise removed: promise “Spare parts within 24 hours”",
        "oresund: account removed",
    )


@pytest.mark.parametrize(
    ("was", "now", "reasons"),
    [
        (71, 64, ("halden: checklist score 71 → 64",)),
        (71, None, ("halden: checklist score 71 → n/a",)),
        (71, 71, ()),
        (71, 72, ()),
        (None, 5, ()),
    ],
)
def test_a_lower_score_is_a_regression(was: int | None, now: int | None, reasons: tuple[str, ...]) -> None:
    assert regressed(comparison(scored(was, now))) == reasons


@pytest.mark.parametrize("flag", list(ReviewFlag))
def test_only_some_looks_are_regressions(flag: ReviewFlag) -> None:
    plan = PlanChange((entry("action", ChangeKind.CHANGED, "Call", flag=flag),))
    expected = (f"halden: {flag.words}: action “Call”",) if flag in WORSE else ()
    assert regressed(comparison(replace(CALM, plan=plan))) == expected


@pytest.mark.parametrize("kind", [CALM, replace(NORDKAPP, plan=NO_PLAN)])
def test_a_new_error_is_a_regression_in_new_plans_too(kind: AccountChange) -> None:
    found = NORDKAPP.results.new[0]._replace(code="FMT003", severity=Severity.ERROR)
    made = replace(kind, results=Results((), (found, found), (), 0))
    assert regressed(comparison(replace(made, after=HALDEN.after, before=made.before and HALDEN.after))) == (
        "halden: 2 new errors: FMT003",
    )


def test_a_new_poor_plan_and_stricter_rules_are_no_regression() -> None:
    assert regressed(comparison(NORDKAPP, score=(71, 40), rules=(SHIFT,), settings=COMPARISON.settings)) == ()


def test_a_removed_account_is_one_reason() -> None:
    assert regressed(comparison(ORESUND)) == ("oresund: account removed",)


def test_a_reason_cannot_steer_a_terminal() -> None:
    plan = PlanChange((entry("promise", ChangeKind.REMOVED, "\x1b[2J\nx", flag=ReviewFlag.PROMISE_REMOVED),))
    assert regressed(comparison(replace(CALM, plan=plan))) == ("halden: promise removed: promise “\\x1b[2J x”",)
