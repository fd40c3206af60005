"""Calendars that people subscribe to: read back by another library, whatever plans say."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kamgen.model.account import Account
from kamgen.render.calendar import calendar_file
from kamgen.render.site import calendars
from tests.records import replace
from tests.render.render_support import account_of, portfolio_data_of, portfolio_of, site_context_of, site_of

FRONT = """
contract: {ends: 2027-03-31, notice: 3 months, auto_renews: true}
continuity: {executive_sponsor: Eva Lund, sponsor_contact: 2026-04-02}
opportunities: [{name: 'Phase 2; south, and more', value: 240k, probability: 50%, close: 2027-Q1}]
promises: [{promise: Parts in 24 hours, to: Kari Dahl, due: 2026-11-30}]
actions:
  - {action: Send the draft, owner: Per Moe, due: 2026-12-01}
  - {action: Send the draft, owner: Per Moe, due: 2026-12-08}
reviews: [{date: 2026-12-04, with: team}]
"""


def files_of(*accounts: Account) -> dict[str, bytes]:
    site = portfolio_of(*accounts)
    made = calendars(portfolio_data_of(site), site_context_of(site))
    return {url: file() for url, file in made.items()}


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_all_that_has_a_day_is_an_event_of_that_day() -> None:
    told = [
        (str(each["SUMMARY"]), each.decoded("DTSTART")) for each in events(files_of(account_of(FRONT))["calendar.ics"])
    ]
    assert told == [
        ("Halden Marine: promise, Parts in 24 hours, to Kari Dahl", date(2026, 11, 30)),
        ("Halden Marine: action, Send the draft", date(2026, 12, 1)),
        ("Halden Marine: team review, planned", date(2026, 12, 4)),
        ("Halden Marine: action, Send the draft", date(2026, 12, 8)),
        ("Halden Marine: notice, last day to give notice, renews by itself", date(2026, 12, 31)),
        ("Halden Marine: close, Phase 2; south, and more, 240k EUR at 50%", date(2027, 3, 31)),
        ("Halden Marine: contract, ends, renews by itself", date(2027, 3, 31)),
        ("Halden Marine: sponsor call, every 12 months, last 2026-04-02", date(2027, 4, 2)),
    ]  # fmt: skip


def test_an_account_manager_has_the_accounts_and_what_is_for_him_in_others() -> None:
    other = account_of("name: Dalen Kraft\nowner: Per Moe\nactions: [{action: Call, due: 2026-12-02}]", "dalen")
    files = files_of(account_of(FRONT), other)
    assert set(files) == {"calendar.ics", "people/ingrid-solberg.ics", "people/per-moe.ics"}
    own = [str(each["SUMMARY"]) for each in events(files["people/per-moe.ics"])]
    assert own == [
        "Halden Marine: action, Send the draft", "Dalen Kraft: action, Call", "Halden Marine: action, Send the draft",
    ]  # fmt: skip


def test_an_event_is_the_same_one_when_its_day_its_line_and_its_value_move() -> None:
    moved = (
        FRONT.replace("2026-12-01", "2026-12-03")
        .replace("value: 240k", "value: 250k")
        .replace("2026-11-30", "2026-12-30")
    )
    made = [files_of(account_of(text))["calendar.ics"] for text in (FRONT, f"industry: Ships\n{moved}")]
    ids = [{str(each["UID"]): str(each["SUMMARY"]).split(",")[0] for each in events(data)} for data in made]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 8


def test_lines_are_short_and_of_ascii_ends() -> None:
    data = files_of(account_of(f"{FRONT}\nname: {'Øl & Ål ' * 20}"))["calendar.ics"]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_an_address_of_the_site_leads_to_the_part_of_the_page() -> None:
    site = portfolio_of(account_of(FRONT), site=site_of(site={"base_url": "https://kam.example/"}))
    data = calendars(portfolio_data_of(site), site_context_of(site))["calendar.ics"]()
    assert str(events(data)[0]["URL"]) == "https://kam.example/accounts/halden-marine.html#s.promises"


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120))
def test_no_text_of_a_plan_breaks_out_of_its_line(words: str) -> None:
    site = portfolio_of(account_of(FRONT))
    context, data = site_context_of(site), portfolio_data_of(site)
    first = data.deadlines(data.accounts)[0]
    [event] = events(calendar_file("x", [replace(first, what=words, who=words)], context))
    assert str(event["SUMMARY"]) == f"Halden Marine: promise, {words}"
    assert str(event["DESCRIPTION"]) == words
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CATEGORIES", "DESCRIPTION", "TRANSP"}
