"""Reports of a comparison as a whole: golden files, and what is said when nothing changed."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest

from kamgen.model.change import ChangeKind, FieldChange, ReviewFlag, ValueKind
from kamgen.model.comparison import Comparison, Side
from kamgen.model.standing import Standing
from kamgen.report.changes import CHANGE_FORMATS, formatter
from tests.hostile import NASTY
from tests.records import replace
from tests.report.changes.change_samples import (
    COMPARISON,
    HALDEN,
    NORDKAPP,
    NOTHING,
    OPTIONS,
    SHIFT,
    comparison,
    hostile,
)
from tests.support import ROOT

ONLY_TIME = comparison(time=(SHIFT,))
SCHEMA = json.loads((ROOT / "docs/diff.schema.json").read_text(encoding="utf-8"))
NO_COMMITS = comparison(base=Side("portfolio.json", "", COMPARISON.as_of, 1), settings=COMPARISON.settings)


@pytest.mark.parametrize("name", ["full", "markdown", "json"])
def test_a_report_looks_like_its_golden_file(golden: Callable[[str, str], None], name: str) -> None:
    golden(f"changes-{name}.txt", formatter(name)(COMPARISON, OPTIONS))


def test_a_terminal_with_colour_looks_like_its_golden_file(golden: Callable[[str, str], None]) -> None:
    golden("changes-full-color.txt", formatter("full")(COMPARISON, OPTIONS._replace(color=True)))


def test_nothing_changed_is_one_line_on_a_terminal_and_no_comment() -> None:
    assert formatter("full")(NOTHING, OPTIONS) == "No change from main a1b2c3d to the working tree.\n"
    assert formatter("markdown")(NOTHING, OPTIONS) == ""


def test_time_alone_is_no_change() -> None:
    said = "No change from main a1b2c3d to the working tree; time alone changed the results of 1 account.\n"
    assert formatter("full")(ONLY_TIME, OPTIONS) == said
    assert formatter("markdown")(ONLY_TIME, OPTIONS) == ""
    assert json.loads(formatter("json")(ONLY_TIME, OPTIONS))["changed"] is False
    assert "only time made a difference" in formatter("html")(ONLY_TIME, OPTIONS)


@pytest.mark.parametrize("name", list(CHANGE_FORMATS))
def test_the_same_comparison_is_the_same_text(name: str) -> None:
    assert formatter(name)(COMPARISON, OPTIONS) == formatter(name)(replace(COMPARISON), OPTIONS._replace())


@pytest.mark.parametrize(
    "compared", [COMPARISON, NOTHING, ONLY_TIME, NO_COMMITS, comparison(*map(hostile, NASTY))], ids=str
)
def test_json_keeps_to_its_schema(compared: Comparison) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(formatter("json")(compared, OPTIONS)), SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_and_the_guide_name_every_reason_to_look() -> None:
    guide = (ROOT / "docs/diff.md").read_text(encoding="utf-8")
    assert SCHEMA["$defs"]["look"]["enum"] == [flag.key for flag in ReviewFlag]
    assert [flag.key for flag in ReviewFlag if f"| `{flag.key}` | {flag.words} |" not in guide] == []
    assert SCHEMA["$defs"]["field"]["properties"]["kind"]["enum"] == [kind.value for kind in ValueKind]
    assert SCHEMA["$defs"]["entry"]["properties"]["kind"]["enum"] == [kind.word for kind in ChangeKind]


def test_json_has_exact_decimals_and_days() -> None:
    made = json.loads(formatter("json")(COMPARISON, OPTIONS))
    fields = {field["field"]: field for entry in made["accounts"][0]["entries"] for field in entry["fields"]}
    assert (fields["target_revenue"]["was"], fields["target_revenue"]["now"]) == ("1300000", "1100000")
    assert (fields["due"]["was"], fields["due"]["now"], fields["due"]["times"]) == ("2026-12-01", "2027-01-01", 3)
    assert made["summary"]["totals"]["head"]["target"] == "69740000"
    assert made["summary"]["to_look_at"] == {
        "account-removed": 1,
        "target-lowered": 1,
        "promise-removed": 1,
        "date-moved": 1,
        "critic": 1,
    }


def test_a_moved_and_renamed_account_says_so() -> None:
    assert HALDEN.before is not None
    before = HALDEN.before._replace(name="Halden", path="content/accounts/old/halden.md")
    shown = formatter("full")(comparison(replace(HALDEN, before=before)), OPTIONS)
    assert "    was called “Halden”\n    moved here from content/accounts/old/halden.md\n" in shown


def test_an_account_that_other_plans_changed_says_so() -> None:
    plan = type(HALDEN.plan)()
    shown = formatter("full")(comparison(replace(HALDEN, plan=plan)), OPTIONS)
    assert "    its own plan says the same: what other plans say of it changed\n" in shown


def test_an_account_that_cannot_be_read_any_more_has_no_score() -> None:
    assert HALDEN.after is not None
    after = HALDEN.after._replace(score=None, health=Standing(), elements=(), readable=False)
    unreadable = comparison(replace(HALDEN, after=after))
    assert "checklist 12 → n/a, health 75 → not scored, not judged → not scored\n" in formatter("full")(
        unreadable, OPTIONS
    )
    jsonschema.validate(json.loads(formatter("json")(unreadable, OPTIONS)), SCHEMA)


def test_nothing_of_a_plan_steers_a_terminal() -> None:
    shown = formatter("full")(comparison(hostile("\x1b[2J\u202eevil\nplain\x07")), OPTIONS)
    assert [char for char in "\x1b\u202e\x07" if char in shown] == []
    assert "~ \\x1b[2J\\u202eevil plain\\x07  content/accounts/" in shown


def test_colour_is_only_added() -> None:
    plain, painted = (formatter("full")(comparison(NORDKAPP), OPTIONS._replace(color=color)) for color in (False, True))
    for style in ("0", "1", "1;33", "31", "32", "36"):
        painted = painted.replace(f"\x1b[{style}m", "")
    assert painted == plain


def test_a_value_that_was_not_given_says_so() -> None:
    assert HALDEN.plan.entries[0].fields[0] == FieldChange(
        "industry", "industry", ValueKind.TEXT, None, "Shipbuilding", "", "Shipbuilding", ""
    )
    assert "    + industry: not given → Shipbuilding\n" in formatter("full")(COMPARISON, OPTIONS)


def test_the_terminal_lists_the_ten_accounts_that_time_alone_made_worst() -> None:
    shifts = tuple(
        SHIFT._replace(
            before=SHIFT.before._replace(name=name, score=50, health=Standing(50, 9, 9, "act")),
            after=SHIFT.after._replace(
                name=name, path=f"{name}.md", score=50 - number, health=Standing(50, 9, 9, "act")
            ),
        )
        for number, name in ((number, f"Account {number:02}") for number in range(13))
    )
    text = formatter("full")(comparison(HALDEN, time=shifts), OPTIONS)
    told = [line.split(":")[0].strip() for line in text.splitlines() if line.startswith("    Account ")]
    assert told == [f"Account {number:02}" for number in range(12, 2, -1)]
    assert "    … and 3 more accounts; json and html list all\n" in text
    everything = json.loads(formatter("json")(comparison(HALDEN, time=shifts), OPTIONS))["time"]
    assert len(everything) == 13
