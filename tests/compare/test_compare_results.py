"""What differs in the results of one account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.compare.results import compare_results
from kamgen.model.comparison import CriterionChange
from kamgen.model.enums import Severity, Status
from kamgen.model.finding import Finding
from kamgen.model.summary import Summary

NAMES = {"FIN001": "revenue-known", "FIN002": "targets-set"}


def finding(code: str = "FIN001", key: str = "financials[0].revenue", message: str = "wrong", line: int = 5) -> Finding:
    return Finding(code, NAMES.get(code, code), Severity.WARNING, "a", "a.md", key, line, 1, 2, message, "")


CHECKED = (("FIN001", "gap"), ("FIN002", "pass"), ("LNK001", "gap"))


def summary(*findings: Finding, outcomes: tuple[tuple[str, str], ...] = CHECKED) -> Summary:
    nothing = dict.fromkeys(Summary._fields)
    given = {"slug": "a", "path": "a.md", "name": "A", "readable": True, "status": Status.ACTIVE, "score": 50}
    return Summary(**{**nothing, **given, "elements": (), "outcomes": outcomes, "findings": findings})


def test_a_criterion_is_told_when_its_state_differs() -> None:
    before = summary(outcomes=(("FIN001", "gap"), ("FIN002", "pass"), ("OLD001", "pass")))
    after = summary(outcomes=(("FIN001", "pass"), ("FIN002", "pass"), ("NEW001", "gap")))
    assert compare_results(before, after, NAMES).criteria == (
        CriterionChange("FIN001", "revenue-known", "gap", "pass"),
        CriterionChange("NEW001", "NEW001", "", "gap"),
        CriterionChange("OLD001", "OLD001", "pass", ""),
    )


def test_a_finding_of_a_row_that_was_moved_remains() -> None:
    found = compare_results(summary(finding()), summary(finding(key="financials[2].revenue", line=9)), NAMES)
    assert (found.new, found.fixed, found.remaining) == ((), (), 1)


def test_a_finding_with_another_figure_in_its_message_remains() -> None:
    found = compare_results(summary(finding(message="90 days")), summary(finding(message="91 days")), NAMES)
    assert (found.new, found.fixed, found.remaining) == ((), (), 1)


def test_findings_count_one_against_one() -> None:
    second = finding(key="financials[1].revenue")
    found = compare_results(summary(finding(), second), summary(finding()), NAMES)
    assert (found.new, found.fixed, found.remaining) == ((), (second,), 1)


def test_findings_in_the_prose_are_known_by_their_words_alone() -> None:
    before = summary(finding("LNK001", "@12:3-5", "no `a.md`", 12), finding("LNK001", "@14:3-5", "no `b.md`", 14))
    after = summary(finding("LNK001", "@11:3-5", "no `a.md`", 11), finding("LNK001", "@14:3-5", "no `c.md`", 14))
    found = compare_results(before, after, NAMES)
    assert (found.new, found.fixed, found.remaining) == (after.findings[1:], before.findings[1:], 1)


@pytest.mark.parametrize(
    ("state", "fixed"), [("pass", True), ("gap", True), ("waived", False), ("not applicable", False), ("", False)]
)
def test_a_finding_is_only_fixed_when_its_rule_still_asks_for_something(state: str, fixed: bool) -> None:
    found = compare_results(summary(finding()), summary(outcomes=(("FIN001", state),)), NAMES)
    assert (found.new, bool(found.fixed), found.remaining) == ((), fixed, 0)


def test_in_a_plan_that_cannot_be_read_nothing_is_fixed() -> None:
    found = compare_results(summary(finding()), summary(finding("FMT001", ""))._replace(readable=False), NAMES)
    assert ([each.code for each in found.new], found.fixed, found.remaining) == (["FMT001"], (), 0)


def test_all_findings_of_an_account_that_is_added_are_new_and_none_is_fixed_by_its_removal() -> None:
    one = summary(finding(), outcomes=(("FIN001", "gap"),))
    assert compare_results(None, one, NAMES) == ((), one.findings, (), 0)
    assert compare_results(one, None, NAMES) == ((), (), (), 0)


FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["FIN001", "FIN002"]),
        st.sampled_from(["", "a[0].b", "a[1].b", "@1:2", "c"]),
        st.sampled_from(["x", "y"]),
    ),
    max_size=6,
)


@given(FINDINGS, FINDINGS)
def test_new_fixed_and_remaining_add_up(before: list[Finding], after: list[Finding]) -> None:
    found = compare_results(summary(*before), summary(*after), NAMES)
    assert len(found.new) + found.remaining == len(after)
    assert len(found.fixed) + found.remaining == len(before)
    back = compare_results(summary(*after), summary(*before), NAMES)
    assert (back.new, back.fixed, back.remaining) == (found.fixed, found.new, found.remaining)


@given(st.permutations([finding(key=f"a[{n}]", message=m) for n in range(3) for m in "xy"]))
def test_the_order_of_findings_makes_no_difference(findings: list[Finding]) -> None:
    found = compare_results(summary(*findings), summary(*sorted(findings)), NAMES)
    assert (found.new, found.fixed) == ((), ())
