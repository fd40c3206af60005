"""A plan from its file: every mistake at its place in plain words, and everything else read."""

import pickle
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model import enums
from kamgen.model.fields import Record, fields_of
from kamgen.model.finding import Fix
from kamgen.model.front_matter import Crm, FinancialYear, FrontMatter
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.model.values import Period
from kamgen.parse.plan import parse_plan
from tests.parse.plan_example import COMPLETE

PATH = "content/accounts/halden-marine.md"
HEAD = "name: Halden Marine\nowner: Ingrid Solberg\ncategory: strategic\n"


def plan_of(text: str | bytes, path: str = PATH) -> Plan:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_plan(Source(path, data), "content/accounts")


def plan_with(lines: str) -> Plan:
    return plan_of(f"---\n{HEAD}{lines}---\n\nProse.\n")


def findings(plan: Plan) -> list[tuple[str, int, int, int, str, str]]:
    placed = [(code, *plan.at(fault.key, fault.on_key), fault.message, fault.write) for code, fault in plan.faults]
    return sorted(placed, key=lambda finding: finding[1:3])


def test_the_complete_example_is_read_whole() -> None:
    plan = plan_of(COMPLETE)
    front = plan.front
    assert (plan.slug, plan.path, plan.faults, plan.readable) == ("halden-marine", PATH, (), True)
    assert set(plan.places.root.below) == set(fields_of(FrontMatter))
    assert front.customer_since == Period(2017, month=4)
    assert front.crm == Crm(
        system="Salesforce", id="0015g00000XyZ", url="https://crm.example/a/1", synced=date(2026, 11, 2)
    )
    assert (front.financials[0].revenue, front.financials[0].profit) == (Decimal(910_000), Decimal(214_000))
    assert front.opportunities[0].weighted == Decimal(120_000)
    assert front.offerings == {
        "Platform": enums.OfferingState.ACTIVE,
        "Training": enums.OfferingState.PROPOSED,
        "Analytics": enums.OfferingState.NONE,
    }
    assert front.handover is not None
    assert (front.handover.giver, front.handover.in_sale) == ("Ingrid Solberg", True)


def test_a_plan_survives_pickling() -> None:
    plan = plan_of(COMPLETE)
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_toml_and_json_say_the_same_as_yaml() -> None:
    toml = plan_of(
        "+++\nname = 'Halden'\nowner = 'Ingrid'\ncategory = 'core'\ncustomer_since = 2017-04-01\n"
        "crm = {id = 4711, synced = 2026-11-02}\n[[financials]]\nyear = 2026\nrevenue = '910k'\n+++\n"
    )
    json = plan_of(
        '{"name": "Halden", "owner": "Ingrid", "category": "core", "customer_since": "2017-04-01",\n'
        '"crm": {"id": 4711, "synced": "2026-11-02"}, "financials": [{"year": 2026, "revenue": "910k"}]}\n'
    )
    yaml = plan_of(
        "---\nname: Halden\nowner: Ingrid\ncategory: core\ncustomer_since: 2017-04-01\n"
        "crm: {id: 4711, synced: 2026-11-02}\nfinancials: [{year: 2026, revenue: 910k}]\n---\n"
    )
    assert toml.faults == json.faults == yaml.faults == ()
    assert toml.front == json.front == yaml.front
    assert yaml.front.crm == Crm(id="4711", synced=date(2026, 11, 2))


ONE_A_LINE = "one entry a line, each beginning with `- `"

TWENTY = """\
---
name: Halden Marine
ownr: Ingrid Solberg
category: TBD
objective: retian
status: Active
customer_since: 04/2017
currency: nok
horizon: 29
revenue: 910k
crm: {system: Salesforce, id: 0015, url: crm.example, synced: 2026-02-30}
financials:
  - {year: 2026, revenue: "1,24M", gross_profit: 310k}
  - {revenue: 5}
  - {year: 2024, gross_proft: 1k}
assessment: {date: 2026-09-01, size: 6}
feedback:
  - {date: 03/06/2026, score: 8}
  - {date: 2026-06-03, score: 12, summary: We agreed, and then}
opportunities:
  - {name: Phase 2, probability: 80, value: EUR 240k}
offerings: [Platform]
outcomes: [{metric: Stock accuracy, baseline: 78%}]
handover: {complete: maybe}
waive:
  - {rule: FBK003}
region: North
region: South
---
"""

