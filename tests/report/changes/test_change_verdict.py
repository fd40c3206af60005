"""What makes a change one for the worse."""

from __future__ import annotations

import pytest

from kamgen.model.change import ChangeKind, PlanChange, ReviewFlag
from kamgen.model.comparison import AccountChange, Comparison, Results, SettingChange
from kamgen.model.enums import Severity
from kamgen.model.standing import Standing
from kamgen.report.changes.verdict import WORSE, reasons_to_fail
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


def regressed(found: Comparison) -> tuple[str, ...]:
    return reasons_to_fail(found, ["regression"])


assert HALDEN.before is not None
assert HALDEN.after is not None
_SAME = {name: getattr(HALDEN.before, name) for name in ("score", "health", "elements", "signals")}
CALM = replace(HALDEN, plan=NO_PLAN, results=NO_RESULTS, after=HALDEN.after._replace(**_SAME))


def scored(was: int | None, now: int | None) -> AccountChange:
    assert CALM.before is not None
    assert CALM.after is not None
    return replace(CALM, before=CALM.before._replace(score=was), after=CALM.after._replace(score=now))


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
        "halden: health 75 → 74",
        "halden: Relationships 78 → 44",
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


def test_each_score_that_fell_or_is_known_no_more_is_a_reason() -> None:
    assert CALM.before is not None
    assert CALM.after is not None
    rest = (None,) * 6
    before = CALM.before._replace(elements=(80,) * 9, signals=(50, 100, None, *rest), health=Standing(84, 9, 9, ""))
    after = CALM.after._replace(
        elements=(80, 70, *(80,) * 7), signals=(40, None, 10, *rest), health=Standing(80, 9, 9, "")
    )
    assert regressed(comparison(replace(CALM, before=before, after=after))) == (
        "halden: Client feedback 80 → 70",
        "halden: health 84 → 80",
        "halden: Revenue against target 50 → 40",
        "halden: Profit against target 100 → n/a",
    )


def test_whatever_is_to_be_looked_at_fails_where_flags_do() -> None:
    changed = comparison(
        replace(CALM, plan=PlanChange((entry("action", ChangeKind.CHANGED, "Call", flag=ReviewFlag.DATE_MOVED),))),
        settings=(SettingChange("checklist.weights.plan", "1", "2", ReviewFlag.RULES_EASED),),
        baseline=(3, 5),
    )
    assert reasons_to_fail(changed, ["flags"]) == (
        "halden: date moved later: action “Call”",
        "site.toml: rule of the site changed, and not made stricter: checklist.weights.plan: 1 → 2",
        "site.toml: baseline keeps more findings: 3 → 5 kept",
    )
    assert reasons_to_fail(changed, ["never"]) == ()
