"""Lens: client focus."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.markdown.body import parse_body
from kamgen.model.config import SiteConfig
from kamgen.model.enums import ClientTopic
from kamgen.model.plan import Body
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import enough, judged

TITLES = (
    "Changing priorities",
    "Satisfaction",
    "Needs and unmet needs",
    "Expectations and perceptions",
    "Problems and challenges",
    "Opportunities",
    "Anxieties and concerns",
    "Metrics",
)
CODES = tuple(f"CLI{number:03}" for number in range(1, 9))
FIGURES = "the figures by which the client measures itself and its vendors"
AGAIN = f"ask the client again, write {FIGURES}, and put the day into the heading: `### Metrics (2026-11-20)`"
each_topic = pytest.mark.parametrize(("code", "title"), list(zip(CODES, TITLES, strict=True)))


def prose(text: str) -> Body:
    return parse_body(text, 1)[0]


def view(*headings: str, text: str | None = None, around: str = "## Client view") -> Body:
    told = (f"### {heading}\n\n{enough(heading) if text is None else text}" for heading in headings)
    return prose("\n\n".join([around, *told]))


def test_every_topic_has_its_rule() -> None:
    assert [heading.casefold() for heading in TITLES] == [topic.value for topic in ClientTopic]


@each_topic
def test_a_topic_of_the_client_view(code: str, title: str) -> None:
    anchor = f"#{title.casefold().replace(' ', '-')}-2026-09-14"
    assert judged(code, body=view(f"{title} (2026-09-14)")) == met(
        f"client topic “{title}” of 2026-09-14, 67 days ago; due every 6 months", anchor
    )


@each_topic
def test_the_other_seven_topics_do_not_stand_in_for_it(code: str, title: str) -> None:
    others = [other for other in TITLES if other != title]
    outcome = judged(code, body=view(*others))
    assert (outcome.state, outcome.evidence) == (State.GAP, f"client topic “{title}” is missing")


def test_a_plan_without_a_client_view() -> None:
    assert judged("CLI008", body=prose("## Metrics\n\nOur own.")) == gap(
        "client topic “Metrics” is missing",
        "",
        f"ask the client, and write below `## Client view` the heading `### Metrics (2026-11-20)`, "
        f"and below that {FIGURES}",
    )


def test_a_missing_topic_belongs_where_the_client_view_is() -> None:
    site = record_of(SiteConfig, {"sections": {"client view": ["Kundensicht"], "metrics": ["Kennzahlen"]}})
    body = prose("# Kundensicht\n\n## Zufriedenheit\n\nGut.")
    assert judged("CLI008", body=body, site=site) == gap(
        "client topic “Kennzahlen” is missing",
        "#kundensicht",
        f"ask the client, and write below `# Kundensicht` the heading `## Kennzahlen (2026-11-20)`, "
        f"and below that {FIGURES}",
    )


@pytest.mark.parametrize("text", ["", "TBD", "…", "- n/a"])
def test_an_empty_topic_is_where_to_write(text: str) -> None:
    assert judged("CLI008", body=view("Metrics", text=text)) == gap(
        "client topic “Metrics” says nothing yet",
        "#metrics",
        f"ask the client, and write below the heading {FIGURES}",
    )


def test_what_follows_the_client_view_is_none_of_its_topics() -> None:
    body = prose("## Client view\n\nThey are well.\n\n## Growth\n\n### Metrics\n\nOur own.")
    assert judged("CLI008", body=body).evidence == "client topic “Metrics” is missing"


def test_topics_may_stand_deeper_and_hold_a_list() -> None:
    above = "# Account\n\n## Client view\n\n### From the board\n\n"
    body = prose(f"{above}#### Metrics (2026-09-14)\n\n- Line stops a month: 11\n- Six is the aim")
    assert judged("CLI008", body=body).state is State.PASS


@pytest.mark.parametrize(
    ("as_of", "day", "state"),
    [
        ("2026-11-20", "2026-05-20", State.PASS),
        ("2026-11-20", "2026-05-19", State.GAP),
        ("2026-11-20", "2026-11-20", State.PASS),
        ("2028-02-29", "2027-08-31", State.PASS),
        ("2028-03-01", "2027-08-31", State.GAP),
    ],
)
def test_a_topic_holds_for_six_calendar_months_to_the_day(as_of: str, day: str, state: State) -> None:
    outcome = judged("CLI008", body=view(f"Metrics ({day})"), as_of=date.fromisoformat(as_of))
    assert outcome.state is state


def test_an_old_topic() -> None:
    assert judged("CLI008", body=view("Metrics (2026-05-19)")) == gap(
        "client topic “Metrics” of 2026-05-19, 185 days ago; due every 6 months", "#metrics-2026-05-19", AGAIN
    )


def test_a_topic_dated_ahead_has_not_been_heard() -> None:
    assert judged("CLI008", body=view("Metrics (2026-11-21)")) == gap(
        "client topic “Metrics” is dated 2026-11-21, in 1 day",
        "#metrics-2026-11-21",
        "put the day on which the client said so into the heading: `### Metrics (2026-11-20)`",
    )


def test_of_two_headings_of_a_topic_the_newer_counts() -> None:
    body = view("Metrics (2025-03-01)", "Metrics (2026-09-14)", "Metrics (2024-01-01)", "Metrics")
    assert judged("CLI008", body=body).key == "#metrics-2026-09-14"


def test_the_heading_of_the_view_dates_its_topics() -> None:
    around = "## Client view (2026-05-19)"
    assert judged("CLI008", body=view("Metrics", around=around)) == gap(
        "client topic “Metrics” of 2026-05-19, 185 days ago; due every 6 months", "#metrics", AGAIN
    )
    assert judged("CLI008", body=view("Metrics (2026-09-14)", around=around)).state is State.PASS


@pytest.mark.parametrize(
    ("touched", "outcome"),
    [
        (None, met("client topic “Metrics” is written, and undated", "#metrics")),
        (date(2026, 11, 21), met("client topic “Metrics” is written, and undated", "#metrics")),
        (
            date(2026, 5, 20),
            met(
                "client topic “Metrics” is undated; plan last changed 2026-05-20, 184 days ago; due every 6 months",
                "#metrics",
            ),
        ),
        (
            date(2026, 5, 19),
            gap(
                "client topic “Metrics” is undated; plan last changed 2026-05-19, 185 days ago; due every 6 months",
                "#metrics",
                AGAIN,
            ),
        ),
    ],
)
def test_an_undated_topic_is_as_old_as_the_plan(touched: date | None, outcome: object) -> None:
    assert judged("CLI008", body=view("Metrics"), touched=touched) == outcome


def test_a_date_in_the_heading_outlives_a_change_of_the_plan() -> None:
    assert judged("CLI008", body=view("Metrics (2026-05-19)"), touched=date(2026, 11, 1)).state is State.GAP


@pytest.mark.parametrize(
    ("count", "evidence"),
    [
        (8, "8 of the 8 client topics are written"),
        (4, "4 of the 8 client topics are written"),
    ],
)
def test_half_of_the_topics_make_a_client_view_of_any_age(count: int, evidence: str) -> None:
    body = view(*(f"{title} (2019-01-01)" for title in TITLES[:count]))
    assert judged("CLI009", body=body) == met(evidence, "#client-view")


def test_fewer_than_half_of_the_topics_is_a_plan_about_us() -> None:
    names = "“Problems and challenges”, “Opportunities”, “Anxieties and concerns” or “Metrics”"
    body = view("Changing priorities", "Satisfaction", "Needs")
    assert judged("CLI009", body=body) == gap(
        "3 of the 8 client topics are written: the plan is about us",
        "#client-view",
        f"ask the client, and write below “Client view” at least 1 of “Expectations and perceptions”, {names}",
    )
    assert judged("CLI009", body=view("Metrics")).evidence == (
        "1 of the 8 client topics is written: the plan is about us"
    )


def test_none_of_the_topics_is_a_gap_of_the_whole() -> None:
    outcome = judged("CLI009", body=view(*TITLES, text="TBD"))
    assert (outcome.state, outcome.evidence, outcome.key) == (
        State.GAP,
        "none of the 8 client topics is written: the plan is about us",
        "#client-view",
    )
    assert judged("CLI009").key == ""


@given(st.sets(st.sampled_from(TITLES)), st.sampled_from(TITLES))
def test_one_topic_more_is_never_one_gap_more(titles: set[str], more: str) -> None:
    def gaps(written: set[str]) -> int:
        body = view(*(f"{title} (2026-09-14)" for title in sorted(written)))
        return sum(judged(code, body=body).state is State.GAP for code in (*CODES, "CLI009"))

    assert gaps({*titles, more}) <= gaps(titles)


def test_a_prospect_has_seven_topics() -> None:
    satisfaction = not_applicable("a prospect has bought nothing yet that it could be satisfied with", "status")
    assert judged("CLI002", "status: prospect", body=view("Satisfaction")) == satisfaction
    assert judged("CLI008", "status: prospect").state is State.GAP
    body = view("Satisfaction", "Metrics", "Needs", "Opportunities")
    assert judged("CLI009", "status: prospect", body=body) == gap(
        "3 of the 7 client topics are written: the plan is about us",
        "#client-view",
        "ask the client, and write below “Client view” at least 1 of “Changing priorities”, "
        "“Expectations and perceptions”, “Problems and challenges” or “Anxieties and concerns”",
    )
    assert judged("CLI009", "status: prospect", body=view(*TITLES[2:6])).state is State.PASS


@pytest.mark.parametrize("code", [*CODES, "CLI009"])
def test_lost_accounts_are_not_judged(code: str) -> None:
    assert judged(code, "status: lost") == not_applicable("the account is lost", "status")


def test_the_strategy_of_the_client_is_asked_for() -> None:
    belongs = "what the client wants to reach this year and in the long run"
    assert judged("CLI010") == gap(
        "there is no section “Client's business and strategy”",
        "",
        f"add a heading `## Client's business and strategy`, and below it {belongs}",
    )
    body = "## Client's business and strategy\n\nTwo yards by 2029, and no diesel on any of the hulls."
    assert judged("CLI010", body=prose(body)).state is State.PASS
    assert judged("CLI010", "status: prospect").state is State.GAP