EXPECTED = [
    (
        "FMT004", 2, 1, 2, "`owner` is missing: the account manager who answers for the plan",
        "a line such as `owner: Ingrid Solberg`",
    ),
    ("FMT002", 3, 1, 5, "`ownr` is not a key of an account plan", "did you mean `owner`?"),
    ("FMT004", 4, 11, 14, "no category: `TBD` only holds a place", "a line such as `category: strategic`"),
    (
        "FMT003", 5, 12, 18, "objective: `retian` is not one of the words this field knows",
        "`retain`; this field knows `retain`, `penetrate`, `win`",
    ),
    ("FMT003", 7, 17, 24, "customer_since: `04/2017` is not a period", "`2017-04`"),
    ("FMT003", 8, 11, 14, "currency: `nok` is not a currency code", "`NOK`"),
    ("FMT003", 9, 10, 12, "horizon: `29` is not a year", "`2029`"),
    ("FMT002", 10, 1, 8, "`revenue` is not a key of an account plan: it belongs in `financials`", "it in `financials`"),
    (
        "FMT003", 11, 42, 53, "url: `crm.example` is not a web address",
        "an address such as `https://crm.example/a/1`",
    ),
    (
        "FMT003", 11, 63, 73, "synced: `2026-02-30` is not a date: February 2026 has 28 days",
        "the day that is meant, up to `2026-02-28`",
    ),
    ("FMT003", 13, 27, 34, "revenue: `1,24M` is not an amount", "`1.24M`"),
    ("FMT004", 14, 5, 17, "this entry of `financials` has no `year`", "its `year`, such as `year: 2026`"),
    (
        "FMT002", 15, 18, 29, "`gross_proft` is not a key of `financials`",
        "did you mean `gross_profit`?",
    ),
    ("FMT003", 16, 38, 39, "size: `6` is off the scale", "a whole number from 1 to 5"),
    (
        "FMT003", 18, 12, 22, "date: `03/06/2026` can be read two ways",
        "`2026-06-03` or `2026-03-06`",
    ),
    (
        "FMT003", 19, 31, 33, "score: 12 is beyond its scale, which ends at 10",
        "a score up to 10, or the `scale` that was used",
    ),
    (
        "FMT002", 19, 55, 63, "`and then` is not a key of `feedback`: a comma cuts the text off before it",
        'quotes around the text that holds the comma: `"one, two"`',
    ),
    ("FMT003", 21, 34, 36, "probability: `80` is not a percentage", "`80%`"),
    (
        "FMT003", 21, 45, 53, "value: `EUR 240k` is not an amount",
        "`240k`, if that is in the plan's currency",
    ),
    ("FMT003", 22, 12, 22, "offerings: a list stands where keys belong", "`key: value` on lines of their own below it"),
    ("FMT003", 23, 47, 50, "baseline: `78%` holds more than a figure", "the figure alone, such as `78`"),
    ("FMT003", 24, 22, 27, "complete: `maybe` is neither true nor false", "`true` or `false`"),
    (
        "FMT004", 26, 5, 19, "this entry of `waive` has no `reason`",
        "its `reason`, such as `reason: The client's policy forbids written surveys`",
    ),
    ("FMT005", 28, 1, 7, "`region` is written twice: first in line 27; this one is read", "it once"),
]  # fmt: skip


def test_planted_mistakes_of_all_kinds_are_each_found_at_their_place() -> None:
    assert findings(plan_of(TWENTY)) == EXPECTED


def test_what_is_right_beside_planted_mistakes_is_kept() -> None:
    front = plan_of(TWENTY).front
    assert (front.name, front.owner, front.category, front.region) == ("Halden Marine", "", "", "South")
    assert (front.objective, front.status, front.customer_since) == (None, enums.Status.ACTIVE, None)
    assert front.crm == Crm(system="Salesforce", id="0015")
    assert front.financials == (
        FinancialYear(year=2026, gross_profit=Decimal(310_000)),
        FinancialYear(year=2024),
    )
    assert [(row.date, row.score, row.summary) for row in front.feedback] == [(date(2026, 6, 3), None, "We agreed")]
    assert (front.opportunities[0].name, front.opportunities[0].probability) == ("Phase 2", None)
    assert (front.offerings, front.waive) == ({}, ())


