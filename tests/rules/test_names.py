"""People: one spelling each, and nobody whom nobody introduces."""

from __future__ import annotations

import pytest

from kamgen.facts.people import respelled, strangers
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Fix
from kamgen.model.plan import Body
from kamgen.model.rule import EXAMPLE_DATE
from kamgen.model.source import Content, Source
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate
from tests.support import plan_of

SIDES = """
team: [{name: Per Moe, role: delivery lead, function: operations}]
contacts:
  - {name: Kari Dahl, title: COO, function: production}
  - {name: Nils Berg, title: Head of purchasing}
"""


def findings(*plans: str) -> list[Finding]:
    """What is found about names in plans whose owner is Ingrid Solberg unless they say otherwise."""
    sources = []
    for number, front in enumerate(plans):
        owner = "" if "owner:" in front.splitlines()[0] else "owner: Ingrid Solberg\n"
        text = f"---\n{owner}{front.strip()}\nname: Plan {number}\ncategory: core\n---\n"
        sources.append(Source(f"content/accounts/p{number}.md", text.encode()))
    accounts = evaluate(Content("content/accounts", tuple(sources)), parse_config(""), EXAMPLE_DATE)
    return [each for account in accounts for each in account.findings if each.code.startswith("NAM")]


def told(*plans: str) -> list[tuple[str, str, str]]:
    return [(each.key, each.message, each.write) for each in findings(*plans)]


@pytest.mark.parametrize(
    ("written", "old", "new"),
    [
        ("per moe", "per moe", "Per Moe"),
        ("'per moe'", "per moe", "Per Moe"),
        ('"@Per Moe"', "@Per Moe", "Per Moe"),
        ("[[Per Moe]]", "[[Per Moe]]", "Per Moe"),
        ('"[[people/per-moe|Per Moe]]"', "[[people/per-moe|Per Moe]]", "Per Moe"),
        ("“Per Moe”", "“Per Moe”", "Per Moe"),
        ("PER-MOE", "PER-MOE", "Per Moe"),
        ("PER  MOE", "PER  MOE", "Per Moe"),
    ],
)
def test_another_spelling_is_an_advice_with_its_fix(written: str, old: str, new: str) -> None:
    found = findings("owner: Per Moe", "owner: Per Moe", f"owner: {written}")
    column = 8 + written.index(old)
    assert [(each.key, each.severity, each.write, each.fix) for each in found] == [
        ("owner", Severity.ADVICE, "write `Per Moe`", Fix(2, column, old, new))
    ]


@pytest.mark.parametrize("written", ["Per  Moe", "Per\u00a0Moe", "Per Moe\u200b"])
def test_what_readers_cannot_see_is_no_other_spelling(written: str) -> None:
    assert findings("owner: Per Moe", "owner: Per Moe", f"owner: {written}") == []


def test_names_in_lists_are_mended_where_they_stand() -> None:
    (first,) = findings("team: [{name: Per Moe}]\nreviews:\n  - {date: 2026-11-01, with: team, attendees: [per moe]}")
    assert (first.key, first.fix) == ("reviews[0].attendees[0]", Fix(5, 48, "per moe", "Per Moe"))
    (alone,) = findings("team: [{name: Per Moe}]\nreviews:\n  - {date: 2026-11-01, with: team, attendees: per moe}")
    assert (alone.key, alone.fix) == ("reviews[0].attendees", Fix(5, 47, "per moe", "Per Moe"))


def test_the_clients_people_are_spelt_as_the_plan_does() -> None:
    plan = "contacts: [{name: Kari Dahl}]\npromises: [{promise: A, to: Kari Dahl}, {promise: B, to: kari dahl}]"
    other = "contacts: [{name: kari dahl}]\npromises: [{promise: A, to: kari dahl}]"
    assert [(each.path[-5:], each.key) for each in findings(plan, other)] == [("p0.md", "promises[1].to")]


def test_a_plan_shows_every_name_as_most_write_it() -> None:
    plan = plan_of(
        "team: [{name: per moe}]\nreviews: [{date: 2026-11-01, with: team, attendees: ['@per moe', Eva Lund]}]"
    )
    shown, faults = respelled(plan, {"per moe": "Per Moe"})
    assert (shown.front.team[0].name, shown.front.reviews[0].attendees) == ("Per Moe", ("Per Moe", "Eva Lund"))
    assert [fault.key for _, fault in faults] == ["team[0].name", "reviews[0].attendees[0]"]
    assert respelled(plan_of("team: [{name: Per Moe}]"), {})[1] == ()


