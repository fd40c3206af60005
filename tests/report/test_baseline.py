"""The baseline: what is known fails nothing, what is new does, and what was mended is told with what keeps it."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.errors import ConfigError
from kamgen.model.finding import BASELINE_FILE, Checked, CountChange, Finding, Report
from kamgen.report.baseline import (
    Counts,
    Scope,
    apply_baseline,
    baseline_json,
    counts_of,
    lowered,
    parsed,
    summed,
    taken,
)
from kamgen.report.findings import baseline_lines, full_message, summary_line
from kamgen.report.verdict import Threshold, exit_verdict
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
    told = apply_baseline(report(COUNTS), COUNTS, ALL)
    assert (told.findings, told.known, told.worse, told.fallen) == ((), 3, (), ())
    assert summary_line(told) == "Checked 1 account as of 2026-11-20: no findings; 3 known from the baseline."
    assert baseline_lines(told) == []


def test_more_than_is_kept_lists_all_of_that_account_and_rule_and_says_what_got_worse() -> None:
    now = report(COUNTS | {("halden", "FBK001"): 3, ("oslo", "CRM001"): 1})
    told = apply_baseline(now, COUNTS, ALL, "b.json")
    assert keys(told.findings) == {("halden", "FBK001"): 3, ("oslo", "CRM001"): 1}
    assert (told.known, told.fallen) == (1, ())
    assert baseline_lines(told) == ["Worse than b.json keeps: halden FBK001 (2 → 3), oslo CRM001 (0 → 1)"]
    assert full_message(told.findings[0]) == "odd (worse than the baseline: 2 → 3)"


def test_less_than_is_kept_passes_and_says_how_to_keep_the_gain() -> None:
    now = report({("halden", "FBK001"): 1})
    told = apply_baseline(now, COUNTS, ALL, BASELINE_FILE)
    assert told.findings == ()
    assert baseline_lines(told) == [
        "Better than kamgen-baseline.json keeps: halden FBK001 (2 → 1), nord CRM001 (1 → 0); "
        "`kamgen check --prune-baseline` keeps the gain"
    ]
    assert exit_verdict(told, Threshold()) == (0, ())
    assert exit_verdict(told, Threshold(), strict=True) == (
        1,
        ("kamgen-baseline.json keeps more than there is now, which --strict-baseline does not let pass",),
    )
    assert exit_verdict(told, Threshold(fail_on="never"), strict=True) == (0, ())
    assert lowered(now, COUNTS, ALL) == {("halden", "FBK001"): 1}


def test_many_that_fell_are_counted_and_the_command_names_another_file() -> None:
    told = replace(CLEAN, baseline="b.json", fallen=tuple(CountChange(f"a{n:02}", "FBK001", 1, 0) for n in range(12)))
    (line,) = baseline_lines(told)
    assert line.endswith(
        ", a09 FBK001 (1 → 0), 2 more; `kamgen check --prune-baseline --baseline b.json` keeps the gain"
    )


def test_an_account_that_is_gone_fails_nothing_however_strict() -> None:
    kept = {("gone", "FBK001"): 1, ("gone", "CRM001"): 2}
    told = apply_baseline(report({}), kept, ALL, "b.json")
    assert (told.fallen, told.gone) == ((), ("gone",))
    assert baseline_lines(told)[0].startswith("Better than b.json keeps: gone (gone); ")
    assert exit_verdict(told, Threshold(), strict=True) == (0, ())
    assert apply_baseline(report({}), kept, Scope(whole=False)).gone == ()
    assert lowered(report({}), kept, ALL) == {}


def test_accounts_and_rules_that_the_run_is_not_about_are_left_alone() -> None:
    some = report({("halden", "CRM001"): 1}, slugs=("halden",))
    scope = Scope(False, frozenset({"CRM001"}))
    assert apply_baseline(some, COUNTS, scope).fallen == ()
    assert lowered(some, COUNTS, scope) == COUNTS
    assert taken(some, COUNTS, scope) == COUNTS | {("halden", "CRM001"): 1}


def test_a_plan_that_cannot_be_read_has_mended_nothing() -> None:
    assert apply_baseline(report({}, unread=("halden",)), {("halden", "FBK001"): 2}, ALL).fallen == ()


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
    told = apply_baseline(found, kept, scope)
    assert told.known + len(told.findings) == len(found.findings)
    assert all(number > kept.get(key, 0) for key, number in keys(told.findings).items())
    assert {(each.account, each.code): each.now for each in told.worse} == keys(told.findings)
    less = lowered(found, kept, scope)
    assert all(0 < count <= kept[key] for key, count in less.items())
    assert apply_baseline(found, less, scope) == replace(told, fallen=(), gone=())
    lower = {key for key in kept if less.get(key) != kept[key]}
    assert {key for key in lower if key[0] in SLUGS} == {(each.account, each.code) for each in told.fallen}
    assert {account for account, _ in lower if account not in SLUGS} == set(told.gone)


@given(SOME, SOME, SCOPES)
def test_what_was_taken_is_known(now: Counts, kept: Counts, scope: Scope) -> None:
    found = report(now)
    told = apply_baseline(found, taken(found, kept, scope), scope)
    assert (told.findings, told.worse, told.fallen, told.gone) == ((), (), (), ())
