"""Who knows whom, on an account's page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.front_matter import Contact
from kamgen.render.views.relationships import (
    CIRCLE,
    STRANGER,
    NetworkPoint,
    PointWord,
    RelationshipMap,
    contact_rows,
    relationship_map,
    reporting,
)
from tests.records import record_of
from tests.render.render_support import account_of, portfolio_of, site_context_of, site_of

NAMES = ("Kari Dahl", "Nils Berg", "Eva Lund", "Tor Aas", "Liv Moe")


def people(*lines: tuple[str, str]) -> tuple[Contact, ...]:
    return tuple(record_of(Contact, {"name": name, "reports_to": manager or None}) for name, manager in lines)


def map_of(contacts: str, category: str = "") -> RelationshipMap:
    site = site_of(categories={"strategic": {"contact_every": category}}) if category else site_of()
    account = account_of(f"contacts: [{contacts}]", site=site)
    found = relationship_map(account, site_context_of(portfolio_of(account, site=site)))
    assert found
    return found


def point(shown: RelationshipMap, label: str) -> tuple[str, str]:
    """Class and words of a point."""
    [found] = [point for point in shown.points if point.label == label]
    return found.css, ", ".join(word.name + word.said for word in found.words)


def test_names_are_found_whatever_their_case_and_spaces() -> None:
    assert reporting(people(("Kari Dahl", ""), ("Nils Berg", "kari  dahl "))).managers == (None, 0)


def test_a_manager_who_is_no_contact_gets_a_place() -> None:
    lines = reporting(people(("Kari Dahl", "Eva Lund"), ("Nils Berg", "eva lund"), ("Tor Aas", "Liv Moe")))
    assert lines == ((3, 3, 4, None, None), ("Eva Lund", "Liv Moe"), frozenset())


def test_a_circle_is_opened_at_the_first_of_it() -> None:
    lines = reporting(
        people(
            ("Liv Moe", "Nils Berg"), ("Kari Dahl", "Eva Lund"), ("Nils Berg", "Kari Dahl"), ("Eva Lund", "Nils Berg")
        )
    )
    assert lines == ((2, None, 1, 2), (), frozenset({1}))
    assert reporting(people(("Kari Dahl", "Kari Dahl"))) == ((None,), (), frozenset({0}))


def test_of_two_with_one_name_the_first_is_the_manager() -> None:
    assert reporting(people(("Kari Dahl", ""), ("Kari Dahl", ""), ("Nils Berg", "Kari Dahl"))).managers == (
        None,
        None,
        0,
    )


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(("", *NAMES))), max_size=8))
def test_reporting_lines_never_lead_in_a_circle(written: list[tuple[str, str]]) -> None:
    lines = reporting(people(*written))
    for start in range(len(lines.managers)):
        at: int | None = start
        for _ in lines.managers:
            at = lines.managers[at] if at is not None else None
        assert at is None
    assert len(lines.managers) == len(written) + len(lines.strangers)


def test_the_table_says_what_is_wrong_with_a_reporting_line() -> None:
    account = account_of(
        "contacts: [{name: A, reports_to: B}, {name: B, reports_to: A}, {name: C, reports_to: D}, {name: E}]"
    )
    assert [(row.contact.reports_to, row.note) for row in contact_rows(account)] == [
        ("B", CIRCLE),
        ("A", ""),
        ("D", STRANGER),
        (None, ""),
    ]


def test_one_contact_needs_no_map() -> None:
    account = account_of("contacts: [{name: Kari Dahl}]")
    assert relationship_map(account, site_context_of(portfolio_of(account))) is None


def test_a_map_without_a_decision_maker_says_so() -> None:
    shown = map_of("{name: A, sentiment: critic}, {name: B, role: blocker}")
    assert shown.points == (
        NetworkPoint("Decides", "gap", (PointWord("", "no decision maker named"),)),
        NetworkPoint("Supporters", "gap", (PointWord("", "0 of 2"),)),
        NetworkPoint("Critics and blockers", "gap", (PointWord("A", ""), PointWord("B", ""))),
        NetworkPoint("Met by", "gap", (PointWord("", "nobody 2 only"),)),
    )


def test_who_decides_stands_first_with_the_last_contact() -> None:
    shown = map_of(
        "{name: A, role: decision maker, met_by: Per Moe, last_contact: 2026-11-19, sentiment: supporter},"
        "{name: B, role: decision maker, met_by: Per Moe}, {name: C, met_by: Eva Lund}"
    )
    assert point(shown, "Decides") == ("", "A (1 day ago), B (no date)")
    assert point(shown, "Supporters") == ("pass", "1 of 3")
    assert point(shown, "Out of touch") == ("sev-warning", "B")
    assert point(shown, "Met by") == ("", "Per Moe 2, Eva Lund 1")


def test_someone_who_matters_is_out_of_touch_the_day_after_the_cadence() -> None:
    written = "{name: A, influence: high, met_by: P, last_contact: 2026-10-%s}, {name: B, influence: low, met_by: P}"
    assert not [each for each in map_of(written % "20", "1 month").points if each.label == "Out of touch"]
    assert point(map_of(written % "19", "1 month"), "Out of touch") == ("sev-warning", "A")


def test_long_lists_say_how_many_more_there_are() -> None:
    names = ", ".join(f"{{name: N{n}, sentiment: critic}}" for n in range(8))
    assert point(map_of(names), "Critics and blockers") == ("gap", "N0, N1, N2, N3, N4, and 3 more")


def test_the_map_escapes_names() -> None:
    assert (
        "<b>"
        not in map_of("{name: <b>A, title: <b>A, interests: <b>A, met_by: <b>A}, {name: x, reports_to: <b>A}").picture
    )