def test_keys_count_without_the_entries_that_were_left_out() -> None:
    plan = plan_with("financials:\n  - {revenue: 1}\n  - {year: 2025}\n  - {year: x}\n  - {year: 2024, revenue: 7}\n")
    assert [row.year for row in plan.front.financials] == [2025, 2024]
    assert plan.at("financials[0].year") == (7, 12, 16)
    assert plan.at("financials[1].revenue") == (9, 27, 28)
    assert [finding[:3] for finding in findings(plan)] == [("FMT004", 6, 5), ("FMT003", 8, 12)]


CUT_OFF = ("a comma cuts the text off before it", 'quotes around the text that holds the comma: `"one, two"`')


def test_a_decimal_comma_in_a_flow_row_is_one_fault_and_the_amount_is_left_out() -> None:
    plan = plan_with("financials:\n  - {year: 2025, revenue: 1,24M, gross_profit: 400k}\n")
    assert findings(plan) == [("FMT003", 6, 27, 32, "revenue: `1,24M` is not an amount", "`1.24M`")]
    assert plan.front.financials == (FinancialYear(year=2025, gross_profit=Decimal(400_000)),)


@pytest.mark.parametrize(
    ("row", "columns", "message", "write"),
    [
        ("service: [{measure: a, actual: 98,2%}]", (32, 37), "actual: `98,2%` is not a percentage", "`98.2%`"),
        ("service: [{measure: a, actual: 98, 2 %}]", (32, 39), "actual: `98, 2 %` is not a percentage", "`98.2%`"),
        (
            "feedback: [{date: 2026-06-03, score: 8,5}]",
            (38, 41),
            "score: `8,5` is not a whole number",
            "a whole number from 0 to 1000",
        ),
        ("outcomes: [{metric: a, baseline: -7,5, target: 8}]", (34, 38), "baseline: `-7,5` is not a number", "`-7.5`"),
        (
            "opportunities: [{name: a, probability: 0,5, stage: open}]",
            (40, 43),
            "probability: `0,5` is not a percentage",
            "`0.5`",
        ),
        (
            "assessment: {date: 2026-09-01, size: 4,5}",
            (38, 41),
            "size: `4,5` is not a whole number",
            "a whole number from 1 to 5",
        ),
    ],
)
def test_numbers_with_a_decimal_comma_are_refused_whole(
    row: str, columns: tuple[int, int], message: str, write: str
) -> None:
    assert findings(plan_with(f"{row}\n")) == [("FMT003", 5, *columns, message, write)]


def test_commas_between_thousands_are_one_fault_an_amount() -> None:
    plan = plan_with("financials:\n  - {year: 2025, revenue: 1,240,000, gross_profit: 310,000}\n  - {year: 2024}\n")
    assert findings(plan) == [
        ("FMT003", 6, 27, 36, "revenue: `1,240,000` is not an amount", "`1240000`"),
        ("FMT003", 6, 52, 59, "gross_profit: `310,000` is not an amount", "`310000`"),
    ]
    assert plan.front.financials == (FinancialYear(year=2025), FinancialYear(year=2024))


def test_of_a_text_that_a_comma_cuts_off_the_first_half_is_kept() -> None:
    plan = plan_with("contacts: [{name: Kari Dahl, title: Director, Operations}, {name: Nils Berg}]\n")
    assert findings(plan) == [
        ("FMT002", 5, 47, 57, f"`Operations` is not a key of `contacts`: {CUT_OFF[0]}", CUT_OFF[1])
    ]
    assert [(row.name, row.title) for row in plan.front.contacts] == [("Kari Dahl", "Director"), ("Nils Berg", None)]


@pytest.mark.parametrize(
    "value", ["method: survey, by mail", "scale: 10, as always", "score: 8, or so", "score: 8, or so, they said"]
)
def test_a_word_or_number_that_a_comma_cuts_off_is_left_out(value: str) -> None:
    plan = plan_with(f"feedback: [{{date: 2026-06-03, {value}, summary: Fine}}]\n")
    assert {(code, fault.write) for code, fault in plan.faults} == {("FMT002", CUT_OFF[1])}
    row = plan.front.feedback[0]
    assert (row.date, row.method, row.score, row.scale, row.summary) == (date(2026, 6, 3), None, None, 10, "Fine")