@pytest.mark.parametrize(
    ("front", "key", "message", "write"),
    [
        ("promises: [{promise: A, to: Kari Dal}]", "promises[0].to", "no contact is called `Kari Dal`", "Kari Dahl"),
        ("promises: [{promise: A, to: Dahl}]", "promises[0].to", "no contact is called `Dahl`", "Kari Dahl"),
        ("actions: [{action: A, owner: Per Mo}]", "actions[0].owner", "nobody of us is called `Per Mo`", "Per Moe"),
        ("actions: [{action: A, owner: Pér Moe}]", "actions[0].owner", "nobody of us is called `Pér Moe`", "Per Moe"),
        ("risks: [{risk: A, owner: ingrid}]", "risks[0].owner", "nobody of us is called `ingrid`", "Ingrid Solberg"),
        (
            "reviews: [{date: 2026-11-01, with: client, attendees: [Nils Burg, Per Moe]}]",
            "reviews[0].attendees[0]",
            "neither `team` nor `contacts` has `Nils Burg`",
            "Nils Berg",
        ),
    ],
)
def test_whom_nobody_introduces_is_told_nearest_first(front: str, key: str, message: str, write: str) -> None:
    (found,) = findings(SIDES + front)
    assert (found.key, found.message, found.write) == (key, message, f"did you mean `{write}`?")
    assert found.severity is Severity.WARNING


def test_a_name_like_nobodys_is_an_advice_once() -> None:
    (found,) = findings(f"{SIDES}actions: [{{action: A, owner: Bo Ek}}, {{action: B, owner: Bo Ek}}]")
    assert found.severity is Severity.ADVICE
    assert found.message == "nobody of us is called `Bo Ek` (in 2 places)"
    assert found.write == "write a name that stands under `team`, or add `Bo Ek` there"


def test_who_works_on_another_account_is_known_and_who_is_like_them_suggested() -> None:
    other = "team: [{name: Bo Ekström}]"
    assert findings(f"{SIDES}actions: [{{action: A, owner: bo ekström}}]", other)[0].code == "NAM001"
    (found,) = findings(f"{SIDES}actions: [{{action: A, owner: Bo Ekstrom}}]", other)
    assert (found.code, found.write) == ("NAM002", "did you mean `Bo Ekström`?")


@pytest.mark.parametrize(
    "front",
    [
        "actions: [{action: A, owner: Kari Dahl}]",
        "actions: [{action: A, owner: delivery lead}, {action: B, owner: operations}]",
        "actions: [{action: A, owner: per.moe@averdonk.example}, {action: B, owner: service desk}]",
        "promises: [{promise: A, to: COO}, {promise: B, to: the board}, {promise: C, to: Head of purchasing}]",
        "reviews: [{date: 2026-11-01, with: client, attendees: [2 engineers, CFO]}]",
        "continuity: {backup: Jonas Weber}\nactions: [{action: A, owner: Jonas Weber}]",
        "waive: [{rule: FBK001, reason: none, by: Lars Friis}]",
        "references: [{kind: testimonial, with: Halden Marine}]\nfeedback: [{date: 2026-06-03, from: [Twelve users]}]",
    ],
)
def test_roles_and_known_people_are_no_strangers(front: str) -> None:
    assert findings(SIDES + front) == []


@pytest.mark.parametrize(("one", "other"), [("Zoë Müller", "Zoe Muller"), ("Ingrid Solberg", "Ingird Solberg")])
def test_an_owner_a_slip_away_from_another_person_is_told(one: str, other: str) -> None:
    plans = (f"owner: {one}", f"owner: {one}", f"owner: {other}")
    assert told(*plans) == [("owner", f"no other plan knows the owner `{other}`", f"did you mean `{one}`?")]
    assert told(*plans, f"owner: {other}") == []
    assert told(*plans[:2], f"owner: {other}\nteam: [{{name: {other}}}]") == []
    assert told("owner: Per Moe", "owner: Eva Lund", "owner: Bo Ek") == []


def test_nothing_is_said_where_nobody_is_introduced() -> None:
    plan = plan_of(
        "actions: [{action: A, owner: Bo Ek}]\npromises: [{promise: A, to: Kari Dahl}]\n"
        "reviews: [{date: 2026-11-01, with: client, attendees: [Bo Ek]}]",
        Body(),
    )
    assert strangers(plan, {"bo ek": "Bo Eks"}) == []


def test_without_a_team_who_is_called_like_somebody_of_the_plan_is_told() -> None:
    front = "owner: Ingrid Solberg\nactions: [{action: A, owner: Ingrid Sollberg}, {action: B, owner: Per Moe}]"
    assert told(front) == [
        ("actions[0].owner", "nobody of us is called `Ingrid Sollberg`", "did you mean `Ingrid Solberg`?")
    ]
