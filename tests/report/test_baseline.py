"""The baseline: what is known fails nothing, what is new does, and what was mended stays mended."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.errors import ConfigError
from kamgen.model.finding import Checked, Finding, Report
from kamgen.report.baseline import (
    Counts,
    Scope,
    apply_baseline,
    baseline_json,
    counts_of,
    lowered,
    parsed,
    reasons,
    summed,
    taken,
)
from kamgen.report.findings import summary_line
from tests.records import replace
from tests.report.report_samples import CLEAN, finding

CODES = ("CRM001", "FBK001")
SLUGS = ("halden", "nord", "oslo")
PATHS = {slug: f"content/accounts/{slug}.md" for slug in SLUGS}
ALL = Scope()
TEXT = """{
  "format_version": "1.0",
  "known": [
    {"account": "halden", "rule": "FBK001", "count": 2},
    {"account": "nord", "rule": "CRM001", "count": 1}
  ]
}
"""
COUNTS = {("halden", "FBK001"): 2, ("nord", "CRM001"): 1}

SOME = st.dictionaries(
    st.tuples(st.sampled_from((*SLUGS, "gone")), st.sampled_from(CODES)), st.integers(1, 3), max_size=8
)
SCOPES = st.builds(Scope, st.booleans(), st.none() | st.sets(st.sampled_from(CODES)).map(frozenset))


def report(counts: Counts, slugs: tuple[str, ...] = SLUGS, unread: tuple[str, ...] = ()) -> Report:
    """A report about these accounts with so many findings of each account and rule."""
    found = [
        finding(code, line, 1, 2, "odd", path=PATHS[slug])
        for (slug, code), count in counts.items()
        if slug in slugs
        for line in range(1, count + 1)
    ]
    outcomes = tuple((code, "gap") for code in CODES)
    checked = tuple(
        Checked(slug, slug, PATHS[slug], slug not in unread, () if slug in unread else outcomes) for slug in slugs
    )
    return replace(CLEAN, findings=tuple(sorted(found, key=lambda each: each.order)), checked=checked)


def keys(findings: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    return Counter((found.path[17:-3], found.code) for found in findings)


def test_is_written_one_line_an_account_and_rule() -> None:
    assert baseline_json(dict(reversed(COUNTS.items()))) == TEXT
    assert baseline_json({}) == '{\n  "format_version": "1.0",\n  "known": []\n}\n'


@given(SOME)
def test_is_read_as_it_was_written(counts: Counts) -> None:
    assert parsed(baseline_json(counts), "b.json") == counts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("<<<<<<< HEAD\n" + TEXT, "it is not JSON"),
        ("[]", "it has no `format_version`"),
        ('{"format_version": 1}', "it has no `format_version`"),
        *(
            (
                json.dumps({"format_version": "1.0", "known": known}),
                "`known` is not a list with one count for each account and rule",
            )
            for known in (
                None,
                {},
                [1],
                [{"account": "a", "rule": "FBK001"}],
                [{"account": "a", "rule": "FBK001", "count": 0}],
                [{"account": "a", "rule": "FBK001", "count": True}],
                [{"account": "a", "rule": 1, "count": 1}],
                [{"account": "a", "rule": "FBK001", "count": 1}] * 2,
            )
        ),
    ],
)
def test_a_damaged_file_is_an_error_that_says_why(text: str, why: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parsed(text, "b.json")
    assert (caught.value.message, caught.value.help_text) == (
        f"b.json is damaged: {why}",
        "mend it, or remove it and write it anew: `kamgen check --write-baseline`",
    )


def test_a_file_of_a_newer_kamgen_is_an_error() -> None:
    with pytest.raises(ConfigError) as caught:
        parsed('{"format_version": "2.0"}', "b.json")
    assert (caught.value.message, caught.value.help_text) == (
        "b.json is of format 2.0, and this kamgen reads 1",
        "update kamgen",
    )


def test_what_a_newer_minor_version_adds_is_passed_over() -> None:
    text = '{"format_version": "1.7", "why": 1, "known": [{"account": "a", "rule": "FBK001", "count": 1, "by": "x"}]}'
    assert parsed(text, "b.json") == {("a", "FBK001"): 1}


def test_what_is_known_is_counted_and_not_listed() -> None:
    told, fallen = apply_baseline(report(COUNTS), COUNTS, ALL)
    assert (told.findings, told.known, fallen) == ((), 3, {})
    assert summary_line(told) == "Checked 1 account as of 2026-11-20: no findings; 3 known from the baseline."


def test_more_than_is_kept_lists_all_of_that_account_and_rule() -> None:
    told, fallen = apply_baseline(report(COUNTS | {("halden", "FBK001"): 3}), COUNTS, ALL)
    assert keys(told.findings) == {("halden", "FBK001"): 3}
    assert (told.known, fallen) == (1, {})


def test_less_than_is_kept_fails_until_it_is_lowered() -> None:
    now = report({("halden", "FBK001"): 1})
    told, fallen = apply_baseline(now, COUNTS, ALL)
    assert (told.findings, fallen) == ((), {("halden", "FBK001"): (2, 1), ("nord", "CRM001"): (1, 0)})
    assert reasons(fallen, "b.json") == (
        "b.json keeps more than there is now: halden FBK001 (2 → 1), nord CRM001 (1 → 0); "
        "run `kamgen check --prune-baseline` to lower it",
    )
    assert lowered(now, COUNTS, ALL) == {("halden", "FBK001"): 1}


def test_many_that_fell_are_counted() -> None:
    fallen = {(f"a{number:02}", "FBK001"): (1, 0) for number in range(12)}
    (reason,) = reasons(fallen, "b.json")
    assert ", a09 FBK001 (1 → 0), 2 more; run" in reason
    assert reasons({}, "b.json") == ()


def test_an_account_that_is_gone_fell_when_all_are_told_of() -> None:
    kept = {("gone", "FBK001"): 1}
    assert apply_baseline(report({}), kept, ALL).fallen == {("gone", "FBK001"): (1, 0)}
    assert apply_baseline(report({}), kept, Scope(whole=False)).fallen == {}


def test_accounts_and_rules_that_the_run_is_not_about_are_left_alone() -> None:
    some = report({("halden", "CRM001"): 1}, slugs=("halden",))
    scope = Scope(False, frozenset({"CRM001"}))
    assert apply_baseline(some, COUNTS, scope).fallen == {}
    assert lowered(some, COUNTS, scope) == COUNTS
    assert taken(some, COUNTS, scope) == COUNTS | {("halden", "CRM001"): 1}


def test_a_plan_that_cannot_be_read_has_mended_nothing() -> None:
    assert apply_baseline(report({}, unread=("halden",)), {("halden", "FBK001"): 2}, ALL).fallen == {}


def test_the_portfolio_has_an_entry_of_its_own() -> None:
    told = replace(CLEAN, findings=(finding("PFL002", 5, 16, 17, "too many", account="", path="site.toml"),))
    assert counts_of(told) == {("site.toml", "PFL002"): 1}


def test_two_plans_of_the_same_name_have_entries_of_their_own() -> None:
    both = ("content/accounts/halden.md", "content/accounts/b/halden.md")
    told = replace(
        CLEAN,
        findings=tuple(finding("FBK001", 1, 1, 2, "odd", path=path) for path in both),
        checked=tuple(
            Checked(slug, slug, path, True, ()) for slug, path in zip(("halden", "halden-2"), both, strict=True)
        ),
    )
    assert counts_of(told) == {("halden", "FBK001"): 1, ("halden-2", "FBK001"): 1}


def test_is_summed_up_in_words() -> None:
    assert summed(COUNTS) == "3 findings of 2 accounts"


@given(SOME, SOME, SCOPES)
def test_nothing_is_lost_and_nothing_is_raised(now: Counts, kept: Counts, scope: Scope) -> None:
    found = report(now)
    told, fallen = apply_baseline(found, kept, scope)
    assert told.known + len(told.findings) == len(found.findings)
    assert all(number > kept.get(key, 0) for key, number in keys(told.findings).items())
    less = lowered(found, kept, scope)
    assert all(0 < count <= kept[key] for key, count in less.items())
    assert apply_baseline(found, less, scope) == (told, {})
    assert {key for key in kept if less.get(key) != kept[key]} == set(fallen)


@given(SOME, SOME, SCOPES)
def test_what_was_taken_is_known(now: Counts, kept: Counts, scope: Scope) -> None:
    found = report(now)
    told, fallen = apply_baseline(found, taken(found, kept, scope), scope)
    assert (told.findings, fallen) == ((), {})