def test_a_known_or_mistyped_key_without_a_value_cuts_nothing_off() -> None:
    plan = plan_with("financials: [{year: 2026, revenue, gross_profit: 1k, targt_profit}]\nofferings: {A: active, B}\n")
    assert plan.front.financials == (FinancialYear(year=2026, gross_profit=Decimal(1000)),)
    assert [(code, fault.write) for code, fault in plan.faults] == [("FMT002", "did you mean `target_profit`?")]
    assert list(plan.front.offerings) == ["A"]


HASHES = """\
industry: #1 in ships  # (since 2019)
region: Nordics #and the Baltics
# a comment
parent: halden # a comment
horizon: 2029 #
tags: #ours
  - a #2
  #b
  - 'c #d' #e
  - '#f'
crm: {id: a#b} #c
continuity:
  if_lost: > #g
    We move the #1 crew
lost: #later
"""


def test_text_that_yaml_takes_for_a_comment_is_not_lost_in_silence() -> None:
    plan = plan_with(HASHES)
    lost = "YAML takes `{}` for a comment, so it is lost"
    write = 'the whole text in quotes: `"{}"`, or the comment on a line of its own'
    assert findings(plan) == [
        ("FMT003", 5, 11, 38, lost.format("#1 in ships  # (since 2019)"), write.format("#1 in ships  # (since 2019)")),
        ("FMT003", 6, 17, 33, lost.format("#and the Baltics"), write.format("Nordics #and the Baltics")),
        ("FMT003", 11, 7, 9, lost.format("#2"), write.format("a #2")),
        ("FMT003", 19, 7, 13, lost.format("#later"), write.format("#later")),
    ]
    assert [fault.fix for _, fault in plan.faults] == [
        Fix(5, 11, "#1 in ships  # (since 2019)", '"#1 in ships  # (since 2019)"'),
        Fix(6, 9, "Nordics #and the Baltics", '"Nordics #and the Baltics"'),
        Fix(11, 5, "a #2", '"a #2"'),
        None,
    ]
    assert {fault.severity for _, fault in plan.faults} == {enums.Severity.WARNING}
    assert (plan.front.region, plan.front.tags) == ("Nordics", ("a", "c #d", "#f"))


def test_a_year_that_stands_twice_is_named_at_each_later_row() -> None:
    plan = plan_with(
        "financials:\n  - {revenue: 1}\n  - {year: 2026}\n  - {year: 2025}\n  - {year: 2026, revenue: 2}\n"
    )
    assert findings(plan)[1:] == [("FMT003", 9, 12, 16, "2026 stands twice", "one row a year")]
    assert [row.year for row in plan.front.financials] == [2026, 2025, 2026]


@pytest.mark.parametrize(("status", "state"), [("", "active"), ("status: prospect\n", "a prospect")])
def test_an_account_that_is_not_lost_has_no_loss(status: str, state: str) -> None:
    plan = plan_with(f"lost: {{date: 2026-08-01}}\n{status}")
    message = f"the account is {state}, yet `lost` is filled"
    assert findings(plan) == [("FMT003", 5, 7, 25, message, "`status: lost`, or no `lost`")]
    assert plan.front.lost is not None


@pytest.mark.parametrize("lines", ["status: lost\nlost: {date: 2026-08-01}\n", "lost: {date: }\n", "lost:\n"])
def test_a_loss_of_a_lost_account_and_an_empty_one_are_fine(lines: str) -> None:
    assert plan_with(lines).faults == ()


def test_a_status_that_cannot_be_read_contradicts_nothing() -> None:
    assert [fault.key for _, fault in plan_with("status: gone\nlost: {date: 2026-08-01}\n").faults] == ["status"]


def test_a_placeholder_for_a_required_field_is_as_if_it_were_missing() -> None:
    plan = plan_of("---\nname: Halden\nowner: TBD\ncategory: core\n---\n")
    message = "no owner: `TBD` only holds a place"
    assert findings(plan) == [("FMT004", 3, 8, 11, message, "a line such as `owner: Ingrid Solberg`")]
    assert plan.front.owner == ""


