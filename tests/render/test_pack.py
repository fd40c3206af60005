"""The account review pack: what it takes from a plan, and where it stops."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.config import SiteConfig
from kamgen.model.plan import Body, Section
from kamgen.model.rule import LENSES, State
from kamgen.render.views.account import account_view
from kamgen.render.views.pack import ACTIONS, CORNER, GAPS, LINE, PROMISES, Pack, PackItem, PackPart, short
from tests.render.render_support import account_of, portfolio_of, site_context_of, site_of


def pack_of(front: str = "", body: Body | None = None, site: SiteConfig | None = None) -> Pack:
    account = account_of(front, site=site, body=body)
    return account_view(account, site_context_of(portfolio_of(account, site=site)), "content/accounts").pack


def part(pack: Pack, title: str) -> PackPart:
    return next(each for each in pack.parts if each.title.startswith(title))


def section(title: str, level: int, text: str, bullets: tuple[str, ...] = ()) -> Section:
    return Section(title, title.lower(), level, 20, None, text, bullets, ())


def test_the_head_says_who_and_what_the_account_is() -> None:
    pack = pack_of("{status: prospect, objective: win, relationship: vendor}")
    assert pack.line == "Ingrid Solberg · Strategic · prospect · win · vendor"


def test_a_nearly_empty_plan_says_what_is_not_there() -> None:
    pack = pack_of()
    assert [(each.title, each.more) for each in pack.parts[1:8]] == [
        ("Strengths", "None written."),
        ("Weaknesses", "None written."),
        ("Opportunities, EUR", "None open."),
        ("Risks, likelihood × impact", "None written."),
        ("Client view", "Nothing written."),
        ("Promises", "None on record."),
        ("Actions by PRIME", "None open."),
    ]


def test_vital_gaps_come_first_and_the_rest_is_counted() -> None:
    account = account_of()
    card = account.scorecard
    assert card is not None
    lenses = [each for each in account.others if each.rule.element in LENSES]
    gaps = [each for each in (*card.criteria, *lenses) if each.outcome.state is State.GAP]
    shown = part(pack_of(), "Gaps")
    assert [(item.text, item.note) for item in shown.items[:3]] == [
        ("No revenue of 2025 is written", "Analysis"),
        ("No gross profit of 2025 is written", "Analysis"),
        ("No feedback of the client is written", "Feedback"),
    ]
    assert (len(shown.items), shown.more) == (GAPS, f"and {len(gaps) - GAPS} more")


def test_promises_that_are_late_come_before_open_broken_and_kept_ones() -> None:
    promises = part(
        pack_of(
            "promises:\n"
            "  - {promise: Kept, due: 2026-06-30, kept: 2026-06-21}\n"
            "  - {promise: Broken, to: Kari Dahl, broken: 2026-07-01}\n"
            "  - {promise: Open, to: Kari Dahl, due: 2026-12-15}\n"
            "  - {promise: Late, to: Kari Dahl, due: 2026-11-19}\n"
        ),
        "Promises",
    )
    assert promises.title == "Promises, 1 of 3 kept in time, last 12 months"
    assert promises.items == (
        PackItem("gap", "Late", "to Kari Dahl, 1 day late"),
        PackItem("", "Open", "to Kari Dahl, due 2026-12-15"),
        PackItem("gap", "Broken", "to Kari Dahl, broken 2026-07-01"),
    )
    assert promises.more == f"and {4 - PROMISES} more"


def test_a_promise_kept_late_says_both() -> None:
    kept = part(pack_of("promises: [{promise: Spares, due: 2026-06-30, kept: 2026-07-02}]"), "Promises")
    assert kept.items == (PackItem("gap", "Spares", "kept 2026-07-02, 2 days late"),)


def test_a_promise_without_a_day_is_open() -> None:
    assert part(pack_of("promises: [{promise: Spares}]"), "Promises").items == (PackItem("", "Spares", "no day set"),)


def test_open_actions_stand_by_letter_of_prime() -> None:
    actions = part(
        pack_of(
            "actions:\n"
            "  - {action: Call, due: 2026-12-01}\n"
            "  - {action: Train, owner: Per Moe, due: 2026-12-02, prime: emphasise}\n"
            "  - {action: Mend, owner: Per Moe, due: 2026-11-10, prime: minimise}\n"
            "  - {action: Show, owner: Per Moe, due: 2026-12-04, prime: prove}\n"
            "  - {action: Past, done: 2026-11-01, prime: prove}\n"
        ),
        "Actions",
    )
    assert actions.items == (
        PackItem("", "Prove: Show", "Per Moe, 2026-12-04"),
        PackItem("gap", "Minimise: Mend", "Per Moe, 10 days late"),
        PackItem("", "Emphasise: Train", "Per Moe, 2026-12-02"),
        PackItem("", "Call", "2026-12-01"),
    )
    assert actions.more == ""


def test_an_action_that_is_late_is_never_cut_for_its_letter() -> None:
    rows = "".join(f"  - {{action: Step {n}, due: 2026-12-0{n}, prime: prove}}\n" for n in range(1, ACTIONS + 1))
    actions = part(pack_of(f"actions:\n{rows}  - {{action: Late, due: 2026-11-01}}\n"), "Actions")
    assert actions.items[-1].text == "Late"
    assert actions.more == "and 1 more"


def test_opportunities_are_the_open_ones_by_weighted_value() -> None:
    found = part(
        pack_of(
            "opportunities:\n"
            "  - {name: Large, value: 500k, probability: 10%, close: 2027-Q2}\n"
            "  - {name: Likely, value: 240k, probability: 50%, close: 2027-Q1}\n"
            "  - {name: Vague}\n"
            "  - {name: Won, value: 900k, probability: 100%, stage: won}\n"
        ),
        "Opportunities",
    )
    assert [(item.text, item.note) for item in found.items] == [
        ("Likely", "240k at 50%, 2027-Q1"),
        ("Large", "500k at 10%, 2027-Q2"),
        ("Vague", "no value set"),
    ]


def test_risks_say_how_grave_and_who_answers() -> None:
    risks = part(
        pack_of(
            "risks:\n"
            "  - {risk: Small, likelihood: low, impact: low, mitigation: Stock}\n"
            "  - {risk: Grave, likelihood: high, impact: high, mitigation: Stock, owner: Per Moe}\n"
            "  - {risk: Bare, likelihood: high, impact: medium, owner: Per Moe}\n"
        ),
        "Risks",
    )
    assert [(item.text, item.note) for item in risks.items] == [
        ("Grave", "high × high, Per Moe"),
        ("Bare", "high × medium, no mitigation"),
        ("Small", "low × low, no owner"),
    ]


def test_strengths_are_cut_to_a_corner_and_topics_stand_below_the_client_view_only() -> None:
    points = tuple(f"Point {number}" for number in range(CORNER + 2))
    site = site_of(sections={"strengths": ["Stärken"]})
    sections = (
        section("Stärken", 2, "\n".join(points), points),
        section("Metrics", 2, "Not the client's."),
        section("Client view", 2, ""),
        section("Metrics", 3, "Downtime\nof line two."),
        section("Weaknesses", 2, "One person knows it all."),
    )
    pack = pack_of(body=Body(sections=sections), site=site)
    assert [item.text for item in part(pack, "Strengths").items] == list(points[:CORNER])
    assert part(pack, "Strengths").more == "and 2 more"
    assert [item.text for item in part(pack, "Weaknesses").items] == ["One person knows it all."]
    assert [item.text for item in part(pack, "Client view").items] == ["Metrics: Downtime of line two."]


def test_the_next_reviews_say_when_and_why_then() -> None:
    held = "{date: 2026-08-01, with: client, attendees: [Kari], document: a.pdf}"
    reviews = f"reviews: [{held}, {{date: 2026-12-03, with: team}}]"
    assert part(pack_of(reviews), "Next reviews").items == (
        PackItem("gap", "Client review 2026-11-01", "last 2026-08-01"),
        PackItem("", "Team review 2026-12-03", "planned"),
    )


def test_a_lost_account_has_no_next_review() -> None:
    assert part(pack_of("status: lost"), "Next reviews").more == "None: the account is lost."


def test_the_pack_of_a_boundless_plan_is_as_short_as_any() -> None:
    words = "long words " * 40
    front = f"owner: {words}\n" + "".join(
        f"{key}:\n" + f"  - {{{field}: {words}}}\n" * 40
        for key, field in (("opportunities", "name"), ("risks", "risk"), ("promises", "promise"), ("actions", "action"))
    )
    account = account_of(front)
    site = portfolio_of(account)
    view = account_view(account, site_context_of(site), "content/accounts")
    assert len(view.pack.line) <= 2 * LINE + 1
    assert sum(len(text) for each in view.pack.parts for item in each.items for text in (item.text, item.note)) < 3000


@given(st.text(), st.integers(2, 80))
def test_cut_texts_are_one_line_and_no_longer_than_asked(text: str, most: int) -> None:
    cut = short(text, most)
    assert len(cut) <= most + 1
    assert "\n" not in cut


def test_a_text_is_cut_after_a_whole_word() -> None:
    assert short("Two engineers, who know the plant", 20) == "Two engineers, who…"
    assert short("x" * (LINE + 1), LINE) == "x" * LINE + "…"
    assert short("Fits", 4) == "Fits"
    assert short("Two\nlines", 20) == "Two lines"
    assert short(" " * 30, 20) == "…"
