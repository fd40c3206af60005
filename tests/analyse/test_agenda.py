"""The agenda: what comes up in which review, under which letter of PRIME, in which order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse.agenda import agenda
from kamgen.model.account import Criterion
from kamgen.model.config import SiteConfig
from kamgen.model.enums import Prime, ReviewWith, Severity
from kamgen.model.review import PRIME, Item, Meeting
from kamgen.model.rule import State, gap
from kamgen.rules.catalogue import RULES
from tests.records import record_of, replace
from tests.report.agenda_sample import AS_OF, PLAN, SITE, sample

HEAD = "---\nname: Halden\nowner: Ingrid Solberg\ncategory: strategic\n"


REPLACED = ("CRV001", "FBK001", "IRV001", *(f"CLI00{number}" for number in range(1, 10)))
"""Gaps of an empty plan that the agenda tells as the meeting, the feedback and the topics themselves."""


def meeting_of(text: str, party: ReviewWith, site: SiteConfig = SITE) -> Meeting:
    [found] = [each for each in agenda(sample(text, site), site, AS_OF).meetings if each.party is party]
    return found


def items(meeting: Meeting, prime: Prime | None) -> list[Item]:
    return [item for part in meeting.parts if part.prime is prime for item in part.items]


def words(text: str, party: ReviewWith, prime: Prime | None) -> list[str]:
    return [item.words for item in items(meeting_of(text, party), prime)]


def topics(text: str, site: SiteConfig = SITE) -> list[str]:
    told = [item.words for item in items(meeting_of(text, ReviewWith.CLIENT, site), Prime.RETRIEVE)]
    return [each for each in told if each.startswith(("“", "Client topic"))]


def test_client_topics_come_up_unless_covered_last_time_and_fresh() -> None:
    assert topics(PLAN) == [
        "Client topic “Changing priorities” is missing, and it was not covered in the review of 2026-08-19",
        "Client topic “Expectations and perceptions” is missing, and it was not covered in the review of 2026-08-19",
        "Client topic “Problems and challenges” is missing, and it was not covered in the review of 2026-08-19",
        "Client topic “Opportunities” is missing",
        "Client topic “Anxieties and concerns” is missing, and it was not covered in the review of 2026-08-19",
        "Client topic “Metrics” of 2026-05-19, 185 days ago; due every 6 months",
    ]


def test_a_fresh_topic_comes_up_when_the_last_review_left_it_out() -> None:
    assert "“Satisfaction” was not covered in the review of 2026-08-19" in topics(
        PLAN.replace("metrics, satisf", "x, y")
    )


def test_topics_nobody_judges_come_up_as_not_covered_alone() -> None:
    assert len(topics(f"{HEAD}---\n", site_without_lenses())) == 8
    assert topics(f"{HEAD}---\n", site_without_lenses())[7] == "“Metrics” was never covered in a client review"


def test_waived_topics_and_those_that_do_not_apply_stay_away() -> None:
    waived = "waive: [{rule: CLI008, reason: they publish none, until: 2027-03-31, by: Eva Lund}]\nstatus: prospect\n"
    told = " ".join(topics(f"{HEAD}{waived}---\n"))
    assert ("“Needs" in told, "“Metrics" in told, "“Satisfaction" in told) == (True, False, False)


def site_without_lenses() -> SiteConfig:
    return record_of(SiteConfig, {"checklist": {"select": ["FBK"]}})


def test_needs_hold_for_six_months() -> None:
    needs = [each for each in words(PLAN, ReviewWith.CLIENT, Prime.RETRIEVE) if each.startswith("The need")]
    assert needs == [
        "The need “One supplier less” was never confirmed with the client",
        "The need “Shorter stops” was last confirmed 2026-05-19",
    ]


def test_open_opportunities_are_talked_through_every_ninety_days() -> None:
    assert words(PLAN, ReviewWith.CLIENT, Prime.EMPHASISE) == [
        "The opportunity “Platform phase 2” (closes 2027-Q1) was never talked through",
        "The opportunity “Training” was last talked through 2026-08-21",
        "Nothing is written that sells “Platform phase 2”, “Spares” and “Training” inside the client",
    ]


def test_what_sells_a_change_inside_the_client_is_shown_and_the_rest_asked_for() -> None:
    rows = (
        "opportunities:\n"
        "  - {name: Platform, discussed: 2026-11-01, team_gains: Quiet nights, follow_up: A call in May}\n"
        "  - {name: Spares, discussed: 2026-11-01}\n  - {name: Old, stage: won}\n"
        "actions:\n  - {action: Show it, cost_of_waiting: Two stops a week}\n  - {action: Call}\n"
    )
    found = items(meeting_of(f"{HEAD}{rows}---\n", ReviewWith.CLIENT), Prime.EMPHASISE)
    gains, waiting, follows = (
        "what the client's team gains (`team_gains`)",
        "what waiting costs (`cost_of_waiting`)",
        "what follows after launch (`follow_up`)",
    )
    assert [(item.words, item.write, item.line) for item in found] == [
        (
            "“Platform” inside the client: its team gains: Quiet nights; after launch: A call in May",
            f"ask {waiting}",
            6,
        ),
        ("“Show it” inside the client: waiting costs: Two stops a week", f"ask {gains} and {follows}", 10),
        ("Nothing is written that sells “Spares” inside the client", f"ask {gains}, {waiting} and {follows}", 7),
    ]
    whole = rows.replace("cost_of_waiting: Two", "team_gains: Calm, follow_up: A call, cost_of_waiting: Two")
    found = items(meeting_of(f"{HEAD}{whole}---\n", ReviewWith.CLIENT), Prime.EMPHASISE)
    assert [item.write for item in found if item.words.startswith("“Show it”")] == [""]


def test_late_and_broken_promises_come_up_in_both_reviews() -> None:
    late = "The promise “Spares within a day” to Kari Dahl was due 2026-11-19"
    broken = "The promise “New pumps” was broken on 2025-11-20"
    worse = "“Line stops” went from 6 h to 7 h, target 2 h"
    assert words(PLAN, ReviewWith.CLIENT, Prime.MINIMISE)[:3] == [late, worse, broken]
    assert {late, worse, broken} < set(words(PLAN, ReviewWith.TEAM, Prime.MINIMISE))


def test_value_is_proved_by_outcomes_and_by_promises_kept_since_the_last_review() -> None:
    assert words(PLAN, ReviewWith.CLIENT, Prime.PROVE) == [
        "“Stock accuracy” went from 78% to 93%, target 90%",
        "The outcome “Margin” has no target and no actual",
        "The promise “Drawings” was kept on 2026-08-30",
    ]


def test_next_actions_go_by_their_letter_and_late_ones_come_first() -> None:
    team = meeting_of(PLAN, ReviewWith.TEAM)
    first = items(team, Prime.MINIMISE)[0]
    assert first == Item(
        "Send the draft contract (Per Moe, due 2026-11-08)", "do it, or agree a new day", "12 days late", "", first.line
    )
    assert PLAN.splitlines()[first.line - 1].strip().startswith("- {action: Send the draft contract")
    assert items(team, Prime.PROVE)[0].write == "agree who does it"
    assert [item.words for item in items(team, None)] == ["Call Kari", "Book the room (Per Moe, due 2026-11-30)"]


def test_feedback_is_asked_for_when_its_cadence_has_passed() -> None:
    due = "The last formal feedback is of 2026-05-19, and is due every 6 months"
    assert due in words(PLAN, ReviewWith.CLIENT, Prime.RETRIEVE)
    assert due not in words(PLAN.replace("2026-05-19, method", "2026-05-20, method"), ReviewWith.CLIENT, Prime.RETRIEVE)
    assert "No formal feedback was ever gathered" in words(f"{HEAD}---\n", ReviewWith.CLIENT, Prime.RETRIEVE)
    assert words(f"{HEAD}status: prospect\n---\n", ReviewWith.CLIENT, Prime.RETRIEVE)[0].startswith(
        "Client topic “Changing"
    )


def test_what_a_row_tells_is_not_told_again_as_a_gap() -> None:
    meetings = agenda(sample(), SITE, AS_OF).meetings
    codes = {item.code for meeting in meetings for part in meeting.parts for item in part.items} - {""}
    assert codes == {"CLI010", "CRV002", "FBK004", "FBK005", "TGT001", "TGT003", "CRM002"}


def test_vital_gaps_come_before_other_rows_and_others_after() -> None:
    [vital, other] = items(meeting_of(PLAN, ReviewWith.TEAM), Prime.EMPHASISE)
    assert (vital.code, vital.mark, other.code, other.mark) == ("TGT001", "vital", "TGT003", "")


def test_a_gap_of_a_family_nobody_knows_is_information_for_the_team() -> None:
    account = sample()
    strange = replace(RULES[-1], code="XYZ001", weight=0)
    criterion = Criterion(strange, gap("something is missing", "", "write it"), Severity.ADVICE, 3, False)
    made = agenda(replace(account, others=(*account.others, criterion)), SITE, AS_OF)
    [found] = [item for item in items(made.meetings[0], Prime.RETRIEVE) if item.code == "XYZ001"]
    assert found == Item("Something is missing", "write it", "", "XYZ001", 3)


def test_every_gap_of_the_checklist_is_told_once_in_each_review_it_is_for() -> None:
    site = SiteConfig()
    account = sample(f"{HEAD}---\n", site)
    assert account.scorecard
    criteria = (*account.scorecard.criteria, *account.others)
    gaps = {each.rule.code for each in criteria if each.outcome.state is State.GAP}
    meetings = agenda(account, site, AS_OF).meetings
    told = [[item.code for part in meeting.parts for item in part.items if item.code] for meeting in meetings]
    assert all(len(codes) == len(set(codes)) for codes in told)
    assert {code for codes in told for code in codes} == {code for code in gaps if code not in REPLACED}


def test_a_planned_review_is_its_day_and_a_cancelled_one_was_none() -> None:
    team, client = agenda(sample(), SITE, AS_OF).meetings
    assert (team.planned, str(team.due), team.last) == (True, "2026-12-03", None)
    assert (client.planned, str(client.due), str(client.last)) == (False, "2026-11-19", "2026-08-19")
    assert meeting_of(f"{HEAD}---\n", ReviewWith.TEAM).due is None
    assert agenda(sample(f"{HEAD}---\n"), SITE, AS_OF).never == (
        "Client review",
        "Team review",
        "Feedback",
        "Assessment",
    )


def test_those_with_a_say_are_invited() -> None:
    team, client = agenda(sample(), SITE, AS_OF).meetings
    assert (team.people, client.people) == (("Ingrid Solberg", "Per Moe"), ("Kari Dahl",))
    plan = f"{HEAD}contacts: [{{name: Nils Berg, role: user}}]\n---\n"
    assert meeting_of(plan, ReviewWith.CLIENT).people == ("Nils Berg",)


def test_a_lost_account_has_no_meetings_and_a_mistake_in_the_file_is_counted() -> None:
    lost = agenda(sample(PLAN.replace("category: strategic", "category: strategic\nstatus: lost")), SITE, AS_OF)
    assert (lost.lost, lost.meetings) == (True, ())
    assert agenda(sample(), SITE, AS_OF).mistakes == len(
        [found for found in sample().findings if found.code.startswith("FMT")]
    )


@settings(deadline=None)
@given(st.sets(st.sampled_from([line for line in PLAN.splitlines() if line.startswith("  - ")])))
def test_any_plan_has_an_agenda_with_its_places_in_the_file(left_out: set[str]) -> None:
    text = "\n".join(line for line in PLAN.splitlines() if line not in left_out)
    for meeting in agenda(sample(text), SITE, AS_OF).meetings:
        assert [part.prime for part in meeting.parts] == [
            prime for prime in PRIME if prime in {part.prime for part in meeting.parts}
        ]
        assert all(1 <= item.line <= len(text.splitlines()) for part in meeting.parts for item in part.items)