@pytest.mark.parametrize(
    ("row", "key", "meant"),
    [
        ("opportunities: [{name: A, revenue: 5}]", "revenue", "value"),
        ("opportunities: [{name: A, Amount: 5}]", "Amount", "value"),
        ("opportunities: [{name: A, date: 2026-12}]", "date", "close"),
        ("actions: [{action: A, date: 2026-12-01}]", "date", "due"),
    ],
)
def test_a_key_of_another_group_suggests_the_one_that_means_the_same_here(row: str, key: str, meant: str) -> None:
    plan = plan_with(f"{row}\n")
    group = row.split(":")[0]
    assert [(fault.message, fault.write) for _, fault in plan.faults] == [
        (f"`{key}` is not a key of `{group}`", f"did you mean `{meant}`?")
    ]


def test_ids_and_names_stay_as_they_were_written() -> None:
    plan = plan_with(
        "crm: {id: 0x1F, system: 8.50}\nindustry: 0010\nregion: NO\nparent: true\n"
        "tags: [12:30, 1e3, 123456789012345678901234567890]\n"
    )
    assert plan.faults == ()
    assert plan.front.crm == Crm(id="0x1F", system="8.50")
    assert (plan.front.industry, plan.front.region, plan.front.parent) == ("0010", "NO", "true")
    assert plan.front.tags == ("12:30", "1e3", "123456789012345678901234567890")


@pytest.mark.parametrize("name", ["2026", "true", "0.10", "-5", "1_000", "0o17", "Off", ".inf"])
def test_a_name_that_yaml_takes_for_something_else_is_a_name(name: str) -> None:
    plan = plan_of(f"---\nname: {name}\nowner: x\ncategory: y\n---\n")
    assert (plan.front.name, plan.faults) == (name, ())


def test_a_key_with_nothing_after_it_is_not_written_yet() -> None:
    plan = plan_with(
        "status:\nindustry: ''\nfinancials:\nofferings: {Platform: }\ncrm:\n  id: ~\n"
        "feedback:\n  - {date: 2026-06-03, scale: , score: 8}\n"
    )
    assert plan.faults == ()
    assert (plan.front.status, plan.front.industry, plan.front.offerings) == (enums.Status.ACTIVE, None, {})
    assert (plan.front.crm, plan.front.feedback[0].scale) == (Crm(), 10)


def test_a_required_key_with_nothing_after_it_is_missing() -> None:
    plan = plan_of("---\nname:\nowner: ' '\ncategory: core\n---\n")
    assert [(finding[0], finding[1]) for finding in findings(plan)] == [("FMT004", 2), ("FMT004", 3)]
    assert (plan.front.name, plan.front.owner) == ("halden-marine", "")


def test_an_unknown_key_with_nothing_after_it_is_still_unknown() -> None:
    assert findings(plan_with("phone:\n")) == [
        (
            "FMT002",
            5,
            1,
            6,
            "`phone` is not a key of an account plan",
            "one of the keys that `kamgen schema plan` lists, or a note in the prose below",
        )
    ]


def test_an_entry_with_nothing_in_it_is_a_fault() -> None:
    plan = plan_with("financials:\n  -\n  - {year: 2026}\ntags: [a, ~, '']\n")
    assert findings(plan) == [
        ("FMT003", 6, 4, 5, "financials: this entry is empty", "what belongs there, or no entry"),
        ("FMT003", 8, 11, 12, "tags: this entry is empty", "what belongs there, or no entry"),
        ("FMT003", 8, 14, 16, "tags: this entry is empty", "its text, or no entry"),
    ]
    assert (len(plan.front.financials), plan.front.tags) == (1, ("a",))


def test_a_placeholder_that_names_an_entry_costs_the_entry_and_one_fault() -> None:
    plan = plan_with("contacts:\n  - {name: TODO, title: COO}\n  - {name: Kari Dahl, interests: lorem ipsum dolor}\n")
    write = "what is true, or leave the {} out"
    assert findings(plan) == [
        ("FMT010", 6, 12, 16, "name: `TODO` only holds a place", write.format("entry")),
        ("FMT010", 7, 34, 51, "interests: `lorem ipsum dolor` only holds a place", write.format("key")),
    ]
    assert [(contact.name, contact.interests) for contact in plan.front.contacts] == [("Kari Dahl", None)]


