"""The account's page says of a fact what facts say; small plans, and pages read back as a reader sees them."""

from __future__ import annotations

import re

import pytest

from kamgen.model.source import Source
from tests.read_pages import Page, read_html
from tests.render.render_support import account_of, portfolio_of, renderer_of, site_of

SITE = site_of(
    categories={"strategic": {"targets": {"on_time_delivery": "97%"}}},
    measures={"on_time_delivery": {"name": "On-time delivery"}},
)


def html_of(front: str) -> str:
    """The page of a plan with that front matter, on 2026-11-20."""
    account = account_of(front, site=SITE)
    files = renderer_of(portfolio_of(account, site=SITE)).account(account, Source(account.plan.path, b""))
    return files[0][1].decode()


def page_of(front: str) -> Page:
    """The same as a reader sees it."""
    return read_html(html_of(front))


COLUMNS = {
    "service": ("Service levels", "Result"),
    "outcomes": ("Outcomes", "Metric"),
    "promises": ("Promises", "Kept"),
    "needs": ("Needs", "Confirmed"),
    "opportunities": ("Opportunities", "Discussed"),
    "reviews": ("Reviews and feedback", "What"),
}
"""Table and column that say how a row of each group is judged."""


@pytest.mark.parametrize(
    ("group", "row", "words", "css"),
    [
        ("service", "measure: on_time_delivery, actual: 96.2", "0.8 points below", "gap"),
        ("service", "measure: on_time_delivery, actual: 93%, target: 95", "2 points below", "gap"),
        ("service", "measure: on_time_delivery, actual: 97%, target: 95", "met", "pass"),
        ("service", "measure: On-time delivery, actual: 98%", "met", "pass"),
        ("service", "measure: on_time_delivery, actual: 98%, period: 2027-Q1", "to come", ""),
        ("outcomes", "metric: A, baseline: 20, target: 10, actual: 5", "A beyond target", ""),
        ("outcomes", "metric: A, baseline: 90, target: 90, actual: 93", "A beyond target", ""),
        ("outcomes", "metric: A, baseline: 99, target: 99, actual: 99.5, better: higher", "A beyond target", ""),
        ("promises", "promise: A, due: 2026-06-30, kept: 2027-01-05", "143 days late", "gap"),
        ("promises", "promise: A, broken: 2027-01-05", "open", ""),
        ("needs", "need: A, confirmed: 2026-05-19", "2026-05-19", "gap"),
        ("needs", "need: A, confirmed: 2026-05-20", "2026-05-20", "pass"),
        ("opportunities", "name: A, discussed: 2026-08-21", "2026-08-21", "gap"),
        ("opportunities", "name: A, discussed: 2026-08-22", "2026-08-22", ""),
        ("reviews", "date: 2026-11-20, with: client", "Client review", ""),
        ("reviews", "date: 2026-11-21, with: client", "Client review planned", ""),
    ],
)
def test_a_row_is_shown_as_it_is_judged(group: str, row: str, words: str, css: str) -> None:
    table, column = COLUMNS[group]
    cell = page_of(f"{group}: [{{{row}}}]").tables[table][0][column]
    assert (cell.words, cell.classes & {"pass", "gap"}) == (words, {css} - {""})


def test_only_the_newest_level_of_a_measure_is_met_or_missed() -> None:
    rows = page_of(
        "service: [{measure: on_time_delivery, actual: 98%, period: 2026-Q2},"
        " {measure: on_time_delivery, actual: 95%, period: 2026-Q3}]",
    ).tables["Service levels"]
    assert [(row["Result"].words, row["Result"].classes) for row in rows] == [
        ("met", set()),
        ("2 points below", {"gap"}),
    ]


def test_promises_of_more_than_a_year_ago_are_not_counted() -> None:
    page = page_of("promises: [{promise: A, kept: 2025-06-01}, {promise: B, due: 2026-06-01}]")
    assert page.headings["Promises"] == "0 of 1 kept in time, last 12 months"


def test_nothing_can_be_held_against_a_target_of_nothing_or_less() -> None:
    page = page_of("financials: [{year: 2026, revenue: 90k, target_revenue: -100k}]")
    assert page.tables["Metrics by year"][0]["Attained"].words == "–"


def test_a_lost_account_has_no_pipeline_no_target_and_nothing_late() -> None:
    page = page_of(
        "status: lost\n"
        "lost: {date: 2026-06-01}\n"
        "financials: [{year: 2026, revenue: 90k, target_revenue: 100k}]\n"
        "opportunities: [{name: A, value: 1M, probability: 50%, close: 2026-03}]\n"
        "promises: [{promise: A, due: 2026-03-01}]\n"
        "actions: [{action: A, due: 2026-03-01}]\n",
    )
    deal = page.tables["Opportunities"][0]
    assert [deal[column].words for column in ("Value", "Weighted", "Closes", "Discussed")] == [
        "1.00M",
        "–",
        "2026-03",
        "–",
    ]
    assert not [cell for cell in deal.values() if cell.classes & {"gap"}]
    assert page.tables["Metrics by year"][0]["Attained"].words == "–"
    assert page.tables["Promises"][0]["Kept"].words == "open"
    assert page.tables["Actions"][0]["State"].words == "open"


def test_one_person_is_listed_once_in_the_team() -> None:
    front = "team: [{name: Per Moe, role: seller}]\ncontinuity: {backup: per moe, executive_sponsor: Eva Lund}"
    assert [row["Name"].words for row in page_of(front).tables["Team"]] == ["Per Moe", "Eva Lund"]


def test_the_pack_says_of_a_promise_what_the_page_says() -> None:
    page = page_of("promises: [{promise: A, due: 2026-06-30, kept: 2027-01-05}, {promise: B, broken: 2027-01-05}]")
    [pack] = [node for node in page.root.all("div") if "pack" in node.classes]
    [part] = [node for node in pack.all("section") if node.words.startswith("Promises")]
    assert [node.words for node in part.all("li")] == ["A 143 days late", "B no day set"]


def test_an_assessment_says_when_it_was_made() -> None:
    assert page_of("assessment: {date: 2026-09-21}").beside("Assessed") == "2026-09-21"


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        (
            "financials: [{year: 2026, through: 2026-06, revenue: 100k, target_revenue: 600k}]",
            ["In trouble: 34% of its target to date; 198k EUR at stake."],
        ),
        ("promises: [{promise: A, due: 2026-06-30}]", ["In trouble: 1 promise overdue."]),
        (
            "promises: [{promise: A, due: 2026-06-30, kept: 2026-06-04}]",
            ["Goes well: all promises of the last 12 months kept on time."],
        ),
        ("", []),
    ],
)
def test_one_sentence_below_the_name_says_how_the_account_stands(front: str, sentence: list[str]) -> None:
    assert re.findall(r'<p class="lead" dir="auto">([^<]+)</p>', html_of(front)) == sentence