@pytest.mark.parametrize("text", ["TBD", "n/a", "…", "'?'", "'-'", "'ToDo: ask Kari'", "xxx", "None yet", "'*TODO*'"])
def test_placeholders_are_not_taken_for_text(text: str) -> None:
    plan = plan_with(f"industry: {text}\n")
    assert [code for code, _ in plan.faults] == ["FMT010"]
    assert plan.front.industry is None


@pytest.mark.parametrize("text", ["Nautical", "TBD Group AS", "No yard", "naval", "to be built", "Finance"])
def test_words_that_only_begin_like_placeholders_are_text(text: str) -> None:
    plan = plan_with(f"industry: {text}\n")
    assert (plan.front.industry, plan.faults) == (text, ())


def test_a_score_whose_scale_cannot_be_read_is_left_out_without_a_second_fault() -> None:
    plan = plan_with("feedback: [{date: 2026-06-03, score: 45, scale: many}]\n")
    assert [(code, fault.key) for code, fault in plan.faults] == [("FMT003", "feedback[0].scale")]
    assert (plan.front.feedback[0].score, plan.front.feedback[0].scale) == (None, 10)


def test_a_mark_beyond_the_scale_of_its_criterion_is_a_fault() -> None:
    plan = plan_with("vendor_evaluation:\n  date: 2026-05-20\n  criteria:\n    - {name: Price, score: 7}\n")
    message = "score: 7 is beyond its scale, which ends at 5"
    assert findings(plan) == [("FMT003", 8, 28, 29, message, "a score up to 5, or the `scale` that was used")]


@pytest.mark.parametrize(
    ("written", "kept", "write"),
    [
        ("nok", "NOK", "`NOK`"),
        ("€", "EUR", "`EUR`"),
        ("Euro", "EUR", "`EUR`"),
        ("$", "$", None),
        ("kr", "KR", "three capital letters, such as `EUR` or `NOK`"),
        ("840", "840", None),
    ],
)
def test_a_wrong_currency_is_kept_so_that_amounts_do_not_change_theirs(
    written: str, kept: str, write: str | None
) -> None:
    plan = plan_with(f"currency: {written}\n")
    message = f"currency: `{written}` is not a currency code"
    expected = write or "three capital letters, such as `EUR` or `NOK`"
    assert findings(plan) == [("FMT003", 5, 11, 11 + len(written), message, expected)]
    assert plan.front.currency == kept


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://x.example", "//x.example", "https://", "https://x y", 'http://a"b']
)
def test_only_web_addresses_lead_to_the_crm(address: str) -> None:
    plan = plan_with(f"crm: {{url: '{address}'}}\n")
    message = f"url: `{address}` is not a web address"
    assert [fault.message for _, fault in plan.faults] == [message]
    assert plan.front.crm == Crm()


def test_a_name_that_is_too_long_is_shortened() -> None:
    plan = plan_of(f"---\nname: {'x' * 300}\nowner: x\ncategory: y\n---\n")
    assert findings(plan) == [("FMT003", 2, 7, 307, "name: this name has 300 letters, more than 200", "a shorter name")]
    assert plan.front.name == "x" * 199 + "…"


def test_characters_that_garble_a_page_are_taken_out_of_texts() -> None:
    plan = plan_of('---\nname: "Hal\u202eden"\nowner: "In\\u0001grid\\0"\ncategory: core\n---\n')
    message = "an invisible character (U+{}) stands in this text and would garble the page"
    assert findings(plan) == [
        ("FMT003", 2, 7, 16, message.format("202E"), "the text without it"),
        ("FMT003", 3, 8, 24, message.format("0001"), "the text without it"),
    ]
    assert (plan.front.name, plan.front.owner) == ("Halden", "Ingrid")


def test_texts_are_cleaned_also_where_keys_are_numbers() -> None:
    plan = plan_with('offerings: {2026: active}\nindustry: "a\\u0002b"\n')
    assert (plan.front.industry, list(plan.front.offerings)) == ("ab", ["2026"])
    assert [fault.key for _, fault in plan.faults] == ["industry"]


def test_right_to_left_names_are_as_good_as_others() -> None:
    plan = plan_of("---\nname: مستشفى نهر الشفاء\nowner: x\ncategory: y\n---\n")
    assert (plan.front.name, plan.faults) == ("مستشفى نهر الشفاء", ())


@pytest.mark.parametrize(
    ("lines", "message", "write"),
    [
        (
            "crm: Salesforce",
            "crm: `Salesforce` stands where keys belong",
            "its keys, such as `{system: Salesforce, id: 0015g00000XyZ}`",
        ),
        (
            "crm: [a]",
            "crm: a list stands where keys belong",
            "its keys, such as `{system: Salesforce, id: 0015g00000XyZ}`",
        ),
        (
            "industry: [Ships]",
            "industry: a list stands where a text belongs",
            "one text, in quotes when it begins with `[` or `{`",
        ),
        (
            "industry: {a: b}",
            "industry: a group of keys stands where a text belongs",
            "one text, in quotes when it begins with `[` or `{`",
        ),
        ("financials: {year: 2026}", "financials: a list is wanted here, not keys", ONE_A_LINE),
        ("team: Per Moe", "team: a list is wanted here, not `Per Moe`", ONE_A_LINE),
        ("team: true", "team: a list is wanted here, not `true`", ONE_A_LINE),
        (
            "due: 2026-01-01",
            "`due` is not a key of an account plan: it belongs in `promises` or `actions`",
            "it in `promises` or `actions`",
        ),
        (
            "Customer Since: 2017",
            "`Customer Since` is not a key of an account plan",
            "did you mean `customer_since`?",
        ),
        (
            "2026: x",
            "`2026` is not a key of an account plan",
            "one of the keys that `kamgen schema plan` lists, or a note in the prose below",
        ),
        (
            "yes: x",
            "`yes` is not a key of an account plan",
            "one of the keys that `kamgen schema plan` lists, or a note in the prose below",
        ),
        ("lost: {when: 2026-01-01}", "`when` is not a key of `lost`", "one of `date`, `reason`, `to`"),
        ("assessment: {size: 4}", "`assessment` has no `date`", "its `date`, such as `date: 2026-09-01`"),
        ("horizon: 2300", "horizon: the year 2300 is not between 1900 and 2200", "the year that is meant"),
    ],
)
def test_mistakes_are_said_in_plain_words(lines: str, message: str, write: str) -> None:
    plan = plan_with(f"{lines}\n")
    assert [(fault.message, fault.write) for _, fault in plan.faults] == [(message, write)]
    assert plan.at(plan.faults[0][1].key, plan.faults[0][1].on_key).line == 5


def test_years_out_of_range_are_impossible_dates() -> None:
    plan = plan_with("horizon: 2300\ntargets_revised: 1826-01-15\n")
    assert [code for code, _ in plan.faults] == ["FMT009", "FMT009"]


def test_keys_that_are_numbers_name_offerings_as_they_were_written() -> None:
    plan = plan_with("offerings: {2026: active, 0x10: none}\n")
    assert (plan.faults, list(plan.front.offerings)) == ((), ["2026", "0x10"])


def test_an_unreadable_plan_keeps_its_row() -> None:
    plan = plan_of("---\nname: [Halden\n---\n\nProse.\n")
    assert (plan.readable, plan.front.name, plan.front.owner, plan.front.category) == (False, "halden-marine", "", "")
    assert [code for code, _ in plan.faults] == ["FMT001"]
    assert "Prose." in plan.body.html


def test_a_file_of_thousands_of_mistakes_lists_the_first_ones() -> None:
    plan = plan_with("".join(f"unknown_{number}: 1\n" for number in range(2000)))
    assert len(plan.faults) == 301
    assert plan.faults[-1][1].message == "1700 more mistakes are not listed"


def test_places_in_toml_reach_into_arrays_and_inline_tables() -> None:
    plan = plan_of(
        "+++\nname = 'x'\nowner = 'x'\ncategory = 'x'\nfinancials = [\n  {year = 2026, revenue = '1,24M'}, # now\n"
        "  {year = 2025, revenu = 1},\n]\n+++\n"
    )
    assert [finding[:4] for finding in findings(plan)] == [("FMT003", 6, 27, 34), ("FMT002", 7, 17, 23)]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_become_a_plan(data: bytes) -> None:
    plan = plan_of(data)
    assert plan.slug == "halden-marine"
    assert plan.faults


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_after_a_key_becomes_a_plan_and_leaves_the_other_keys_alone(text: str) -> None:
    plan = plan_of(f"---\n{HEAD}industry: {text}\n---\n".encode("utf-8", "replace"))
    if plan.readable and not any(sign in text for sign in "\n\r\x85\u2028\u2029"):
        assert (plan.front.name, plan.front.owner) == ("Halden Marine", "Ingrid Solberg")


VALUES = [
    found.span(1)
    for found in re.finditer(r"(?<=[A-Za-z_]: )([A-Za-z0-9.%-][A-Za-z0-9.%: /-]*?)(?=[,}\n]| +#)", COMPLETE)
]
"""Where each value of the complete example stands."""

HARMLESS = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="'", exclude_categories=("Cc", "Cs", "Zl", "Zp"))),
    st.dates().map(str),
    st.decimals(allow_nan=False).map(str),
    st.integers().map(str),
).map(lambda text: f"'{text}'")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(VALUES), HARMLESS)
def test_one_value_of_any_kind_leaves_all_the_others_as_they_are(span: tuple[int, int], value: str) -> None:
    whole = dumped(plan_of(COMPLETE).front)
    plan = plan_of(COMPLETE[: span[0]] + value + COMPLETE[span[1] :])
    read = dumped(plan.front)
    changed = [key for key in whole if read[key] != whole[key]]
    assert plan.readable
    assert len(changed) <= 1
    for key in changed:
        assert _differences(whole[key], read[key]) <= 1 or len(plan.faults) >= 1


def dumped(value: Any) -> Any:
    """A record as dictionaries."""
    if isinstance(value, Record):
        return {key: dumped(getattr(value, field.name)) for key, field in fields_of(type(value)).items()}
    return tuple(map(dumped, value)) if type(value) is tuple else value


def _differences(before: object, after: object) -> int:
    """How many single values differ; a period or a measured number is one."""
    if isinstance(before, dict) and isinstance(after, dict):
        return sum(_differences(before.get(key), after.get(key)) for key in {**before, **after})
    rows = isinstance(before, tuple) and all(isinstance(row, dict | str) for row in before)
    if rows and isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        return sum(_differences(one, other) for one, other in zip(before, after, strict=True))
    return int(before != after)


@pytest.mark.parametrize(
    ("text", "writes"),
    [
        (
            "---\nowner: B\ncategory: core\nrevenue: 3\ncrm: x\nreviews: {a: b}\n---\n",
            [
                "a line such as `name: Halden Marine`",
                "it in `financials`",
                "its keys, such as `{system: Salesforce, id: 0015g00000XyZ}`",
                "one entry a line, each beginning with `- `",
            ],
        ),
        (
            '+++\nowner = "B"\ncategory = "core"\nrevenue = 3\ncrm = "x"\n[reviews]\na = "b"\n+++\n',
            [
                'a line such as `name = "Halden Marine"`',
                "it below `[[financials]]`",
                'its keys, such as `{system = "Salesforce", id = "0015g00000XyZ"}`',
                "`[[reviews]]` above the keys of each entry",
            ],
        ),
        (
            '{"owner": "B",\n"category": "core",\n"revenue": 3,\n"crm": "x",\n"reviews": {"a": "b"}}\n',
            [
                'a line such as `"name": "Halden Marine"`',
                "it in `financials`",
                'its keys, such as `{"system": "Salesforce", "id": "0015g00000XyZ"}`',
                "`[` before the first entry and `]` behind the last",
            ],
        ),
    ],
    ids=["yaml", "toml", "json"],
)
def test_what_to_write_is_in_the_language_of_the_front_matter(text: str, writes: list[str]) -> None:
    plan = parse_plan(Source("content/accounts/a.md", text.encode()), "content/accounts")
    assert sorted(str(fault.write) for _, fault in plan.faults) == sorted(writes)
